/** snapshot-controller: makes snapshots of volumes where a VolumeSnapshot asks for one, and brings these kinds. */
import type { AddonDefinition } from "./definition";
import { controllerPod, DRIVERS_PHASE } from "./storage-drivers";
import { NO_NODE } from "./workloads";

export const snapshotController: AddonDefinition = {
    phase: DRIVERS_PHASE,
    presence: "on-request",
    leftOut: { fargate: "Fargate mounts no volume that has snapshots", none: NO_NODE },
    versions: {
        "1.35": {
            value: "v8.6.0-eksbuild.4",
            source: "devopscoop/project1-dev, tfvars with cluster_version 1.35",
            seen: "2026-11-28",
            address: "https://github.com/devopscoop/project1-dev",
        },
        "1.36": {
            value: "v8.6.0-eksbuild.8",
            source: "kirandevraaj/kubernetes-platform-engineering-gitops, inventory of an EKS lab with kube-proxy v1.36.0-eksbuild.25, whose restore drill passed",
            seen: "2026-11-28",
            address: "https://github.com/kirandevraaj/kubernetes-platform-engineering-gitops",
        },
    },
    onUpdate: "OVERWRITE",
    // Whether EKS deletes its kinds with the add-on, and every VolumeSnapshot with them, nobody has written down.
    preserve: true,
    // It calls nothing in AWS: the driver makes the snapshot. Toleration of the system nodes: EKS User Guide,
    // create-storage-class, "Install CSI Snapshot Controller add-on". Labels: kubernetes-csi/external-snapshotter
    // deploy/kubernetes/snapshot-controller, v8.6.0; not seen on the add-on itself.
    pods: () => [
        controllerPod({
            name: "snapshot-controller",
            labels: { "app.kubernetes.io/name": "snapshot-controller" },
            callsAws: false,
        }),
    ],
};
