/** Subnets of pods in a second range of the VPC. */
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcIpv4CidrBlockAssociation } from "@pulumi/aws/ec2/vpcIpv4CidrBlockAssociation";
import type * as pulumi from "@pulumi/pulumi";

import { CNI_TAG } from "../shared/subnet-tags";
import type { NetworkBuild } from "./build";
import type { PodSubnetPlan } from "./pod-range";
import type { Slot } from "./slots";
import type { NodeSubnets } from "./subnets";

/** The range and its subnets, as data. */
export interface PodSubnetsPlan {
    readonly cidr: string;
    readonly subnets: readonly PodSubnetPlan[];
    /** Whether vpc-cni finds them by their tag. */
    readonly isTagged: boolean;
}

export interface PodSubnets {
    readonly ids: { readonly [slot in Slot]?: pulumi.Output<string> };
    /** Without it a packet of a pod finds no way out. */
    readonly associations: { readonly [slot in Slot]?: RouteTableAssociation };
}

/** Pods leave by the route table of their node's subnet: one way out for both. */
export function createPodSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plan: PodSubnetsPlan | undefined,
    nodes: NodeSubnets,
): PodSubnets {
    if (plan === undefined) return { ids: {}, associations: {} };
    const range = new VpcIpv4CidrBlockAssociation(
        build.nameOf("pod-cidr"),
        { vpcId: vpc.id, cidrBlock: plan.cidr },
        build.child,
    );
    const ids: { [slot in Slot]?: pulumi.Output<string> } = {};
    const associations: { [slot in Slot]?: RouteTableAssociation } = {};
    for (const { cidr, part, slot, zone } of plan.subnets) {
        const table = nodes.tables[slot];
        if (table === undefined) continue;
        const name = build.nameOf(part);
        const subnet = new Subnet(
            name,
            {
                vpcId: vpc.id,
                cidrBlock: cidr,
                availabilityZone: zone,
                mapPublicIpOnLaunch: false,
                tags: { ...build.tagsOf(part), ...(plan.isTagged ? CNI_TAG : {}) },
            },
            // Before, the VPC has no such addresses.
            { ...build.child, dependsOn: [range] },
        );
        ids[slot] = subnet.id;
        associations[slot] = new RouteTableAssociation(
            name,
            { subnetId: subnet.id, routeTableId: table.id },
            build.child,
        );
    }
    return { ids, associations };
}
