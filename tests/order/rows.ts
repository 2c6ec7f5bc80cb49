/** A row of an order table, and what it says of a graph. */
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { ancestorsOf, deleteWaves, edgesFrom, isDoneBefore } from "../../tools/plan/order";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import { inputOf, selected, type Selector, shareSubnet } from "./selecting";

/** Which environments must have both sides of a row. */
export interface Condition {
    readonly label: string;
    /** An environment is meant when it has one of these. */
    readonly has: Selector;
    /** When it must have several. @default 1 */
    readonly atLeast?: number;
    /** Which graphs of the tests are meant, so that a selector that means nothing is noticed. */
    readonly environments: readonly string[];
}

/** `later` is made last and deleted first: each of them after each of `earlier`. */
export interface OrderRow {
    /** Unique over all tables. */
    readonly id: string;
    /** Numbers of the rules it stands for; none when it is the design's own. */
    readonly rules: readonly number[];
    readonly later: Selector;
    /** Equal to `later`: these make a chain, in whatever order. */
    readonly earlier: Selector;
    /** Whether each comes only after what the same component made, of which it must have something. @default false */
    readonly own?: true;
    /**
     * Whether each comes only after what its own subnets have, and depends on it itself: when a zone goes, nothing that
     * stays keeps the order. Source: pulumi v3.248.0, pkg/resource/deploy/step_generator.go, ScheduleDeletes, condemned.
     * @default false
     */
    readonly inZone?: true;
    /** Whether each comes only after the namespace it is in, where that is planned. @default false */
    readonly inNamespace?: true;
    /** @default every environment */
    readonly when?: Condition;
    readonly why: string;
    readonly source: string;
}

export interface Pair {
    readonly later: string;
    readonly earlier: string;
}

/** `rule 3, 12: nodes-before-egress`. */
export function titleOf({ id, rules }: OrderRow): string {
    return rules.length === 0 ? `order: ${id}` : `rule ${rules.join(", ")}: ${id}`;
}

/** Whether this graph must have both sides. */
export function isMeant({ when }: OrderRow, graph: PlannedGraph): boolean {
    return when === undefined || meets(when, graph);
}

export function meets({ atLeast = 1, has }: Condition, graph: PlannedGraph): boolean {
    return selected(has, graph).length >= atLeast;
}

/** Name of an object. */
function objectNameOf(resource: PlannedResource): Json | undefined {
    return objectOf(inputOf(resource, "metadata"))["name"];
}

/** Namespace of an object or of a chart; undefined for what is in none. */
export function namespaceOf(resource: PlannedResource): Json | undefined {
    if (!resource.type.startsWith("kubernetes:")) return undefined;
    return inputOf(resource, "namespace") ?? objectOf(inputOf(resource, "metadata"))["namespace"];
}

/** Each that must come after another. */
export function pairsOf(row: OrderRow, graph: PlannedGraph): readonly Pair[] {
    const { earlier, inNamespace, inZone, later, own } = row;
    if (later === earlier) return chainOf(selected(later, graph), graph);
    const ends = selected(earlier, graph);
    return selected(later, graph).flatMap((from) =>
        ends
            .filter(({ parent, urn }) => urn !== from.urn && (own !== true || parent === from.parent))
            .filter((to) => inZone !== true || shareSubnet(from, to, graph))
            .filter((to) => inNamespace !== true || namespaceOf(from) === objectNameOf(to))
            .map(({ urn }) => ({ later: from.urn, earlier: urn })),
    );
}

/** What a graph lacks that must have both sides of a row. */
export function missingIn(row: OrderRow, graph: PlannedGraph, pairs: readonly Pair[]): readonly string[] {
    const { earlier, inZone, later, own } = row;
    const nothing = [later, earlier]
        .filter((selector) => selected(selector, graph).length === 0)
        .map(({ label }) => `there is nothing of ${label}`);
    if ((own !== true && inZone !== true) || nothing.length > 0) return nothing;
    return selected(later, graph)
        .filter(({ urn }) => !pairs.some((pair) => pair.later === urn))
        .map(({ urn }) => `${nameOf(urn)} has nothing of ${earlier.label}`);
}

/** Who comes after another has more ancestors: which of two is the later one needs no saying. */
function chainOf(links: readonly PlannedResource[], graph: PlannedGraph): readonly Pair[] {
    const sorted = links
        .map(({ urn }) => ({ urn, depth: ancestorsOf(graph, urn).size }))
        .sort((left, right) => left.depth - right.depth);
    return sorted.flatMap(({ urn: later }, index) =>
        sorted.slice(0, index).map(({ urn: earlier }) => ({ later, earlier })),
    );
}

/** What is asked of a graph by each row, and found out once. */
function onceByGraph<Found>(find: (graph: PlannedGraph) => Found): (graph: PlannedGraph) => Found {
    const known = new WeakMap<PlannedGraph, { readonly found: Found }>();
    return (graph) => {
        const kept = known.get(graph) ?? { found: find(graph) };
        known.set(graph, kept);
        return kept.found;
    };
}

/** Whether there is a way from the later to the earlier. Remembers, since many pairs share their later side. */
export const waysIn = onceByGraph((graph: PlannedGraph): ((pair: Pair) => boolean) => {
    const ancestors = new Map<string, ReadonlySet<string>>();
    return ({ earlier, later }) => {
        const known = ancestors.get(later) ?? ancestorsOf(graph, later);
        ancestors.set(later, known);
        return known.has(earlier);
    };
});

const wavesOf = onceByGraph(
    (graph) =>
        new Map(deleteWaves(graph).flatMap((wave, index) => wave.map(({ urn }) => [urn, index] as const))),
);

/** The pairs whose later one the engine does not delete in an earlier wave. */
export function pairsOutOfWave(pairs: readonly Pair[], graph: PlannedGraph): readonly Pair[] {
    const waves = wavesOf(graph);
    return pairs.filter(
        ({ earlier, later }) => !((waves.get(later) ?? Infinity) < (waves.get(earlier) ?? -Infinity)),
    );
}

/** The pairs of which the engine may start the later one, to make or to change it, before the earlier is done. */
export function pairsAtOnce(pairs: readonly Pair[], graph: PlannedGraph): readonly Pair[] {
    return pairs.filter(({ earlier, later }) => !isDoneBefore(graph, earlier, later));
}

/** The pairs of which the later one comes after the other over a third alone. */
export function pairsWithoutEdge(pairs: readonly Pair[], graph: PlannedGraph): readonly Pair[] {
    const targets = new Map(
        graph.resources.map((resource) => [resource.urn, new Set(edgesFrom(resource).map(({ to }) => to))]),
    );
    return pairs.filter(({ earlier, later }) => targets.get(later)?.has(earlier) !== true);
}

/** One line a pair, for a person: `NodePool general-purpose does not come after Addon vpc-cni`. */
export function describePairs(pairs: readonly Pair[]): readonly string[] {
    return pairs.map(({ earlier, later }) => `${nameOf(later)} does not come after ${nameOf(earlier)}`);
}

/** `nodeGroup:NodeGroup system-a`, without what every URN of an environment begins with. */
export function nameOf(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    const type = types.split("$").at(-1) ?? "";
    return `${type.split(/[:/]/).at(-1) ?? ""} ${name.join("::")}`;
}
