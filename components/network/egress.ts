/** The way out of the node subnets: NAT gateways and the routes to them. */
import { Eip } from "@pulumi/aws/ec2/eip";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import type { Vpc } from "@pulumi/aws/ec2/vpc";

import type { NetworkBuild } from "./build";
import type { WaysOut } from "./ref";
import { type Slot, SLOTS, usedSlots } from "./slots";
import { ANYWHERE, type NodeSubnets, type PublicSubnets } from "./subnets";
import type { VpcPlan } from "./vpc-plan";

/** The default route of each slot that has one. */
export type EgressRoutes = { readonly [slot in Slot]?: Route };

/** Gateways and one default route for each slot that has one. Returns the routes: the gateways are behind them. */
export function createEgress(
    build: NetworkBuild,
    vpc: Vpc,
    plan: VpcPlan,
    open: PublicSubnets,
    nodes: NodeSubnets,
): EgressRoutes {
    const gateways = new Map<string, NatGateway>();
    for (const nat of plan.nat) {
        const gateway =
            nat.kind === "regional"
                ? createRegional(build, vpc, nat.part, open)
                : createZonal(build, nat, open);
        gateways.set(nat.part, gateway);
    }
    const routes: { [slot in Slot]?: Route } = {};
    for (const slot of SLOTS) {
        const table = nodes.tables[slot];
        const gateway = gateways.get(plan.egress[slot] ?? "");
        if (table === undefined || gateway === undefined) continue;
        // Same name in every mode: AWS replaces a route's target in place.
        routes[slot] = new Route(
            build.nameOf(`node-${slot}-egress`),
            { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: gateway.id },
            build.child,
        );
    }
    return routes;
}

/** What a packet from each node subnet passes first: without one of the two it goes nowhere. */
export function nodeWaysOut({ places }: NodeSubnets, routes: EgressRoutes): WaysOut {
    return Object.fromEntries(
        usedSlots(places).map((slot) => [
            slot,
            [places[slot]?.association, routes[slot]].filter((one) => one !== undefined),
        ]),
    );
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
