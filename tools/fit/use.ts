/** Who takes addresses, and of which subnet. */

/** Who takes addresses of a subnet. */
export interface Use {
    /** `node pool general`, `control plane`. */
    readonly by: string;
    /** How the number comes about. */
    readonly what: string;
    /** At the most; undefined where nothing bounds it. */
    readonly most?: number;
    /** Of a pool whose nodes are all of the type in the middle. @default as most */
    readonly usual?: number;
    /** Why it cannot be bounded, and what would. */
    readonly unbounded?: string;
    /** Of all its subnets together, any of which may get all: Karpenter chooses. */
    readonly together?: number;
}

/** Who has the interfaces of EKS itself. */
export const CONTROL_PLANE = "control plane";

/** A use and the subnet it is in. */
export type PlacedUse = readonly [subnetId: string, use: Use];
