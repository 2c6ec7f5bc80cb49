/** A VPC somebody else made, as an environment uses it: nothing of it is the kit's but endpoints that are asked for. */
import * as pulumi from "@pulumi/pulumi";

import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { networkBuild } from "./build";
import {
    checkExistingNetwork,
    decisionsOfExistingVpc,
    type ExistingVpcSpec,
    planExistingVpc,
} from "./existing-vpc-spec";
import type { VpcRef } from "./ref";
import { firstIn, type SubnetIds } from "./slots";
import { createEndpoints } from "./vpc-endpoints";

/**
 * Describes subnets by their ids to whatever runs in them. It makes the endpoints that are asked for, deletes nothing of the
 * VPC, and puts no tag on it.
 * @throws pulumi.ResourceError naming every rule the arguments break.
 */
export class ExistingVpc extends pulumi.ComponentResource implements VpcRef {
    public readonly vpcId: pulumi.Output<string>;
    public readonly nodeSubnetIds: SubnetIds;
    public readonly controlPlaneSubnetIds: SubnetIds;
    public readonly publicSubnetIds: SubnetIds;
    public readonly outpostSubnetIds: SubnetIds;
    /** Undefined where pods share their nodes' subnets. */
    public readonly podSubnetIds?: SubnetIds;
    /** Endpoints nodes need, with what is in front of them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ExistingVpcSpec, opts?: pulumi.ComponentResourceOptions) {
        super("platform:network:ExistingVpc", name, decisionsOfExistingVpc(args), opts);
        refuse(this, [...checkExistingNetwork(args), ...checkComponentOptions(opts)]);
        const { cidrs, endpoints, subnets } = planExistingVpc(args);
        const { routeTables = [], vpcId } = args.existingVpc;
        this.ready = createEndpoints(
            networkBuild(this, name, args.clusterName),
            {
                vpcId,
                cidrs,
                routeTableIds: [...routeTables],
                subnets: firstIn(subnets.nodeSubnets),
            },
            endpoints,
        );
        this.vpcId = pulumi.output(vpcId);
        this.nodeSubnetIds = subnets.nodeSubnets;
        this.controlPlaneSubnetIds = subnets.controlPlaneSubnets;
        this.publicSubnetIds = subnets.publicSubnets;
        this.outpostSubnetIds = subnets.outpostSubnets;
        if (args.existingVpc.podSubnets !== undefined) this.podSubnetIds = subnets.podSubnets;
        this.registerOutputs({
            vpcId: this.vpcId,
            nodeSubnetIds: this.nodeSubnetIds,
            controlPlaneSubnetIds: this.controlPlaneSubnetIds,
            publicSubnetIds: this.publicSubnetIds,
            outpostSubnetIds: this.outpostSubnetIds,
            ...(this.podSubnetIds === undefined ? {} : { podSubnetIds: this.podSubnetIds }),
        });
    }
}
