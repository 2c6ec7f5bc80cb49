/** Subnets of all tiers with their route tables. Routes out are in egress.ts. */
import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet, type SubnetArgs } from "@pulumi/aws/ec2/subnet";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import type * as pulumi from "@pulumi/pulumi";

import type { SubnetPlan } from "./address-plan";
import type { NetworkBuild } from "./build";
import type { Slot } from "./slots";
import type { VpcWords } from "./vpc-schema";
import { ipv6SubnetOf } from "../shared/ipv6";
import { LOAD_BALANCER_TAGS } from "../shared/subnet-tags";

/** Everywhere but here: the route that sends traffic out of the VPC. */
export const ANYWHERE = "0.0.0.0/0";
export const ANYWHERE_IPV6 = "::/0";

/** What all subnets of the VPC have alike. */
export type SubnetWords = Pick<VpcWords, "hostnameType" | "ipv6">;

interface MadeSubnet {
    readonly subnet: Subnet;
    readonly association: RouteTableAssociation;
}

/** One tier, made. */
export interface MadeSubnets {
    readonly ids: { readonly [slot in Slot]?: pulumi.Output<string> };
    /** A subnet without its association uses the VPC's main route table, which leads nowhere. */
    readonly ready: readonly pulumi.CustomResource[];
}

export interface PublicSubnets extends MadeSubnets {
    /** What traffic from every public subnet needs: the gateway and the route to it. */
    readonly internet: readonly pulumi.CustomResource[];
    readonly places: { readonly [slot in Slot]?: MadeSubnet };
}

export interface NodeSubnets extends MadeSubnets {
    readonly places: { readonly [slot in Slot]?: MadeSubnet };
    /** One table a slot, whatever the NAT mode: changing the mode changes routes, never tables. */
    readonly tables: { readonly [slot in Slot]?: RouteTable };
}

/** Public subnets, one table, one route to the internet gateway. Nothing at all when none is planned. */
export function createPublicSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly SubnetPlan[],
    words: SubnetWords,
): PublicSubnets {
    if (plans.length === 0) return { ids: {}, ready: [], internet: [], places: {} };
    const gateway = new InternetGateway(
        build.nameOf("internet-gateway"),
        { vpcId: vpc.id, tags: build.tagsOf("internet-gateway") },
        build.child,
    );
    const table = createTable(build, vpc, "public");
    const route = new Route(
        build.nameOf("public-internet"),
        { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id },
        build.child,
    );
    const routes = [route, ...(words.ipv6 === undefined ? [] : [createIpv6Route(build, table, gateway)])];
    const made = plans.map((plan) => ({
        slot: plan.slot,
        ...createSubnet(build, vpc, plan, table, { tags: LOAD_BALANCER_TAGS.public, words }),
    }));
    return {
        ids: bySlot(made, ({ subnet }) => subnet.id),
        ready: [...routes, ...made.map(({ association }) => association)],
        internet: [gateway, route],
        places: bySlot(made, (item) => item),
    };
}

function createIpv6Route(build: NetworkBuild, table: RouteTable, gateway: InternetGateway): Route {
    return new Route(
        build.nameOf("public-internet-ipv6"),
        { routeTableId: table.id, destinationIpv6CidrBlock: ANYWHERE_IPV6, gatewayId: gateway.id },
        build.child,
    );
}

/** Private subnets for nodes and pods, each with a route table of its own. */
export function createNodeSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly SubnetPlan[],
    words: SubnetWords,
): NodeSubnets {
    const made = plans.map((plan) => {
        const table = createTable(build, vpc, plan.part);
        return {
            slot: plan.slot,
            table,
            ...createSubnet(build, vpc, plan, table, { tags: LOAD_BALANCER_TAGS.internal, words }),
        };
    });
    return {
        ids: bySlot(made, ({ subnet }) => subnet.id),
        ready: made.map(({ association }) => association),
        places: bySlot(made, (item) => item),
        tables: bySlot(made, ({ table }) => table),
    };
}

/** Small subnets for EKS's network interfaces: reached from inside the VPC, so their table has no other route. */
export function createControlPlaneSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly SubnetPlan[],
    words: SubnetWords,
): MadeSubnets & { readonly table: RouteTable } {
    return createSmallSubnets(build, vpc, plans, { part: "control-plane", words });
}

/** Small subnets for the interfaces of a transit gateway, whose packets go to the VPC's own addresses only. */
export function createTransitSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly SubnetPlan[],
    words: SubnetWords,
): MadeSubnets {
    return createSmallSubnets(build, vpc, plans, { part: "transit", words });
}

/** Subnets of one table. */
function createSmallSubnets(
    build: NetworkBuild,
    vpc: Vpc,
    plans: readonly SubnetPlan[],
    { part, words }: { readonly part: string; readonly words: SubnetWords },
): MadeSubnets & { readonly table: RouteTable } {
    const table = createTable(build, vpc, part);
    const made = plans.map((plan) => ({
        slot: plan.slot,
        ...createSubnet(build, vpc, plan, table, { tags: LOAD_BALANCER_TAGS.none, words }),
    }));
    return {
        ids: bySlot(made, ({ subnet }) => subnet.id),
        ready: made.map(({ association }) => association),
        table,
    };
}

function createTable(build: NetworkBuild, vpc: Vpc, part: string): RouteTable {
    return new RouteTable(build.nameOf(part), { vpcId: vpc.id, tags: build.tagsOf(part) }, build.child);
}

/** No subnet gives out public addresses: load balancers and NAT bring their own. */
function createSubnet(
    build: NetworkBuild,
    vpc: Vpc,
    plan: SubnetPlan,
    table: RouteTable,
    { tags, words }: { readonly tags: Readonly<Record<string, string>>; readonly words: SubnetWords },
): MadeSubnet {
    const name = build.nameOf(plan.part);
    const subnet = new Subnet(
        name,
        {
            vpcId: vpc.id,
            cidrBlock: plan.cidr,
            availabilityZone: plan.zone,
            mapPublicIpOnLaunch: false,
            ...ipv6Of(vpc, plan, words),
            ...(words.hostnameType === undefined
                ? {}
                : { privateDnsHostnameTypeOnLaunch: words.hostnameType }),
            tags: { ...build.tagsOf(plan.part), ...tags },
        },
        build.child,
    );
    const association = new RouteTableAssociation(
        name,
        { subnetId: subnet.id, routeTableId: table.id },
        build.child,
    );
    return { subnet, association };
}

/**
 * A node of an IPv6 cluster takes its own address from the subnet: kubelet names it by the first one of its interface.
 * No DNS64: pods reach IPv4 through their node, and a made-up address would lead to a NAT gateway.
 * Source: awslabs/amazon-eks-ami nodeadm/internal/kubelet/config.go, getNodeIp; EKS Best Practices Guide, ipv6.
 */
function ipv6Of(
    vpc: Vpc,
    { ipv6Block }: SubnetPlan,
    { ipv6 }: SubnetWords,
): Pick<SubnetArgs, "assignIpv6AddressOnCreation" | "enableDns64" | "ipv6CidrBlock"> {
    if (ipv6 === undefined) return {};
    return {
        ipv6CidrBlock: vpc.ipv6CidrBlock.apply((cidr) => ipv6SubnetOf(cidr, ipv6Block)),
        assignIpv6AddressOnCreation: ipv6 === "pods",
        enableDns64: false,
    };
}

function bySlot<Made extends { readonly slot: Slot }, Value>(
    made: readonly Made[],
    pick: (item: Made) => Value,
): { readonly [slot in Slot]?: Value } {
    const result: { [slot in Slot]?: Value } = {};
    for (const item of made) result[item.slot] = pick(item);
    return result;
}
