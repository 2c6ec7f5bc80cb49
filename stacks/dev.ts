/** dev: the cheapest safe environment. No node until a pod asks for one, one NAT gateway, no protection. */
import { generalPool, PLATFORM_ADDONS, PLATFORM_SERVICES } from "./presets";
import type { EnvironmentShape } from "./shape";

const AWS_OWNED = { kind: "aws-owned" } as const;

export const dev: EnvironmentShape = {
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
    addons: { replicas: 1, zoneSpread: false, ...PLATFORM_ADDONS },
    ...PLATFORM_SERVICES,
};
