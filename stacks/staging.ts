/** staging: production's parts at a smaller scale. One NAT gateway, public API for listed networks, all protected. */
import { LOG_TYPES } from "../components/cluster/cluster-schema";
import {
    generalPool,
    PLATFORM_ADDONS,
    PLATFORM_SERVICES,
    SERVERLESS,
    SYSTEM_NODES_PER_ZONE,
} from "./presets";
import type { EnvironmentShape } from "./shape";

const AWS_OWNED = { kind: "aws-owned" } as const;
const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: false } as const;

export const staging: EnvironmentShape = {
    network: {
        nat: "single",
        endpoints: ["s3", "ecr.api", "ecr.dkr"],
        flowLogs: { kind: "on", trafficType: "REJECT", retentionDays: 30 },
    },
    keys: { secrets: OWN_KEY, logs: AWS_OWNED, volumes: AWS_OWNED },
    controlPlane: {
        logs: { types: LOG_TYPES, retentionDays: 90 },
        supportType: "STANDARD",
        zonalShift: false,
    },
    compute: {
        kind: "karpenter",
        host: SYSTEM_NODES_PER_ZONE,
        pools: {
            general: generalPool({
                architecture: "amd64",
                capacityTypes: ["spot", "on-demand"],
                cpuLimit: 128,
            }),
        },
    },
    addons: { replicas: 2, zoneSpread: true, ...PLATFORM_ADDONS },
    ...PLATFORM_SERVICES,
    fargateProfiles: { serverless: SERVERLESS },
};
