/** production: three of everything that matters, a private API, own keys and audit logs that outlive the stack, all protected. */
import { LOG_TYPES } from "../components/cluster/cluster-schema";
import {
    generalPool,
    PLATFORM_ADDONS,
    PLATFORM_SERVICES,
    SERVERLESS,
    SYSTEM_NODES_PER_ZONE,
} from "./presets";
import type { EnvironmentShape } from "./shape";

const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: true } as const;

export const production: EnvironmentShape = {
    network: {
        nat: "per-zone",
        // What the nodes of a private cluster call, kept off the NAT gateways.
        endpoints: ["s3", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "logs", "sqs", "ssm", "sts"],
        flowLogs: { kind: "on", trafficType: "ALL", retentionDays: 365 },
    },
    keys: { secrets: OWN_KEY, logs: OWN_KEY, volumes: OWN_KEY },
    controlPlane: {
        logs: { types: LOG_TYPES, retentionDays: 365, retainOnDelete: true },
        supportType: "STANDARD",
        zonalShift: true,
    },
    compute: {
        kind: "karpenter",
        host: SYSTEM_NODES_PER_ZONE,
        // Graviton first; what has no arm64 image falls back to x86.
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
    addons: { replicas: 2, zoneSpread: true, ...PLATFORM_ADDONS },
    ...PLATFORM_SERVICES,
    fargateProfiles: { serverless: SERVERLESS },
};
