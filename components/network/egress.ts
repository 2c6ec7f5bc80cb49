/** The way out of the node subnets: NAT gateways or an attachment to a transit gateway, and the routes. */
import { EgressOnlyInternetGateway } from "@pulumi/aws/ec2/egressOnlyInternetGateway";
import { Eip } from "@pulumi/aws/ec2/eip";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route, type RouteArgs } from "@pulumi/aws/ec2/route";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { NetworkBuild } from "./build";
import type { RouteTarget } from "./egress-spec";
import type { PodSubnets } from "./pod-subnets";
import type { WaysOut } from "./ref";
import { type Slot, SLOTS, usedSlots } from "./slots";
import { ANYWHERE, ANYWHERE_IPV6, type NodeSubnets, type PublicSubnets } from "./subnets";
import type { VpcPlan } from "./vpc-plan";

/** The default route of each slot that has one. */
export type EgressRoutes = { readonly [slot in Slot]?: Route };

/** What routes lead to or through. */
export interface EgressGround {
    readonly open: PublicSubnets;
    readonly nodes: NodeSubnets;
    /** An attachment works once its subnets have their table. */
    readonly attached: readonly pulumi.Resource[];
}

/** Gateways and one default route for each slot that has one. Returns the routes: the gateways are behind them. */
export function createEgress(
    build: NetworkBuild,
    vpc: Vpc,
    plan: VpcPlan,
    { attached, nodes, open }: EgressGround,
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
        const target = targetOf(plan.routes[slot], gateways);
        if (table === undefined || target === undefined) continue;
        // Same name in every mode: AWS replaces a route's target in place.
        routes[slot] = new Route(
            build.nameOf(`node-${slot}-egress`),
            { routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...target },
            // EC2 takes no route to a transit gateway that the VPC is not attached to.
            attached.length === 0 ? build.child : { ...build.child, dependsOn: [...attached] },
        );
    }
    return routes;
}

function targetOf(
    target: RouteTarget | undefined,
    gateways: ReadonlyMap<string, NatGateway>,
): Partial<RouteArgs> | undefined {
    switch (target?.kind) {
        case "nat": {
            const gateway = gateways.get(target.part);
            return gateway === undefined ? undefined : { natGatewayId: gateway.id };
        }
        case "transit-gateway":
            return { transitGatewayId: target.id };
        case "interface":
            return { networkInterfaceId: target.id };
        case undefined:
            return undefined;
    }
}

/**
 * What leads out of IPv6: an address of Amazon's needs no translation, only a gateway that lets nobody in. Where IPv4 leaves over a transit gateway, IPv6 does as well: somebody looks at what passes. Through an interface of somebody
 * else goes IPv4 alone. Nothing where the VPC has no IPv6, or the network no way out.
 */
export function createIpv6Egress(
    build: NetworkBuild,
    vpc: Vpc,
    plan: VpcPlan,
    { attached, nodes: { tables } }: EgressGround,
): EgressRoutes {
    if (!plan.hasIpv6) return {};
    const targets = SLOTS.map((slot) => plan.routes[slot]?.kind);
    const gateway = targets.includes("nat") ? createEgressOnly(build, vpc) : undefined;
    const routes: { [slot in Slot]?: Route } = {};
    for (const slot of SLOTS) {
        const table = tables[slot];
        const target = ipv6TargetOf(plan.routes[slot], gateway);
        if (table === undefined || target === undefined) continue;
        routes[slot] = new Route(
            build.nameOf(`node-${slot}-egress-ipv6`),
            { routeTableId: table.id, destinationIpv6CidrBlock: ANYWHERE_IPV6, ...target },
            attached.length === 0 ? build.child : { ...build.child, dependsOn: [...attached] },
        );
    }
    return routes;
}

function createEgressOnly(build: NetworkBuild, vpc: Vpc): EgressOnlyInternetGateway {
    const name = "egress-only-gateway";
    return new EgressOnlyInternetGateway(
        build.nameOf(name),
        { vpcId: vpc.id, tags: build.tagsOf(name) },
        build.child,
    );
}

function ipv6TargetOf(
    target: RouteTarget | undefined,
    gateway: EgressOnlyInternetGateway | undefined,
): Partial<RouteArgs> | undefined {
    if (target?.kind === "transit-gateway") return { transitGatewayId: target.id };
    return target?.kind === "nat" && gateway !== undefined ? { egressOnlyGatewayId: gateway.id } : undefined;
}

/** What a packet from each node subnet, or from its pods', passes first: without one of them it goes nowhere. */
export function nodeWaysOut(
    { places }: NodeSubnets,
    ...routes: readonly (EgressRoutes | PodSubnets["associations"])[]
): WaysOut {
    return Object.fromEntries(
        usedSlots(places).map((slot) => [
            slot,
            [places[slot]?.association, ...routes.map((bySlot) => bySlot[slot])].filter(
                (one) => one !== undefined,
            ),
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
