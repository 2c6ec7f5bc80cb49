/** What the components of a graph decided, comparable between environments. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { type Node, isStack, rootsOf } from "../plan/report-nodes";
import { same } from "../review/compare";

/** Stands for whether there is such a component at all. */
export const EXISTS = "exists";

/** One decision of one component; the same key means the same question in every environment. */
export interface Decision {
    readonly key: string;
    readonly component: string;
    readonly type: string;
    /** Name of the input, or {@link EXISTS}. */
    readonly decision: string;
    readonly value: Json;
}

export type Decisions = ReadonlyMap<string, Decision>;

/** A baseline is compared with every experiment on it. */
const known = new WeakMap<PlannedGraph, Decisions>();

/** By key, components in the order they are built. */
export function decisionsOf(graph: PlannedGraph): Decisions {
    const decisions = known.get(graph) ?? decisionsIn(graph);
    known.set(graph, decisions);
    return decisions;
}

function decisionsIn(graph: PlannedGraph): Decisions {
    const found = componentsOf(rootsOf(graph)).flatMap((resource) => {
        const { name: component, type, inputs } = resource;
        const about = (decision: string, value: Json): Decision => ({
            key: keyOf(resource, decision),
            component,
            type,
            decision,
            value,
        });
        const own = Object.entries(objectOf(inputs)).filter(([decision]) => decision !== EXISTS);
        return [about(EXISTS, true), ...own.map(([decision, value]) => about(decision, value))];
    });
    return new Map(found.map((decision) => [decision.key, decision]));
}

function componentsOf(nodes: readonly Node[]): readonly PlannedResource[] {
    return nodes.flatMap(({ children, resource }) => [
        ...(resource.custom || isStack(resource) ? [] : [resource]),
        ...componentsOf(children),
    ]);
}

/** Without stack and project: `…$platform:network:Vpc::network cidr`. */
function keyOf({ urn }: PlannedResource, decision: string): string {
    return `${urn.split("::").slice(2).join("::")} ${decision}`;
}

/** Whether the component of a decision is there at all. */
export function hasComponent(decisions: Decisions, { key, decision }: Decision): boolean {
    return decisions.has(`${key.slice(0, key.length - decision.length)}${EXISTS}`);
}

/** Decisions that differ: of components both have, and which components only one has. */
export function differingDecisions(one: Decisions, other: Decisions): readonly Decision[] {
    const all = new Map([...other, ...one]);
    return [...all.values()].filter((decision) => {
        const { key } = decision;
        if (same(one.get(key)?.value, other.get(key)?.value)) return false;
        return decision.decision === EXISTS || (hasComponent(one, decision) && hasComponent(other, decision));
    });
}

/** Names of the resources whose inputs differ, or that only one of the graphs has. Same stack, same project. */
export function differingResources(one: PlannedGraph, other: PlannedGraph): readonly string[] {
    const [left, right] = [one, other].map(customByUrn);
    const all = new Map([...(left ?? []), ...(right ?? [])]);
    return [...all.values()]
        .filter(({ urn }) => !same(left?.get(urn)?.inputs, right?.get(urn)?.inputs))
        .map(({ name }) => name);
}

/** What is made, and not only grouped, by URN. */
export function customByUrn({ resources }: PlannedGraph): ReadonlyMap<string, PlannedResource> {
    return new Map(resources.filter(({ custom }) => custom).map((resource) => [resource.urn, resource]));
}

/** The value with an environment's name read as another's, wherever it stands by itself. */
export function renamed(value: Json | undefined, from: string, to: string): Json | undefined {
    if (typeof value === "string") return value.replace(wholeWord(from), to);
    if (Array.isArray(value)) return value.map((item: Json) => renamed(item, from, to) ?? null);
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, renamed(item, from, to) ?? null]),
    );
}

function wholeWord(name: string): RegExp {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, "g");
}
