/** Counters of network quotas. Pure. */
import type { QuotaId } from "../facts/quotas";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { all, by, type Counted, type Counter, each, joined, nameOfId, those } from "./counted";
import { groupsOf } from "./node-addresses";
import { boundsOf, most } from "./pools";
import { subnetsOf } from "../facts/interfaces";
import { inputsOf, listIn, objectsIn, textsIn, type World } from "./world";

const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** With what EKS and AWS make themselves: the cluster's own group, and the default one of each VPC. */
const securityGroups: Counter = (world) => [
    {
        count:
            world.ofType(GROUP).length +
            world.ofType("aws:eks/cluster:Cluster").length +
            world.ofType(VPC).length,
        ...balancers(world),
    },
];

/** What controllers make for objects nobody has planned. */
function balancers(world: World): { readonly unbounded?: string } {
    const has = world
        .ofType("kubernetes:helm.sh/v3:Release")
        .some((release) => textOf(inputsOf(release)["chart"]).endsWith("aws-load-balancer-controller"));
    return has ? { unbounded: "each Ingress and Service of type LoadBalancer may bring one" } : {};
}

const natGateways: Counter = (world) =>
    by(world, "aws:ec2/natGateway:NatGateway", (one) => {
        const subnet = world.byId(textOf(inputsOf(one)["subnetId"]));
        return textOf(subnet === undefined ? undefined : inputsOf(subnet)["availabilityZone"], "?");
    });

/** Those of their own, those written in a table, and the one a gateway endpoint adds to each of its tables. */
const routes: Counter = (world) =>
    joined(
        by(world, "aws:ec2/route:Route", (one) => nameOfId(world, inputsOf(one)["routeTableId"])),
        world
            .ofType("aws:ec2/routeTable:RouteTable")
            .map((table) => ({ of: table.name, count: listIn(inputsOf(table)["routes"]).length })),
        world.ofType(ENDPOINT).flatMap((endpoint) =>
            textsIn(inputsOf(endpoint)["routeTableIds"]).map((id) => ({
                of: nameOfId(world, id),
                count: 1,
            })),
        ),
    );

type Family = "IPv4" | "IPv6";
type Direction = "in" | "out";

/** A rule that names a group or a list of prefixes counts in both families. Source: Amazon VPC User Guide, amazon-vpc-limits. */
function familiesOf(rule: Properties): readonly Family[] {
    const has = (...keys: readonly string[]) =>
        keys.some((key) => {
            const value = rule[key];
            return value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0);
        });
    if (has("referencedSecurityGroupId", "prefixListId", "securityGroups", "prefixListIds", "self")) {
        return ["IPv4", "IPv6"];
    }
    return [
        ...(has("cidrIpv4", "cidrBlocks") ? (["IPv4"] as const) : []),
        ...(has("cidrIpv6", "ipv6CidrBlocks") ? (["IPv6"] as const) : []),
    ];
}

/** How many rules one of a group's own lists makes: one a network. */
function weightOf(rule: Properties, family: Family): number {
    const listed = listIn(rule[family === "IPv4" ? "cidrBlocks" : "ipv6CidrBlocks"]).length;
    return Math.max(1, listed);
}

/** Rules of groups, by group, direction and family. */
function rulesOf(world: World): readonly Counted[] {
    const counts: Counted[] = [];
    const add = (group: string, direction: Direction, rule: Properties) => {
        for (const family of familiesOf(rule)) {
            counts.push({ of: `${group}, ${direction}, ${family}`, count: weightOf(rule, family) });
        }
    };
    for (const group of world.ofType(GROUP)) {
        const { egress, ingress } = inputsOf(group);
        objectsIn(ingress).forEach((rule) => add(group.name, "in", rule));
        objectsIn(egress).forEach((rule) => add(group.name, "out", rule));
    }
    for (const [type, direction] of RULES) {
        for (const rule of world.ofType(type)) {
            const inputs = inputsOf(rule);
            const way = inputs["type"] === "egress" ? "out" : (direction ?? "in");
            add(nameOfId(world, inputs["securityGroupId"]), way, inputs);
        }
    }
    return joined(counts);
}

const RULES: readonly (readonly [type: string, direction: Direction | undefined])[] = [
    ["aws:ec2/securityGroupRule:SecurityGroupRule", undefined],
    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in"],
];

/** Groups that interfaces of a resource have together, and whose. */
function groupSets(world: World): readonly (readonly [name: string, ids: readonly string[]])[] {
    return world.graph.resources.flatMap(({ inputs, name, type }): readonly [string, readonly string[]][] => {
        const values = objectOf(inputs);
        if (type === "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass") {
            const terms = objectsIn(objectOf(values["spec"])["securityGroupSelectorTerms"]);
            return [[name, terms.map(({ id }) => textOf(id)).filter((id) => id !== "")]];
        }
        if (type === "aws:ec2/launchTemplate:LaunchTemplate") {
            const own = objectsIn(values["networkInterfaces"]).map((one) => textsIn(one["securityGroups"]));
            return [textsIn(values["vpcSecurityGroupIds"]), ...own].map((ids) => [name, ids]);
        }
        if (subnetsOf(type, values) === undefined || type === "aws:eks/cluster:Cluster") return [];
        return [[name, textsIn(values["securityGroupIds"] ?? values["securityGroups"])]];
    });
}

const interfaceGroups: Counter = (world) =>
    groupSets(world)
        .filter(([, ids]) => ids.length > 0)
        .map(([of, ids]) => ({ of, count: ids.length }));

/** In the direction and family of which it has most. */
const interfaceRules: Counter = (world) => {
    const rules = new Map(rulesOf(world).map(({ count, of = "" }) => [of, count]));
    const ways = ["in, IPv4", "in, IPv6", "out, IPv4", "out, IPv6"];
    return groupSets(world)
        .filter(([, ids]) => ids.length > 0)
        .map(([of, ids]) => {
            const sums = ways.map((way) =>
                ids.reduce((sum, id) => sum + (rules.get(`${nameOfId(world, id)}, ${way}`) ?? 0), 0),
            );
            return { of, count: Math.max(...sums) };
        });
};

/** Those of nodes at their limits, and one of everything else in each of its subnets. */
const interfaces: Counter = (world) => {
    const groups = groupsOf(world).map(({ group }) => ({
        count: (group.max + group.surge) * Math.max(0, ...group.types.map(({ enis = 0 }) => enis)),
    }));
    const pools = world.rooms.map(({ capacity }): Counted => {
        if (capacity.kind !== "pool") return { count: 0 };
        const reckoned = boundsOf(capacity);
        if ("unbounded" in reckoned) {
            return { count: 0, unbounded: `${capacity.name}: ${reckoned.unbounded}` };
        }
        const of = ({ nodes, type: { enis = 0 } }: (typeof reckoned.bounds)[number]) => nodes * enis;
        const greediest = most(reckoned.bounds, of);
        return { count: greediest === undefined ? 0 : of(greediest) };
    });
    const others = world.graph.resources
        .filter(({ type }) => !/:(Group|NodeGroup|FargateProfile)$/.test(type))
        .map(({ inputs, type }) => ({ count: subnetsOf(type, objectOf(inputs))?.length ?? 0 }));
    return joined(groups, pools, others);
};

export const NETWORK_COUNTERS = {
    vpcs: all(VPC),
    "internet-gateways": all("aws:ec2/internetGateway:InternetGateway"),
    "egress-only-gateways": all("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"),
    subnets: all("aws:ec2/subnet:Subnet"),
    "ipv4-ranges": all(VPC, "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"),
    eips: all("aws:ec2/eip:Eip"),
    "nat-gateways": natGateways,
    "route-tables": all("aws:ec2/routeTable:RouteTable"),
    routes,
    "security-groups": securityGroups,
    "group-rules": rulesOf,
    "interface-groups": interfaceGroups,
    "interface-rules": interfaceRules,
    interfaces,
    "network-acls": all("aws:ec2/networkAcl:NetworkAcl"),
    "acl-rules": (world) =>
        joined(
            by(world, "aws:ec2/networkAclRule:NetworkAclRule", (one) => {
                const { egress, networkAclId } = inputsOf(one);
                return `${nameOfId(world, networkAclId)}, ${egress === true ? "out" : "in"}`;
            }),
            world.ofType("aws:ec2/networkAcl:NetworkAcl").flatMap((acl) => [
                { of: `${acl.name}, in`, count: objectsIn(inputsOf(acl)["ingress"]).length },
                { of: `${acl.name}, out`, count: objectsIn(inputsOf(acl)["egress"]).length },
            ]),
        ),
    "interface-endpoints": those(ENDPOINT, ({ vpcEndpointType }) => vpcEndpointType === "Interface"),
    "gateway-endpoints": those(
        ENDPOINT,
        ({ vpcEndpointType }) => (vpcEndpointType ?? "Gateway") === "Gateway",
    ),
    "endpoint-policy": each(ENDPOINT, ({ policy }) => textOf(policy).length),
    albs: (world) => balancersOf(world, "application"),
    nlbs: (world) => balancersOf(world, "network"),
    "target-groups": all("aws:lb/targetGroup:TargetGroup"),
} as const satisfies { readonly [id in QuotaId]?: Counter };

function balancersOf(world: World, kind: string): readonly Counted[] {
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const [own] = those(
        type,
        ({ loadBalancerType }) => textOf(loadBalancerType, "application") === kind,
    )(world);
    return [{ count: own?.count ?? 0, ...balancers(world) }];
}
