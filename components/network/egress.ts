/** The way out of the node subnets: NAT gateways and the routes to them. */
import { Eip } from "@pulumi/aws/ec2/eip";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import type { Vpc } from "@pulumi/aws/ec2/vpc";

import type { NetworkBuild } from "./build";
import { type Slot, SLOTS } from "./slots";
import { ANYWHERE, type NodeSubnets, type PublicSubnets } from "./subnets";
import type { VpcPlan } from "./vpc-plan";

/** Gateways and one default route for each slot that has one. Returns the routes: the gateways are behind them. */
export function createEgress(
    build: NetworkBuild,
    vpc: Vpc,
    plan: VpcPlan,
    open: PublicSubnets,
    nodes: NodeSubnets,
): Route[] {
    const gateways = new Map<string, NatGateway>();
    for (const nat of plan.nat) {
        const gateway =
            nat.kind === "regional"
                ? createRegional(build, vpc, nat.part, open)
                : createZonal(build, nat, open);
        gateways.set(nat.part, gateway);
    }
    return SLOTS.flatMap((slot) => {
        const table = nodes.tables[slot];
        const gateway = gateways.get(plan.egress[slot] ?? "");
        if (table === undefined || gateway === undefined) return [];
        return [
            // Same name in every mode: AWS replaces a route's target in place.
            new Route(
                build.nameOf(`node-${slot}-egress`),
                { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: gateway.id },
                build.child,
            ),
        ];
    });
}

/**
 * A gateway works once its subnet reaches the internet, and AWS refuses to detach an internet gateway while an
 * address is mapped through it: both ends of the order need these edges.
 * Source: Terraform AWS provider, aws_nat_gateway, "depends_on the Internet Gateway".
 */
function createZonal(
    build: NetworkBuild,
    { slot, part }: { readonly slot: Slot; readonly part: string },
    open: PublicSubnets,
): NatGateway {
    const place = open.places[slot];
    if (place === undefined) throw new Error(`no public subnet in slot ${slot}`);
    const name = build.nameOf(part);
    const address = new Eip(name, { domain: "vpc", tags: build.tagsOf(part) }, build.child);
    return new NatGateway(
        name,
        {
            connectivityType: "public",
            allocationId: address.id,
            subnetId: place.subnet.id,
            tags: build.tagsOf(part),
        },
        {
            ...build.child,
            dependsOn: [...open.internet, place.association],
            // The new gateway would ask for the address the old one still holds.
            deleteBeforeReplace: true,
        },
    );
}

/** One gateway in no subnet: AWS finds the zones in use, and takes and returns addresses by itself. */
function createRegional(build: NetworkBuild, vpc: Vpc, part: string, open: PublicSubnets): NatGateway {
    return new NatGateway(
        build.nameOf(part),
        {
            availabilityMode: "regional",
            connectivityType: "public",
            vpcId: vpc.id,
            tags: build.tagsOf(part),
        },
        { ...build.child, dependsOn: [...open.internet] },
    );
}
