/** Stand-ins for settings that could not be read, so that the shape is checked all the same. Nothing is built of them. */
import { DEFAULT_KUBERNETES_MINOR, DEFAULT_REGISTRY } from "../../versions";
import type { Settings } from "./types";

const STAND_INS: Settings = {
    account: "000000000000",
    admins: ["arn:aws:iam::000000000000:role/unknown"],
    apiAccess: { kind: "private", reach: "in-vpc-runner" },
    chartRegistry: DEFAULT_REGISTRY,
    clusterName: "unknown",
    controlPlaneZones: ["a", "b"],
    deployRoleArn: "arn:aws:iam::000000000000:role/unknown",
    environment: "unknown",
    imageRegistry: "unknown.invalid",
    inCluster: true,
    kubernetesVersion: DEFAULT_KUBERNETES_MINOR,
    protection: false,
    region: "us-east-1",
    tags: {},
    vpcCidr: "10.0.0.0/16",
    zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c", d: "us-east-1d" },
};

/** All settings, and which of them could not be read. */
export function standIns(valid: Partial<Settings>): {
    readonly settings: Settings;
    readonly unread: readonly (keyof Settings)[];
} {
    const keys = Object.keys(STAND_INS) as (keyof Settings)[];
    return {
        settings: { ...STAND_INS, ...valid },
        unread: keys.filter((key) => valid[key] === undefined),
    };
}
