/** An environment with every option of every component on, so that no type of the kit goes unrecorded. */
import { type ComputeSettings, planCompute } from "../../components/platform/compute";
import type { Plan } from "../../components/platform/environment";
import { Platform } from "../../components/platform/platform";
import { generalPool } from "../../stacks/presets";
import { ON_FARGATE } from "./shapes";

const ACCOUNT = "210987654321";
const REGION = "eu-west-1";
const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: true } as const;

const ZONES = { a: "eu-west-1a", b: "eu-west-1b", c: "eu-west-1c" };
const NODES = {
    instanceTypes: ["m7g.large"],
    capacityType: "ON_DEMAND",
    amiFamily: "AL2023",
    diskSizeGiB: 50,
    sizePerZone: { min: 1, desired: 1, max: 2 },
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: true,
} as const;

const SETTINGS: ComputeSettings = {
    account: ACCOUNT,
    chartRegistry: "public.ecr.aws",
    clusterName: "everything",
    environment: "dev",
    imageRegistry: "mirror.example.com",
    inCluster: true,
    kubernetesVersion: "1.36",
    region: REGION,
    tags: { owner: "tests" },
    zones: ZONES,
};

const COMPUTE = planCompute(SETTINGS, {
    // Karpenter in a VPC without a way out has an instance profile of its own.
    network: { nat: "none", endpoints: [], flowLogs: { kind: "off" } },
    keys: { secrets: OWN_KEY, logs: OWN_KEY, volumes: OWN_KEY },
    controlPlane: { logs: { types: [], retentionDays: 1 }, supportType: "STANDARD", zonalShift: false },
    compute: {
        kind: "karpenter",
        host: { kind: "managed-nodes", replicas: 2, systemNodes: NODES },
        pools: {
            general: generalPool({ architecture: "arm64", capacityTypes: ["on-demand"], cpuLimit: 8 }),
        },
    },
    addons: { replicas: 2, zoneSpread: true, nodeMonitoring: true },
    managedNodes: { batch: { ...NODES, amiFamily: "Bottlerocket", capacityType: "SPOT" } },
    fargateProfiles: { one: [{ namespace: "one" }], two: [{ namespace: "two" }] },
});

export const EVERYTHING: Plan = {
    environment: "dev",
    provider: {
        account: ACCOUNT,
        region: REGION,
        assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/hub`,
        tags: { owner: "tests" },
    },
    network: {
        cidr: "10.1.0.0/16",
        region: REGION,
        zones: ZONES,
        controlPlaneZones: ["a", "b"],
        clusterName: "everything",
        nat: "per-zone",
        endpoints: ["s3", "dynamodb", "ecr.api", "ecr.dkr", "sts", "ec2"],
        flowLogs: { kind: "on", trafficType: "ALL", retentionDays: 365 },
    },
    keys: {
        account: ACCOUNT,
        region: REGION,
        clusterName: "everything",
        secrets: OWN_KEY,
        logs: { ...OWN_KEY, keepForever: false },
        volumes: OWN_KEY,
    },
    cluster: {
        clusterName: "everything",
        region: REGION,
        account: ACCOUNT,
        kubernetesVersion: "1.36",
        serviceCidr: "172.20.0.0/16",
        vpcCidr: "10.1.0.0/16",
        apiAccess: { kind: "private", reach: "proxy", proxyUrl: "http://proxy.example.com:3128" },
        logs: {
            types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            retentionDays: 365,
        },
        deletionProtection: true,
        supportType: "EXTENDED",
        zonalShift: true,
        assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/hub`,
    },
    access: {
        account: ACCOUNT,
        region: REGION,
        admins: [`arn:aws:iam::${ACCOUNT}:role/admin`, `arn:aws:iam::${ACCOUNT}:user/breakglass`],
        deployRoleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
    },
    compute: COMPUTE,
    inCluster: true,
    protection: { protect: true, unprotected: ["network"] },
};

export function everything(): Record<string, unknown> {
    return new Platform("everything", EVERYTHING).outputs();
}

/** The other host, which shares no environment with managed system nodes. */
export function everythingOnFargate(): Record<string, unknown> {
    const compute = planCompute(SETTINGS, ON_FARGATE);
    return new Platform("everything", { ...EVERYTHING, compute }).outputs();
}
