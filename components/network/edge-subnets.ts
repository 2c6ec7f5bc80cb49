/** Subnets in edge zones, each with a table of its own and a way out. */
import { CarrierGateway } from "@pulumi/aws/ec2/carrierGateway";
import { Route, type RouteArgs } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { NetworkBuild } from "./build";
import type { EdgePlan } from "./edge-zones";
import type { WaysOut } from "./ref";
import type { EdgeSlot, Slot } from "./slots";
import { ANYWHERE, type SubnetWords } from "./subnets";
import { LOAD_BALANCER_TAGS } from "../shared/subnet-tags";

/** Edge zones, made. */
export interface EdgeSubnets {
    readonly ids: { readonly [slot in EdgeSlot]?: pulumi.Output<string> };
    readonly waysOut: WaysOut;
    readonly ready: readonly pulumi.CustomResource[];
}

/** What leads out of the region, by slot of a zone there: gateways have the names their routes have. */
interface EdgeGround {
    readonly words: SubnetWords;
    /** Default routes of the region's own zones. */
    readonly routes: { readonly [slot in Slot]?: Route };
    readonly first: Slot | undefined;
}

/** Nothing at all where there is no edge zone. */
export function createEdgeSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly EdgePlan[],
    ground: EdgeGround,
): EdgeSubnets {
    const carrier = plans.some(({ target }) => target?.kind === "carrier")
        ? createCarrier(build, vpc)
        : undefined;
    const made = plans.map((plan) => ({
        slot: plan.slot,
        ...createEdgeSubnet(build, vpc, plan, { ...ground, carrier }),
    }));
    return {
        ids: Object.fromEntries(made.map(({ slot, subnet }) => [slot, subnet.id])),
        waysOut: Object.fromEntries(made.map(({ slot, ways }) => [slot, ways])),
        ready: made.flatMap(({ ways }) => ways),
    };
}

/** One a VPC. Source: AWS Wavelength Developer Guide, how-wavelengths-work, "Carrier gateways". */
function createCarrier(build: NetworkBuild, vpc: Vpc): CarrierGateway {
    const name = "carrier-gateway";
    return new CarrierGateway(build.nameOf(name), { vpcId: vpc.id, tags: build.tagsOf(name) }, build.child);
}

function createEdgeSubnet(
    build: NetworkBuild,
    vpc: Vpc,
    plan: EdgePlan,
    ground: EdgeGround & { readonly carrier: CarrierGateway | undefined },
): { readonly subnet: Subnet; readonly ways: readonly pulumi.CustomResource[] } {
    const { hostnameType } = ground.words;
    const name = build.nameOf(plan.part);
    const tags = build.tagsOf(plan.part);
    const table = new RouteTable(name, { vpcId: vpc.id, tags }, build.child);
    const subnet = new Subnet(
        name,
        {
            vpcId: vpc.id,
            cidrBlock: plan.cidr,
            availabilityZone: plan.zone,
            mapPublicIpOnLaunch: false,
            ...(hostnameType === undefined ? {} : { privateDnsHostnameTypeOnLaunch: hostnameType }),
            tags: { ...tags, ...LOAD_BALANCER_TAGS.none },
        },
        build.child,
    );
    const association = new RouteTableAssociation(
        name,
        { subnetId: subnet.id, routeTableId: table.id },
        build.child,
    );
    const target = targetOf(plan, ground);
    if (target === undefined) return { subnet, ways: [association] };
    const route = new Route(
        build.nameOf(`${plan.part}-egress`),
        { routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...target },
        build.child,
    );
    return { subnet, ways: [association, route] };
}

/** Where nodes of the first zone leave, these do as well. */
function targetOf(
    { target }: EdgePlan,
    { carrier, first, routes }: EdgeGround & { readonly carrier: CarrierGateway | undefined },
): Partial<RouteArgs> | undefined {
    if (target?.kind === "carrier")
        return carrier === undefined ? undefined : { carrierGatewayId: carrier.id };
    const route = first === undefined ? undefined : routes[first];
    if (target === undefined || route === undefined) return undefined;
    return target.kind === "interface"
        ? { networkInterfaceId: target.id }
        : { natGatewayId: route.natGatewayId };
}
