/** The VPC, its zones and subnets, its gateways, and where each subnet's routes lead. */
import { addressesIn } from "./addresses-in";
import type { Drawn, DrawnEdge, DrawnPart } from "./drawn";
import { type GraphIndex, madeFrom, textAt, textsAt, wordsOf } from "./graph-index";
import type { PlannedResource } from "../plan/graph";
import { objectOf } from "../facts/build";

export const NETWORK_IDS = { account: "account", vpc: "vpc", endpoints: "endpoints", gateway: "gateway:igw" };

const TYPES = {
    association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    egressOnly: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    existing: "platform:network:ExistingVpc",
    internet: "aws:ec2/internetGateway:InternetGateway",
    nat: "aws:ec2/natGateway:NatGateway",
    own: "platform:network:Vpc",
    route: "aws:ec2/route:Route",
    subnet: "aws:ec2/subnet:Subnet",
    table: "aws:ec2/routeTable:RouteTable",
    transit: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    vpc: "aws:ec2/vpc:Vpc",
} as const;
const SUBNET_TYPE = TYPES.subnet;

/** The id a subnet has in the drawing. */
export function subnetId({ name }: Pick<PlannedResource, "name">): string {
    return `subnet:${name}`;
}

/** Subnets that an input is made from. */
export function subnetsOf(index: GraphIndex, resource: PlannedResource, input: string): readonly string[] {
    return madeFrom(index, resource, input, SUBNET_TYPE).map(subnetId);
}

export function drawNetwork(index: GraphIndex): Drawn {
    const [component] = [...index.ofType(TYPES.own), ...index.ofType(TYPES.existing)];
    const [vpc] = index.ofType(TYPES.vpc);
    const named = vpc ?? component;
    if (named === undefined) return { parts: [], edges: [] };
    const ranges = component === undefined ? textAt(named, "cidrBlock") : textAt(component, "cidr");
    const box: DrawnPart = {
        id: NETWORK_IDS.vpc,
        kind: "vpc",
        title: vpc === undefined ? "VPC, somebody else's" : "VPC",
        lines: [ranges],
        urn: component?.urn ?? named.urn,
        inside: NETWORK_IDS.account,
        holds: true,
    };
    const subnets = index.ofType(TYPES.subnet);
    const given = component?.type === TYPES.existing ? givenSubnets(component) : [];
    const zones = [...new Set([...subnets.map(zoneOf), ...given.map(({ zone }) => zone)])].sort();
    return {
        parts: [
            box,
            ...zones.map(zoneBox),
            ...subnets.map((subnet) => subnetBox(subnet, tierOf(subnet, component))),
            ...given.map(({ part }) => part),
            ...gateways(index),
            ...endpointsBox(index),
        ],
        edges: routes(index),
    };
}

function zoneOf(subnet: PlannedResource): string {
    return textAt(subnet, "availabilityZone");
}

function zoneBox(zone: string): DrawnPart {
    return {
        id: `zone:${zone}`,
        kind: "zone",
        title: zone === "" ? "zone not known" : zone,
        lines: [],
        inside: NETWORK_IDS.vpc,
        holds: true,
    };
}

/** `node` of `network-node-a`: what all subnets alike are called. */
function tierOf({ name }: PlannedResource, component: PlannedResource | undefined): string {
    const bare = name.startsWith(`${component?.name ?? ""}-`)
        ? name.slice((component?.name ?? "").length + 1)
        : name;
    return bare.replace(/-[a-h]$/, "");
}

function subnetBox(subnet: PlannedResource, tier: string): DrawnPart {
    const range = textAt(subnet, "cidrBlock");
    const isPublic = tier.startsWith("public");
    return {
        id: subnetId(subnet),
        kind: isPublic ? "public" : "private",
        title: `${tier} subnet`,
        lines: [range, addressesIn(range)].filter((line) => line !== ""),
        urn: subnet.urn,
        inside: `zone:${zoneOf(subnet)}`,
        ...(isPublic ? { holds: true } : {}),
    };
}

/** Of a VPC of somebody else the component says which subnets are used: `us-east-1a: subnet-…`. */
function givenSubnets(component: PlannedResource): readonly { zone: string; part: DrawnPart }[] {
    const tiers = Object.keys(objectOf(component.inputs)).filter((key) => key.endsWith("Subnets"));
    return tiers.flatMap((key) =>
        textsAt(component, key).flatMap((said) => {
            const [, zone, id] = /^(\S+): (\S+)$/.exec(said) ?? [];
            if (zone === undefined || id === undefined) return [];
            const tier = key
                .slice(0, -"Subnets".length)
                .replaceAll(/[A-Z]/g, (one) => `-${one.toLowerCase()}`);
            const part: DrawnPart = {
                id: `subnet:${tier}:${id}`,
                kind: tier.startsWith("public") ? "public" : "private",
                title: `${tier} subnet`,
                lines: [id],
                urn: component.urn,
                inside: `zone:${zone}`,
            };
            return [{ zone, part }];
        }),
    );
}

function gatewayId({ name, type }: PlannedResource): string {
    return type === TYPES.internet ? NETWORK_IDS.gateway : `gateway:${name}`;
}

function gateways(index: GraphIndex): readonly DrawnPart[] {
    const box =
        (title: string, inside?: (one: PlannedResource) => string | undefined) =>
        (one: PlannedResource): DrawnPart => ({
            id: gatewayId(one),
            kind: "gateway",
            title,
            lines: [],
            urn: one.urn,
            inside: inside?.(one) ?? NETWORK_IDS.vpc,
        });
    return [
        ...index.ofType(TYPES.internet).map(box("Internet gateway")),
        ...index.ofType(TYPES.egressOnly).map(box("Egress-only gateway")),
        ...index.ofType(TYPES.transit).map(box("Transit gateway")),
        ...index.ofType(TYPES.nat).map(box("NAT gateway", (one) => subnetsOf(index, one, "subnetId")[0])),
    ];
}

function endpointsBox(index: GraphIndex): readonly DrawnPart[] {
    const endpoints = index.ofType(TYPES.endpoint);
    const [first] = endpoints;
    if (first === undefined) return [];
    const services = endpoints.map(
        (one) => textAt(one, "serviceName").split(".").slice(3).join(".") || one.name,
    );
    const title = `${endpoints.length} VPC endpoint${endpoints.length === 1 ? "" : "s"}`;
    return [
        {
            id: NETWORK_IDS.endpoints,
            kind: "endpoints",
            title,
            lines: filled(services.sort(), 30),
            urn: endpoints.length === 1 ? first.urn : (first.parent ?? first.urn),
            inside: NETWORK_IDS.vpc,
        },
    ];
}

/** Words joined into lines of about this length. */
export function filled(words: readonly string[], room: number): string[] {
    const lines: string[] = [];
    for (const [place, word] of words.entries()) {
        const said = place < words.length - 1 ? `${word},` : word;
        const line = lines.at(-1);
        if (line !== undefined && line.length + said.length < room)
            lines[lines.length - 1] = `${line} ${said}`;
        else lines.push(said);
    }
    return lines;
}

/** Where the routes of each subnet's table lead, a way out once; from a public subnet over the NAT gateway in it. */
function routes(index: GraphIndex): readonly DrawnEdge[] {
    const tables = new Map<string, DrawnEdge["to"][]>();
    for (const route of index.ofType(TYPES.route)) {
        for (const { urn } of madeFrom(index, route, "routeTableId", TYPES.table)) {
            tables.set(urn, [...(tables.get(urn) ?? []), ...waysOf(index, route)]);
        }
    }
    const byNat = new Map(
        index
            .ofType(TYPES.nat)
            .flatMap((nat) => subnetsOf(index, nat, "subnetId").map((subnet) => [subnet, nat])),
    );
    const edges = index.ofType(TYPES.association).flatMap((association) =>
        subnetsOf(index, association, "subnetId").flatMap((subnet) => {
            const nat = byNat.get(subnet);
            const ways = madeFrom(index, association, "routeTableId", TYPES.table).flatMap(
                ({ urn }) => tables.get(urn) ?? [],
            );
            return ways.map((to): DrawnEdge => ({ from: nat === undefined ? subnet : gatewayId(nat), to }));
        }),
    );
    return [...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
}

const WAYS = {
    natGatewayId: TYPES.nat,
    gatewayId: TYPES.internet,
    egressOnlyGatewayId: TYPES.egressOnly,
    transitGatewayId: TYPES.transit,
} as const;

function waysOf(index: GraphIndex, route: PlannedResource): readonly string[] {
    const made = Object.entries(WAYS).flatMap(([input, type]) => madeFrom(index, route, input, type));
    if (made.length > 0) return made.map(gatewayId);
    // The transit gateway itself is somebody else's: what is drawn is the VPC's attachment to it.
    const isTransit = wordsOf(objectOf(route.inputs)["transitGatewayId"]) !== "";
    return isTransit ? index.ofType(TYPES.transit).map(gatewayId) : [];
}
