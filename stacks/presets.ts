/** What several environments want alike, so that an environment's file says only what is its own. */
import { z } from "zod";

import type { FargateSelector } from "../components/shared/pods";
import { list } from "../components/shared/schema";
import { type EnvironmentShape, type KarpenterHostShape, type NodePoolShape, preset } from "./shape";

const generalPoolWords = z.strictObject({
    architecture: z.enum(["amd64", "arm64"]),
    /** Spot is used first where both are named, and left with two minutes' notice. */
    capacityTypes: list(z.enum(["on-demand", "spot"])),
    /** Cores of all nodes together: what a runaway workload can cost at most. */
    cpuLimit: z.number(),
    /** Of pools that fit, the one with the largest is used first. @default none */
    weight: z.number().exactOptional(),
});

/** Memory comes with cores: 4 GiB each, the shape of the m family. */
const GIB_PER_CORE = 4;

/** Nodes for anything: current instances of the c, m and r families, replaced once a month. */
export const generalPool = preset(
    "generalPool",
    generalPoolWords,
    ({ architecture, capacityTypes, cpuLimit, weight }): NodePoolShape => ({
        diskSizeGiB: 50,
        labels: {},
        taints: [],
        requirements: [
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "kubernetes.io/arch", operator: "In", values: [architecture] },
            { key: "karpenter.sh/capacity-type", operator: "In", values: capacityTypes },
            { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
        ],
        limits: { cpu: String(cpuLimit), memory: `${cpuLimit * GIB_PER_CORE}Gi` },
        disruption: {
            consolidationPolicy: "WhenEmptyOrUnderutilized",
            consolidateAfter: "1m",
            budgets: [{ nodes: "10%" }],
        },
        expireAfter: "720h",
        terminationGracePeriod: "1h",
        ...(weight === undefined ? {} : { weight }),
    }),
);

/**
 * Two of everything that keeps the cluster alive, on the smallest Graviton nodes that hold it, one in each zone.
 * Each is replaced alone: Karpenter's second pod waits elsewhere.
 */
export const SYSTEM_NODES_PER_ZONE: KarpenterHostShape = {
    kind: "managed-nodes",
    replicas: 2,
    systemNodes: {
        instanceTypes: ["m7g.large"],
        capacityType: "ON_DEMAND",
        amiFamily: "AL2023",
        diskSizeGiB: 50,
        sizePerZone: { min: 1, desired: 1, max: 2 },
        update: { kind: "count", maxUnavailable: 1 },
        nodeRepair: true,
    },
};

/** Namespaces whose pods run on Fargate, each on capacity of its own. */
export const SERVERLESS: readonly FargateSelector[] = [
    { namespace: "serverless" },
    { namespace: "serverless-*" },
];

/**
 * What a platform has from the start: load balancers for Ingresses and Services, Secrets out of Secrets Manager and
 * Parameter Store, snapshots of volumes, and a namespace for applications in which traffic is denied that nobody names.
 * ExternalDNS waits for a zone of yours: docs/recipes/web-application.md.
 */
export const PLATFORM_SERVICES = {
    catalogue: { "aws-load-balancer-controller": {}, "external-secrets": {} },
    namespaces: { apps: {} },
    snapshotClasses: { ebs: { driver: "ebs", default: true } },
} as const satisfies Partial<EnvironmentShape>;

/** The add-ons behind it, and logs of every pod in CloudWatch, billed by the gigabyte. */
export const PLATFORM_ADDONS = {
    "snapshot-controller": {},
    "amazon-cloudwatch-observability": { containerLogs: true },
} as const satisfies Partial<EnvironmentShape["addons"]>;
