/** An environment of each kind of compute but Karpenter's own, which tests/support/shapes.ts has. */
import type { EnvironmentShape } from "../../components/platform/shape";
import { SERVERLESS } from "../fixtures/fork/stacks/presets";
import { systemNodesOf } from "./part-environment";
import { ON_FARGATE, ON_NODES } from "./shapes";

/** The system nodes of {@link ON_NODES} alone. */
const MANAGED_ALONE: EnvironmentShape = {
    ...ON_NODES,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: true },
};

/** The system nodes of {@link ON_NODES}, and a pool of groups for workloads in place of Karpenter's. */
export const MANAGED: EnvironmentShape = {
    ...MANAGED_ALONE,
    managedNodes: { general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] } },
};

/** One pool for everything, as small as it gets. */
export const MANAGED_SHARED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
};

/** Groups EKS knows nothing of, beside system nodes of its own: on demand and Spot in one, and Bottlerocket. */
export const SELF_MANAGED: EnvironmentShape = {
    ...MANAGED_ALONE,
    selfManagedNodes: {
        mixed: {
            instanceTypes: ["m7i.xlarge", "m6i.xlarge"],
            spot: { onDemandBasePerZone: 0, onDemandPercentage: 50, allocation: "lowest-price", pools: 2 },
            amiFamily: "AL2023",
            diskSizeGiB: 100,
            sizePerZone: { min: 1, desired: 2, max: 5 },
            labels: { "example.com/pool": "mixed" },
            update: { kind: "refresh", minHealthyPercentage: 100, maxHealthyPercentage: 150 },
            groupMetrics: "all",
            access: { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16", "sg-0123456789abcdef0"] },
            securityGroupIds: ["sg-0fedcba9876543210"],
        },
        batch: {
            slots: ["a"],
            instanceTypes: ["m7g.large"],
            amiFamily: "Bottlerocket",
            release: "1.63.0",
            diskSizeGiB: 50,
            sizePerZone: { min: 0, desired: 0, max: 2 },
            taints: [{ key: "example.com/batch", value: "true", effect: "NoSchedule" }],
            update: { kind: "none" },
            targetGroupArns: [
                "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup/batch/0123456789abcdef",
            ],
            classicLoadBalancers: ["legacy"],
        },
    },
};

/** No node at all: CoreDNS and the metrics server on the kit's profile, workloads on one of their own. */
export const FARGATE: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "fargate" },
    fargateProfiles: { workloads: SERVERLESS },
};

/** Nodes that EKS makes itself, of both pools it brings. */
export const AUTO_MODE: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "auto-mode", nodePools: ["general-purpose", "system"] },
};

export const KINDS: Readonly<Record<string, EnvironmentShape>> = {
    managed: MANAGED,
    "managed-shared": MANAGED_SHARED,
    "self-managed": SELF_MANAGED,
    fargate: FARGATE,
    "auto-mode": AUTO_MODE,
};
