/**
 * Shapes for tests of the planners. Not those of stacks/: a fork edits these as it likes, and the kit's own tests stay
 * what they are.
 */
import { LOG_TYPES } from "../../components/cluster/cluster-schema";
import { generalPool, SERVERLESS, SYSTEM_NODES_PER_ZONE } from "../fixtures/fork/stacks/presets";
import type { OnKarpenter } from "./on-karpenter";

const AWS_OWNED = { kind: "aws-owned" } as const;
const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: true } as const;

/** Karpenter on Fargate, one pod of each, one pool that may use Spot. */
export const ON_FARGATE: OnKarpenter = {
    network: { nat: "single", endpoints: ["s3"], flowLogs: { kind: "off" } },
    keys: { secrets: AWS_OWNED, logs: AWS_OWNED, volumes: AWS_OWNED },
    controlPlane: {
        logs: { types: ["api", "audit", "authenticator"], retentionDays: 14 },
        supportType: "STANDARD",
        zonalShift: false,
    },
    compute: {
        kind: "karpenter",
        host: { kind: "fargate", replicas: 1 },
        pools: {
            general: generalPool({
                architecture: "amd64",
                capacityTypes: ["spot", "on-demand"],
                cpuLimit: 32,
            }),
        },
    },
    addons: { replicas: 1, zoneSpread: false },
};

/** Karpenter on managed nodes in each zone, two pools without Spot, a Fargate profile for workloads, own keys. */
export const ON_NODES: OnKarpenter = {
    network: {
        nat: "per-zone",
        endpoints: ["s3", "ecr.api", "ecr.dkr"],
        flowLogs: { kind: "on", trafficType: "ALL", retentionDays: 365 },
    },
    keys: { secrets: OWN_KEY, logs: OWN_KEY, volumes: OWN_KEY },
    controlPlane: {
        logs: { types: LOG_TYPES, retentionDays: 365 },
        supportType: "STANDARD",
        zonalShift: true,
    },
    compute: {
        kind: "karpenter",
        host: SYSTEM_NODES_PER_ZONE,
        pools: {
            graviton: generalPool({
                architecture: "arm64",
                capacityTypes: ["on-demand"],
                cpuLimit: 512,
                weight: 20,
            }),
            x86: generalPool({
                architecture: "amd64",
                capacityTypes: ["on-demand"],
                cpuLimit: 256,
                weight: 10,
            }),
        },
    },
    addons: { replicas: 2, zoneSpread: true },
    fargateProfiles: { serverless: SERVERLESS },
};
