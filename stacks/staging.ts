/** staging: production's parts at a smaller scale. One NAT gateway, public API for listed networks, all protected. */
import { generalPool } from "./pools";
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
        logs: {
            types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            retentionDays: 90,
        },
        supportType: "STANDARD",
        zonalShift: false,
    },
    compute: {
        kind: "karpenter",
        host: {
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
        },
        pools: {
            general: generalPool({
                architecture: "amd64",
                capacityTypes: ["spot", "on-demand"],
                cpuLimit: 128,
            }),
        },
    },
    addons: { replicas: 2, zoneSpread: true },
    fargateProfiles: { serverless: [{ namespace: "serverless" }, { namespace: "serverless-*" }] },
};
