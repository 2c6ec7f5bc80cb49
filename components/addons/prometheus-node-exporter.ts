/** prometheus-node-exporter: what the kernel of every node knows, as metrics. A community add-on. */
import { NOT_ON_FARGATE } from "../shared/pods";
import type { AddonDefinition } from "./definition";
import { daemonSetPod, EVERY_TAINT, NO_NODE } from "./workloads";

export const prometheusNodeExporter: AddonDefinition = {
    phase: "releases",
    presence: "on-request",
    leftOut: { fargate: "it is a DaemonSet, and Fargate runs none", none: NO_NODE },
    versions: {
        "1.36": {
            value: "v1.12.1-eksbuild.7",
            source: "MomtezMdimagh/retail-store-eks-platform infrastructure/live/dev, pinned for a cluster of 1.36; undated, read on the day",
            seen: "2026-11-28",
            address: "https://github.com/MomtezMdimagh/retail-store-eks-platform",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    // The add-on's namespace is its name. Source: EKS User Guide, community-addons. Labels: prometheus-community/helm-charts
    // prometheus-node-exporter 4.56.1.
    pods: () => [
        daemonSetPod({
            name: "prometheus-node-exporter",
            labels: { "app.kubernetes.io/name": "prometheus-node-exporter" },
            phase: "releases",
            namespace: "prometheus-node-exporter",
            callsAws: false,
        }),
    ],
    // As shipped it tolerates NoSchedule alone, and waits for ever on a Fargate node.
    // Keys: values.yaml of the chart at 4.56.1, which community add-ons repeat; not seen on the add-on itself.
    configuration: () => ({ affinity: NOT_ON_FARGATE, tolerations: [EVERY_TAINT] }),
    excludes: () => [
        {
            word: "catalogue.kube-prometheus-stack",
            why: "it brings one of its own, at the same port of the node",
        },
    ],
    reserved: [{ path: "tolerations", why: "lets every node be measured", remedy: "Remove it" }],
};
