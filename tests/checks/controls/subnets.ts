/** Subnets that something stands in: made here, or of a VPC that is there already, whose owner keeps the routes. */
import type { Json } from "../../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { input, isPrivate, isSubnetOf, madeFrom, ofType, textsOf, TYPES } from "./reading";

export interface Standing {
    readonly zone: Json | undefined;
    /** Of subnets made here by their routes, of others by what they are named for: `npm run doctor` looks at theirs. */
    readonly isPrivate: boolean;
}

/** What the environment says of a VPC that is there already. */
export function existingVpcOf(graph: PlannedGraph): PlannedResource | undefined {
    return ofType(graph, "platform:network:ExistingVpc")[0];
}

/** The subnets that an input of a resource names, either way. */
export function subnetsBehind(
    graph: PlannedGraph,
    resource: PlannedResource,
    name: string,
): readonly Standing[] {
    const made = madeFrom(graph, resource, name, TYPES.subnet).map((subnet) => standing(graph, subnet));
    const text = JSON.stringify(input(resource, name) ?? null);
    const named = theirs(graph).filter(({ id }) => text.includes(`"${id}"`));
    const unique = new Map(named.map((subnet) => [subnet.id, subnet]));
    return [...made, ...unique.values()];
}

/** Every subnet for nodes. */
export function nodeSubnets(graph: PlannedGraph): readonly Standing[] {
    return [
        ...graph.resources.filter(isSubnetOf("node")).map((subnet) => standing(graph, subnet)),
        ...theirs(graph).filter(({ tier }) => tier === "nodeSubnets"),
    ];
}

/** Endpoints of services that a VPC has already, as the environment says. */
export function ownersEndpoints(graph: PlannedGraph): readonly string[] {
    const vpc = existingVpcOf(graph);
    return vpc === undefined ? [] : textsOf(input(vpc, "ownersEndpoints"));
}

function standing(graph: PlannedGraph, subnet: PlannedResource): Standing {
    return { zone: input(subnet, "availabilityZone"), isPrivate: isPrivate(graph, subnet) };
}

function theirs(graph: PlannedGraph): (Standing & { readonly id: string; readonly tier: string })[] {
    const vpc = existingVpcOf(graph);
    if (vpc === undefined) return [];
    return ["nodeSubnets", "controlPlaneSubnets", "publicSubnets"].flatMap((tier) =>
        textsOf(input(vpc, tier)).flatMap((text) => {
            const [zone = "", id] = text.split(": ");
            return id === undefined ? [] : [{ id, isPrivate: tier !== "publicSubnets", tier, zone }];
        }),
    );
}

/** Whether nodes leave a VPC of somebody else over its routes: what is cheaper there is its owner's to choose. */
export function isRoutedByOwner(graph: PlannedGraph): boolean {
    const vpc = existingVpcOf(graph);
    return vpc !== undefined && input(vpc, "egress") === "routed";
}
