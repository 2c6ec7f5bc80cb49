/** dev: the cheapest safe environment. One NAT gateway, public API for listed networks, no protection. */
import type { EnvironmentShape } from "./shape";

export const dev: EnvironmentShape = {
    network: { nat: "single", endpoints: ["s3"], flowLogs: { kind: "off" } },
    keys: {
        secrets: { kind: "aws-owned" },
        logs: { kind: "aws-owned" },
        volumes: { kind: "aws-owned" },
    },
    controlPlane: {
        logs: { types: ["api", "audit", "authenticator"], retentionDays: 14 },
        supportType: "STANDARD",
        zonalShift: false,
    },
};
