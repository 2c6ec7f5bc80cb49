/** VPCs the network tests start from. */
import type { VpcSpec } from "../../components/network/vpc-spec";

/** The smallest: two zones, no way out, nothing optional. Refused as it is, for want of endpoints. */
export const BARE_VPC: VpcSpec = {
    account: "210987654321",
    cidr: "10.0.0.0/16",
    region: "us-east-1",
    zones: { a: "us-east-1a", b: "us-east-1c" },
    controlPlaneZones: ["a", "b"],
    clusterName: "acme-dev",
    nat: "none",
    endpoints: [],
    flowLogs: { kind: "off" },
};

/** Two zones and one gateway: what `dev` has. */
export const DEV_VPC: VpcSpec = { ...BARE_VPC, nat: "single" };
