/** Ways out of subnets that an environment names, by the route tables of their VPC. Pure. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../facts/build";
import { listIn } from "./answers";
import type { Finding } from "./findings";
import type { NetworkNeeds } from "./network-needs";

type Table = Readonly<Record<string, Json>>;
type Route = Readonly<Record<string, Json>>;

/** Inputs of a route that may name where it leads. Source: EC2 API Reference, Route, read 2026-11. */
const TARGETS = [
    "CarrierGatewayId",
    "CoreNetworkArn",
    "GatewayId",
    "InstanceId",
    "LocalGatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
] as const;

/** A default route of the subnet's table, or of the VPC's main one where it has none of its own. */
export function judgeRoutes(
    tables: readonly Table[],
    { needs }: { readonly needs: NetworkNeeds },
): Finding[] {
    const nodes = needs.subnets.filter(({ use }) => use === "nodes");
    const found = nodes.flatMap(({ id }) => judgeNodes(id, wayOut(id, tables), needs.isRouted));
    const open = needs.subnets
        .filter(({ use }) => use === "public")
        .filter(({ id }) => !leadsTo(wayOut(id, tables), "GatewayId", "igw-"))
        .map(({ id }): Finding => ({
            level: "note",
            about: "routes",
            what: `${id} (public) has no route to an internet gateway: what is internet-facing there is not`,
            remedy: "ask its owner, or leave it out of platform:existingVpc.publicSubnets",
        }));
    if (found.length + open.length > 0) return [...found, ...open];
    const ways = [...new Set(nodes.map(({ id }) => targetOf(wayOut(id, tables)) ?? "endpoints alone"))];
    return [{ level: "ok", about: "routes", what: `nodes leave by ${ways.join(", ")}` }];
}

function judgeNodes(id: string, route: Route | undefined, isRouted: boolean): Finding[] {
    const about = "routes";
    if (!isRouted) {
        if (route === undefined) return [];
        const what = `${id} (nodes) has a way out, ${targetOf(route) ?? ""}, which network.egress says it has not`;
        return [
            { level: "note", about, what, remedy: 'say egress: "routed" in the shape, if nodes may take it' },
        ];
    }
    if (route === undefined) {
        const what = `${id} (nodes) has no default route, and nodes there would never join`;
        return [
            {
                level: "blocks",
                about,
                what,
                remedy: 'ask its owner, or say egress: "none" and name the endpoints',
            },
        ];
    }
    if (route["State"] === "blackhole") {
        const what = `the default route of ${id} (nodes) leads to ${targetOf(route) ?? ""}, which is gone`;
        return [{ level: "blocks", about, what, remedy: "ask its owner to mend it" }];
    }
    if (!leadsTo(route, "GatewayId", "igw-")) return [];
    const what = `${id} (nodes) is a public subnet: nodes without a public address go nowhere, and Fargate takes none of it`;
    return [
        { level: "blocks", about, what, remedy: "name a private subnet in platform:existingVpc.nodeSubnets" },
    ];
}

function wayOut(subnetId: string, tables: readonly Table[]): Route | undefined {
    const associated = (test: (association: Route) => boolean) =>
        tables.find((table) => listIn(table, "Associations").some(test));
    const table =
        associated((association) => association["SubnetId"] === subnetId) ??
        associated((association) => association["Main"] === true);
    return table === undefined
        ? undefined
        : listIn(table, "Routes").find((route) => route["DestinationCidrBlock"] === "0.0.0.0/0");
}

function targetOf(route: Route | undefined): string | undefined {
    const target = TARGETS.map((key) => route?.[key]).find(
        (value) => typeof value === "string" && value !== "",
    );
    return target === undefined ? undefined : textOf(target);
}

function leadsTo(route: Route | undefined, key: (typeof TARGETS)[number], prefix: string): boolean {
    return textOf(route?.[key]).startsWith(prefix);
}
