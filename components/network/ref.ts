/** What other components need to know of a VPC, whoever made it. */
import type * as pulumi from "@pulumi/pulumi";

import type { SubnetIds } from "./slots";

/** A VPC: the kit's own {@link Vpc}, or any other described by its ids. */
export interface VpcRef {
    readonly vpcId: pulumi.Input<string>;
    /** Private subnets that hold nodes and pods, by zone slot. */
    readonly nodeSubnetIds: SubnetIds;
    /** Subnets that hold the control plane's network interfaces, by zone slot: two or three. */
    readonly controlPlaneSubnetIds: SubnetIds;
    /** Public subnets for internet-facing load balancers, by zone slot; none in a private network. */
    readonly publicSubnetIds: SubnetIds;
}
