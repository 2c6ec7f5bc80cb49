/** What a fit is reckoned from: the planned graph, indexed once, and what the planner decided of pods and of room for them. */
import type { PlannedComponent } from "../../components/platform/part";
import type { Json } from "../../components/shared/json";
import type { Capacity, KitPod } from "../../components/shared/pods";
import { isObject, objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { FACTS } from "../facts/index";
import { contextOf } from "../plan/answers";
import type { PlannedGraph, PlannedResource } from "../plan/graph";

/** A component with what runs on it or in it. */
export type Decided = Pick<PlannedComponent, "capacity" | "name" | "pods">;

export interface FitInput {
    readonly graph: PlannedGraph;
    readonly components: readonly Decided[];
}

/** Room for pods, with the resources that make it. */
export interface Room {
    readonly capacity: Capacity;
    /** Resources below its component. */
    readonly resources: readonly PlannedResource[];
}

export interface World {
    readonly graph: PlannedGraph;
    readonly ofType: (type: string) => readonly PlannedResource[];
    readonly rooms: readonly Room[];
    readonly pods: readonly KitPod[];
    /** Resources that have this id in the plan. */
    readonly byId: (id: string) => PlannedResource | undefined;
}

export function worldOf({ components, graph }: FitInput): World {
    const types = groupedBy(graph.resources, ({ type }) => type);
    const children = groupedBy(graph.resources, ({ parent }) => parent ?? "");
    const byName = new Map(
        graph.resources.flatMap((resource) => (resource.custom ? [] : [[resource.name, resource] as const])),
    );
    let ids: ReadonlyMap<string, PlannedResource> | undefined;
    return {
        graph,
        ofType: (type) => types.get(type) ?? [],
        rooms: components.flatMap(({ capacity, name }) =>
            capacity === undefined
                ? []
                : [{ capacity, resources: children.get(byName.get(name)?.urn ?? "") ?? [] }],
        ),
        pods: components.flatMap(({ pods }) => pods),
        byId: (id) => {
            ids ??= new Map(
                IDENTIFIED.flatMap((type) => types.get(type) ?? []).map((one) => [idOf(one), one]),
            );
            return ids.get(id);
        },
    };
}

/** Types that others name by an id. */
const IDENTIFIED: readonly string[] = [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
];

/** The id that the recorder answered for a resource, which stands in the inputs of others. */
export function idOf(resource: PlannedResource): string {
    const facts = FACTS.get(resource.type);
    if (facts === undefined) return "";
    const question = {
        ...{ urn: resource.urn, name: resource.name, inputs: objectOf(resource.inputs) },
        ...{ secretOutputs: [], providerInputs: {}, find: () => undefined },
    };
    return facts.id(contextOf(facts, question));
}

function groupedBy<Item>(
    items: readonly Item[],
    keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
    const groups = new Map<string, Item[]>();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
    }
    return groups;
}

export function inputsOf({ inputs }: PlannedResource): Properties {
    return objectOf(inputs);
}

/** Texts in a list. */
export function textsIn(value: Json | undefined): readonly string[] {
    return listIn(value).flatMap((item) => (typeof item === "string" ? [item] : []));
}

/** Objects in a list; a single one counts as a list of it. */
export function objectsIn(value: Json | undefined): readonly Properties[] {
    return isObject(value) ? [value] : listIn(value).filter(isObject);
}

export function listIn(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A whole number, also as a text; undefined for everything else. */
export function numberIn(value: Json | undefined): number | undefined {
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Where the environment is, as its root component says. */
export interface Site {
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
}

export function siteOf(world: World): Site {
    const { account, clusterName, region } = objectOf(world.ofType("platform:stacks:Platform")[0]?.inputs);
    return { account: textOf(account), region: textOf(region), cluster: textOf(clusterName) };
}
