/** What other components need to know of a VPC, whoever made it. */
import type { Route } from "@pulumi/aws/ec2/route";
import type { RouteTable } from "@pulumi/aws/ec2/routeTable";
import * as pulumi from "@pulumi/pulumi";

import { describeProblem, type Problem } from "../shared/problems";
import {
    type EdgeSlot,
    isEdgeSlot,
    type NodeSlot,
    type Slot,
    type SubnetIds,
    subnetsIn,
    usedSlots,
} from "./slots";
import { checkRepeated } from "./subnet-ids";

export type { EndpointService } from "./endpoints";
export { podAddressingOf } from "./pods";
export type { PodsWords } from "./pods-schema";
export { endpointsIn, hasIpv6Pods, hasWayOut, secondaryCidrsOf } from "./reach";
export {
    type EdgeSlot,
    firstIn,
    furtherIn,
    isEdgeSlot,
    type NodeSlot,
    type Slot,
    SLOTS,
    type SubnetIds,
    subnetsIn,
    usedSlots,
    type ZoneSlots,
} from "./slots";

/** What leads out of subnets, by zone slot. */
export type WaysOut = { readonly [slot in NodeSlot]?: readonly pulumi.Resource[] };

/** Route tables and default routes of the kit's own VPC, for routes that others add to them. */
export interface Routing {
    readonly nodeTables: { readonly [slot in Slot]?: RouteTable };
    /** Of all control-plane subnets together. */
    readonly controlPlaneTable: RouteTable;
    /** None in a network without a way out. */
    readonly nodeRoutes: { readonly [slot in Slot]?: Route };
    /** The input of these routes that says where they lead. */
    readonly target: "natGatewayId" | "networkInterfaceId" | "transitGatewayId";
    /** Those of IPv6. @default none: the network has no IPv6, or no way out for it */
    readonly ipv6Routes?: { readonly [slot in Slot]?: Route };
}

/** A VPC: the kit's own {@link Vpc}, or any other described by its ids. */
export interface VpcRef {
    readonly vpcId: pulumi.Input<string>;
    /** Private subnets that hold nodes and pods, by zone slot. */
    readonly nodeSubnetIds: SubnetIds;
    /** Subnets of nodes in edge zones, by their slot. Nothing lands there that does not name one. @default none */
    readonly edgeSubnetIds?: { readonly [slot in EdgeSlot]?: pulumi.Input<string> } | undefined;
    /**
     * What leads out of each node subnet, by zone slot: its route table's association and route. What runs there depends on
     * them itself. When a zone goes, the engine orders only what goes with it: a way over a resource that stays is none.
     * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, ScheduleDeletes.
     * @default none: they are their owner's
     */
    readonly nodeWaysOut?: WaysOut;
    /** @default none: route tables are their owner's */
    readonly routing?: Routing;
    /** Subnets that hold the control plane's network interfaces, by zone slot: two or three. */
    readonly controlPlaneSubnetIds: SubnetIds;
    /** Public subnets for internet-facing load balancers, by zone slot; none in a private network. */
    readonly publicSubnetIds: SubnetIds;
    /** Private subnets on an Outpost, by the slot of its zone. @default none */
    readonly outpostSubnetIds?: SubnetIds;
    /** Subnets of pods alone, by zone slot. @default none: pods share their nodes' */
    readonly podSubnetIds?: SubnetIds;
}

/** A VPC that exists already. Its routes and endpoints are its owner's. */
export interface ExistingVpcArgs {
    readonly vpcId: pulumi.Input<string>;
    /** One subnet a slot or several, with a way out or with endpoints for all that nodes need. */
    readonly nodeSubnetIds: SubnetIds;
    /** Two or three, each in another zone. Cannot change once the cluster is made. */
    readonly controlPlaneSubnetIds: SubnetIds;
    /** @default none: load balancers are internal only */
    readonly publicSubnetIds?: SubnetIds;
    /** On an Outpost, in the zone it belongs to. @default none */
    readonly outpostSubnetIds?: SubnetIds;
}

/** What leads out of all node subnets of these slots. */
export function waysOutOf(
    { nodeWaysOut = {} }: Pick<VpcRef, "nodeWaysOut">,
    slots: readonly NodeSlot[],
): readonly pulumi.Resource[] {
    return slots.flatMap((slot) => nodeWaysOut[slot] ?? []);
}

/** Subnets of nodes in these slots, edge zones' among them. */
export function nodeSubnetsIn(
    { edgeSubnetIds = {}, nodeSubnetIds }: Pick<VpcRef, "edgeSubnetIds" | "nodeSubnetIds">,
    slots: readonly NodeSlot[],
): pulumi.Input<string>[] {
    return slots.flatMap((slot) =>
        isEdgeSlot(slot) ? (edgeSubnetIds[slot] ?? []) : subnetsIn(nodeSubnetIds, [slot]),
    );
}

/**
 * Describes a VPC somebody else made, for the components that ask for a {@link VpcRef}.
 * @throws pulumi.RunError naming every rule the arguments break.
 */
export function existingVpc(args: ExistingVpcArgs): VpcRef {
    const problems = checkExistingVpc(args);
    if (problems.length > 0) {
        const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
        throw new pulumi.RunError(`invalid arguments of existingVpc:\n${lines.join("\n")}`);
    }
    return { ...args, publicSubnetIds: args.publicSubnetIds ?? {} };
}

/** Every rule a description of an existing VPC breaks. */
export function checkExistingVpc(args: ExistingVpcArgs): Problem[] {
    const problems: Problem[] = [];
    const controlPlane = usedSlots(args.controlPlaneSubnetIds);
    if (controlPlane.length < 2 || controlPlane.length > 3) {
        problems.push({
            path: "controlPlaneSubnetIds",
            what: "the control plane lives in two or three zones",
            got: controlPlane,
            remedy: "Name a subnet in two or three slots",
        });
    }
    if (usedSlots(args.nodeSubnetIds).length === 0) {
        problems.push({
            path: "nodeSubnetIds",
            what: "nodes have no subnet",
            got: [],
            remedy: "Name a subnet in each slot nodes may use",
        });
    }
    const { controlPlaneSubnetIds, nodeSubnetIds, publicSubnetIds = {} } = args;
    return [
        ...problems,
        ...checkRepeated([
            { path: "nodeSubnetIds", ids: nodeSubnetIds },
            { path: "publicSubnetIds", ids: publicSubnetIds },
        ]),
        ...checkRepeated([{ path: "controlPlaneSubnetIds", ids: controlPlaneSubnetIds }]),
    ];
}
