/** An environment of each kind of compute but Karpenter's own, which tests/support/shapes.ts has. */
import type { EnvironmentShape, ManagedNodesShape } from "../../components/platform/shape";
import { SERVERLESS } from "../fixtures/fork/stacks/presets";
import { systemNodesOf } from "./part-environment";
import { ON_FARGATE, ON_NODES } from "./shapes";

/** The system nodes of {@link ON_NODES} alone. */
const MANAGED_ALONE: EnvironmentShape = {
    ...ON_NODES,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: true },
};

/** Nodes from a launch template that somebody else keeps. */
const THEIRS: ManagedNodesShape = {
    instanceTypes: ["m7g.xlarge"],
    capacityType: "ON_DEMAND",
    amiFamily: "AL2023",
    launchTemplate: { id: "lt-0123456789abcdef0", version: 7 },
    sizePerZone: { min: 0, desired: 1, max: 2 },
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: false,
};

/** The system nodes of {@link ON_NODES}, and a pool of groups for workloads in place of Karpenter's. */
export const MANAGED: EnvironmentShape = {
    ...MANAGED_ALONE,
    managedNodes: {
        general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] },
        theirs: THEIRS,
    },
};

const { instanceTypes: _, ...SMALL } = systemNodesOf(ON_NODES);

/** One pool for everything, as small as it gets, of types by size. */
export const MANAGED_SHARED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: {
        kind: "managed",
        systemNodes: {
            ...SMALL,
            instanceSizes: {
                asOf: "2026-08-21",
                architecture: "arm64",
                vcpus: { min: 2, max: 2 },
                memoryGiB: { min: 8, max: 8 },
            },
        },
        dedicated: false,
    },
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
            bottlerocket: {
                kubernetes: { maxPods: 20, kubeReserved: { cpu: "100m" } },
                kernel: { sysctl: { "net.core.somaxconn": "1024" } },
                motd: "batch",
            },
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

const WINDOWS_NODES = {
    instanceTypes: ["m7i.xlarge"],
    diskSizeGiB: 100,
    sizePerZone: { min: 0, desired: 1, max: 2 },
} as const;

/** Windows Server of three years beside Linux: groups of EKS's own, and groups of EC2 Auto Scaling. */
export const WINDOWS: EnvironmentShape = {
    ...MANAGED_ALONE,
    managedNodes: {
        general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] },
        web: {
            ...WINDOWS_NODES,
            amiFamily: "WindowsCore2022",
            capacityType: "ON_DEMAND",
            userData: "<powershell>\nWrite-Host ready\n</powershell>",
            update: { kind: "count", maxUnavailable: 1 },
            nodeRepair: false,
        },
        legacy: {
            ...WINDOWS_NODES,
            slots: ["a"],
            amiFamily: "WindowsFull2019",
            instanceTypes: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge"],
            capacityType: "SPOT",
            labels: { "example.com/pool": "legacy" },
            taints: [],
            update: { kind: "count", maxUnavailable: 1 },
            nodeRepair: false,
        },
    },
    selfManagedNodes: {
        jobs: {
            ...WINDOWS_NODES,
            slots: ["a"],
            amiFamily: "WindowsCore2025",
            labels: { "example.com/pool": "jobs" },
            update: { kind: "none" },
            access: { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] },
        },
    },
};

const DEVICES = {
    amiFamily: "AL2023",
    diskSizeGiB: 200,
    instanceStore: "RAID0",
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: true,
} as const;
const SET_OF_TWO = { min: 2, desired: 2, max: 2 };
const GPU_TAINT = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" } as const;

/** Accelerators that are hard to come by: EFA in a cluster, a capacity block, reservations, Trainium, their plugins. */
export const ACCELERATED: EnvironmentShape = {
    ...MANAGED_ALONE,
    devicePlugins: { nvidia: { timeSlicing: 4 }, neuron: {}, efa: {} },
    managedNodes: {
        general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] },
        h100: {
            ...DEVICES,
            slots: ["a"],
            instanceTypes: ["p5.48xlarge"],
            capacityType: "ON_DEMAND",
            sizePerZone: SET_OF_TWO,
            efa: { interfaces: "efa-only" },
            placement: { kind: "cluster" },
            taints: [GPU_TAINT],
        },
        block: {
            ...DEVICES,
            slots: ["b"],
            instanceTypes: ["p5e.48xlarge"],
            capacityType: "ON_DEMAND",
            sizePerZone: SET_OF_TWO,
            efa: { interfaces: "efa" },
            reservation: { kind: "capacity-block", id: "cr-0123456789abcdef0" },
            taints: [GPU_TAINT],
        },
        reserved: {
            ...DEVICES,
            slots: ["a"],
            instanceTypes: ["p5.48xlarge"],
            capacityType: "ON_DEMAND",
            sizePerZone: SET_OF_TWO,
            reservation: {
                kind: "reservations",
                arns: ["arn:aws:ec2:us-east-1:210987654321:capacity-reservation/cr-0123456789abcdef1"],
            },
            taints: [GPU_TAINT],
        },
    },
    selfManagedNodes: {
        trainium: {
            slots: ["a"],
            instanceTypes: ["trn1.32xlarge"],
            amiFamily: "Bottlerocket",
            release: "1.63.0",
            diskSizeGiB: 200,
            instanceStore: "RAID0",
            sizePerZone: SET_OF_TWO,
            efa: { interfaces: "efa" },
            placement: { kind: "cluster" },
            taints: [{ key: "aws.amazon.com/neuron", value: "true", effect: "NoSchedule" }],
            update: { kind: "none" },
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

/** A pool of Auto Mode for anything: current instances of the c, m and r families, on demand. */
export const AUTO_POOL: NonNullable<
    Extract<EnvironmentShape["compute"], { kind: "auto-mode" }>["pools"]
>[string] = {
    requirements: [
        { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
        { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["5"] },
    ],
    labels: {},
    taints: [],
    limits: { cpu: 64, memory: "256Gi" },
    disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "5m",
        budgets: [{ nodes: "10%" }],
    },
    expireAfter: "336h",
    terminationGracePeriod: "1h",
};

/** Nodes that EKS makes itself, of pools of one's own alone, with own keys. */
export const AUTO_MODE_OWN: EnvironmentShape = {
    ...ON_FARGATE,
    keys: ON_NODES.keys,
    compute: {
        kind: "auto-mode",
        nodePools: [],
        pools: {
            general: AUTO_POOL,
            batch: {
                ...AUTO_POOL,
                nodeClass: { ephemeralStorage: { size: "200Gi", iops: 4_000, throughput: 500 } },
                taints: [{ key: "example.com/batch", effect: "NoSchedule" }],
                requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] }],
            },
        },
    },
};

/** The control plane with all it may have beside nodes of AWS: machines outside, capabilities, sign-in, settings. */
export const HYBRID: EnvironmentShape = {
    ...ON_NODES,
    controlPlane: {
        ...ON_NODES.controlPlane,
        securityGroupIds: ["sg-0fedcba9876543210"],
        tier: "tier-xl",
        egress: "customer-routed",
        apiServer: { eventTtlMinutes: 30 },
    },
    hybridNodes: {
        nodeNetworks: ["10.80.0.0/16"],
        podNetworks: ["10.85.0.0/16"],
        gateway: { kind: "transit-gateway", id: "tgw-0123456789abcdef0" },
        credentials: { kind: "ssm", registrations: 10 },
    },
    capabilities: { kro: { access: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }] } },
    identityProviders: {
        okta: {
            issuerUrl: "https://example.okta.com",
            clientId: "kit",
            groupsClaim: "groups",
            groupsPrefix: "okta:",
            groups: { operators: "cluster-admin" },
        },
    },
};

/** The same with a group beside it, and what its pods need. */
export const AUTO_MODE_MIXED: EnvironmentShape = {
    ...AUTO_MODE_OWN,
    managedNodes: { general: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.xlarge"] } },
};

export const KINDS: Readonly<Record<string, EnvironmentShape>> = {
    managed: MANAGED,
    "managed-shared": MANAGED_SHARED,
    "self-managed": SELF_MANAGED,
    accelerated: ACCELERATED,
    windows: WINDOWS,
    fargate: FARGATE,
    none: { ...ON_FARGATE, compute: { kind: "none" } },
    "auto-mode": AUTO_MODE,
    "auto-mode-own": AUTO_MODE_OWN,
    "auto-mode-mixed": AUTO_MODE_MIXED,
    hybrid: HYBRID,
};
