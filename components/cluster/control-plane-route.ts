/** The way out of a control plane whose calls take the routes of its own subnets. */
import { Route } from "@pulumi/aws/ec2/route";
import type * as pulumi from "@pulumi/pulumi";

import { usedSlots, type VpcRef } from "../network/ref";
import { childName } from "../shared/names";

/**
 * A default route to what nodes of the first slot leave by, since the kit's control-plane subnets share one table.
 * Nothing in a network of somebody else, whose routes are its owner's.
 * Source: EKS User Guide, control-plane-egress, "Prerequisites".
 */
export function createControlPlaneRoute(
    parent: pulumi.Resource,
    name: string,
    { routing }: Pick<VpcRef, "routing">,
): readonly pulumi.Resource[] {
    if (routing === undefined) return [];
    const [first] = usedSlots(routing.nodeRoutes).flatMap((slot) => routing.nodeRoutes[slot] ?? []);
    if (first === undefined) return [];
    const { destinationCidrBlock } = first;
    return [
        new Route(
            childName(name, "control-plane-egress"),
            {
                routeTableId: routing.controlPlaneTable.id,
                destinationCidrBlock,
                [routing.target]: first[routing.target],
            },
            { parent },
        ),
        ...createIpv6Route(parent, name, routing),
    ];
}

/** Of an IPv6 cluster both families must lead out. Source: EKS User Guide, control-plane-egress, "Prerequisites". */
function createIpv6Route(
    parent: pulumi.Resource,
    name: string,
    { controlPlaneTable, ipv6Routes = {}, target }: NonNullable<VpcRef["routing"]>,
): readonly Route[] {
    const [first] = usedSlots(ipv6Routes).flatMap((slot) => ipv6Routes[slot] ?? []);
    if (first === undefined) return [];
    const { destinationIpv6CidrBlock, egressOnlyGatewayId, transitGatewayId } = first;
    return [
        new Route(
            childName(name, "control-plane-egress-ipv6"),
            {
                routeTableId: controlPlaneTable.id,
                destinationIpv6CidrBlock,
                ...(target === "transitGatewayId" ? { transitGatewayId } : { egressOnlyGatewayId }),
            },
            { parent },
        ),
    ];
}
