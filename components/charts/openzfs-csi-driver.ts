/** CSI driver of Amazon FSx for OpenZFS: file systems, and volumes of one. */
import { partitionOf } from "../shared/regions";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { IdentityWords } from "../shared/workload-schema";
import { type ChartSite, defineChart } from "./definition";
import type { Values } from "./values";

const SOURCE = "kubernetes-sigs/aws-fsx-openzfs-csi-driver";

/** The chart's own, stated, so that the role trusts what runs. Source: values.yaml of chart 1.2.0. */
const SERVICE_ACCOUNT = "fsx-openzfs-csi-controller-sa";

const DRIVER = "fsx-csi-driver/aws-fsx-openzfs-csi-driver";

const SIDECARS = "eks-distro/kubernetes-csi";

/** By the key of the chart's values. Source: values.yaml of chart 1.2.0, sidecars. */
const SIDECAR_PATHS = {
    livenessProbe: `${SIDECARS}/livenessprobe`,
    nodeDriverRegistrar: `${SIDECARS}/node-driver-registrar`,
    provisioner: `${SIDECARS}/external-provisioner`,
    resizer: `${SIDECARS}/external-resizer`,
    snapshotter: `${SIDECARS}/external-snapshotter/csi-snapshotter`,
} as const;

/** Of each container. Source: charts/aws-fsx-openzfs-csi-driver/values.yaml of 1.2.0, the commented resources. */
const SIZE = { requests: { cpu: "10m", memory: "40Mi" }, limits: { memory: "256Mi" } } as const;

export const openZfsCsiDriver = defineChart({
    repository: "https://kubernetes-sigs.github.io/aws-fsx-openzfs-csi-driver",
    version: {
        value: "1.2.0",
        source: `${SOURCE} charts/aws-fsx-openzfs-csi-driver/Chart.yaml, tag v1.2.0`,
        seen: "2026-01-09",
        address: `https://github.com/${SOURCE}/releases/tag/v1.2.0`,
    },
    namespace: { name: "kube-system" },
    phase: "releases",
    leftOut: {
        fargate: "it mounts on nodes, and there are none",
        none: "it mounts on nodes, and there are none",
    },
    identity: ({ site }) => ({ serviceAccount: SERVICE_ACCOUNT, statements: statements(site) }),
    endpoints: ["eks-auth"],
    needs: [
        {
            word: "addons.snapshot-controller",
            why: "it makes snapshots, and stops where their kinds are not known",
        },
    ],
    pods: ({ site: { replicas } }) => [
        {
            name: "fsx-openzfs-csi-controller",
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": "fsx-openzfs-csi-controller" },
            tolerations: [SYSTEM_TOLERATION],
            // Five containers of the size above.
            requests: { cpu: "50m", memory: "200Mi" },
            replicas,
        },
        {
            name: "fsx-openzfs-csi-node",
            kind: "DaemonSet",
            labels: { "app.kubernetes.io/name": "fsx-openzfs-csi-node" },
            tolerations: [{ operator: "Exists" }],
            requests: { cpu: "30m", memory: "120Mi" },
            callsAws: false,
        },
    ],
    values: ({ site }) => values(site),
    images: [DRIVER, ...Object.values(SIDECAR_PATHS)].map((path) => `public.ecr.aws/${path}`),
    leaves: [
        {
            kinds: ["PersistentVolumeClaim"],
            what: "volumes and file systems of FSx for OpenZFS that it made for claims",
        },
    ],
    reserved: [
        {
            path: "controller.podAnnotations",
            why: "keeps the pods where the kit places them",
            remedy: "Remove it",
        },
        { path: "controller.region", why: "is the environment's region", remedy: "Remove it" },
        {
            path: "controller.replicaCount",
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        },
        { path: "controller.serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        {
            path: "controller.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
        { path: "node.tolerateAllTaints", why: "puts it onto every node that mounts", remedy: "Remove it" },
        {
            path: "sidecars.snapshotter.forceEnable",
            why: "does not depend on what a cluster knew when the chart was rendered",
            remedy: "Remove it",
        },
    ],
});

/** Source of the keys: values.yaml of chart 1.2.0. */
function values({ imageRegistry, region, replicas, zoneSpread }: ChartSite): Values {
    const imageOf = (path: string) =>
        imageRegistry === undefined ? {} : { image: { repository: `${imageRegistry}/${path}` } };
    const sidecars = Object.fromEntries(
        Object.entries(SIDECAR_PATHS).map(([name, path]) => [name, { ...imageOf(path), resources: SIZE }]),
    );
    return {
        ...imageOf(DRIVER),
        controller: {
            ...(zoneSpread ? { affinity: { podAntiAffinity: ANTI_AFFINITY } } : {}),
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            region,
            replicaCount: replicas,
            resources: SIZE,
            serviceAccount: { create: true, name: SERVICE_ACCOUNT },
            tolerations: [{ ...SYSTEM_TOLERATION }],
        },
        node: { resources: SIZE, tolerateAllTaints: true },
        sidecars: { ...sidecars, snapshotter: { ...sidecars["snapshotter"], forceEnable: true } },
    };
}

/** The chart has no constraints of topology. Its own prefers other nodes. */
const ANTI_AFFINITY = {
    preferredDuringSchedulingIgnoredDuringExecution: [
        {
            podAffinityTerm: {
                labelSelector: { matchLabels: { "app.kubernetes.io/name": "fsx-openzfs-csi-controller" } },
                topologyKey: "topology.kubernetes.io/zone",
            },
            weight: 100,
        },
    ],
};

/** Source: docs/install.md of v1.2.0, "Set up driver permissions". */
function statements({ account, region }: ChartSite): NonNullable<IdentityWords["statements"]> {
    const partition = partitionOf(region);
    return [
        {
            Sid: "MakeFileSystemsVolumesAndSnapshots",
            Effect: "Allow",
            Action: [
                "fsx:CreateFileSystem",
                "fsx:CreateSnapshot",
                "fsx:CreateVolume",
                "fsx:DeleteFileSystem",
                "fsx:DeleteSnapshot",
                "fsx:DeleteVolume",
                "fsx:ListTagsForResource",
                "fsx:TagResource",
                "fsx:UpdateFileSystem",
                "fsx:UpdateVolume",
            ],
            Resource: `arn:${partition}:fsx:${region}:${account}:*`,
        },
        {
            Sid: "SeeFileSystemsVolumesAndSnapshots",
            Effect: "Allow",
            Action: ["fsx:DescribeFileSystems", "fsx:DescribeSnapshots", "fsx:DescribeVolumes"],
            Resource: "*",
        },
        {
            Sid: "MakeTheRoleOfFsx",
            Effect: "Allow",
            Action: "iam:CreateServiceLinkedRole",
            Resource: `arn:${partition}:iam::${account}:role/aws-service-role/fsx.amazonaws.com/*`,
            Condition: { StringLike: { "iam:AWSServiceName": "fsx.amazonaws.com" } },
        },
    ];
}
