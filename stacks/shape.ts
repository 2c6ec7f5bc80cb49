/** The shape of an environment: which parts it has and how they are built. Checked by the compiler. */
import type { ClusterSpec } from "../components/cluster/cluster-spec";
import type { VpcSpec } from "../components/network/vpc-spec";
import type { KeysSpec } from "../components/security/keys-spec";

/** Parts of an environment that can lose their protection one by one. */
export const COMPONENTS = ["network", "keys", "cluster", "access"] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** Numbers and account facts stand in `Pulumi.<stack>.yaml`; everything here is the same in every account. */
export interface EnvironmentShape {
    readonly network: Pick<VpcSpec, "nat" | "endpoints" | "flowLogs">;
    readonly keys: Pick<KeysSpec, "secrets" | "logs" | "volumes">;
    readonly controlPlane: Pick<ClusterSpec, "logs" | "supportType" | "zonalShift">;
    /**
     * Components that may be replaced or removed although the environment is protected. The way down from
     * protection takes two updates: list the component, `pulumi up`, then change or remove it, `pulumi up`.
     * @default none
     */
    readonly unprotected?: readonly ComponentName[];
}
