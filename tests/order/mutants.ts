/** Mutants of a planned graph: the same resources with every way between two of them cut. */
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { edgesFrom } from "../../tools/plan/order";
import type { Pair } from "./rows";

/** All edges from one resource to another, whatever their kind. */
export interface Link {
    readonly from: string;
    readonly to: string;
}

export interface Mutant {
    readonly graph: PlannedGraph;
    readonly cut: readonly Link[];
}

/**
 * The graph without the fewest links that leave no way from any later resource to any earlier one: what somebody
 * would have to forget for the order to be lost. Of several such cuts it is the one nearest to the later resources,
 * where a forgotten `dependsOn` would be. A link goes with all its edges, of all kinds.
 */
export function cutEveryPath(graph: PlannedGraph, pairs: readonly Pair[]): Mutant {
    const cut = smallestCut(
        linksOf(graph),
        new Set(pairs.map(({ later }) => later)),
        new Set(pairs.map(({ earlier }) => earlier)),
    );
    return { graph: without(graph, cut), cut };
}

/** Ways from a later resource to an earlier one. */
export interface Ways {
    readonly all: bigint;
    /** Those without a link of the cut. */
    readonly avoiding: bigint;
}

/**
 * Counts the ways of a pair on the whole graph, by another reckoning than the check of a row: `avoiding` is 0 exactly
 * when the cut explains that the row fails.
 */
export function waysAround(graph: PlannedGraph, cut: readonly Link[]): (pair: Pair) => Ways {
    const cutKeys = new Set(cut.map(keyOf));
    const links = new Map(
        [...linksOf(graph)].map(([from, targets]) => [
            from,
            [...targets].map((to) => ({ to, isCut: cutKeys.has(keyOf({ from, to })) })),
        ]),
    );
    const known = new Map<string, Map<string, Ways>>();
    return ({ earlier, later }) => {
        const ways = known.get(earlier) ?? new Map<string, Ways>([[earlier, { all: 1n, avoiding: 1n }]]);
        known.set(earlier, ways);
        const count = (from: string): Ways => {
            const counted = ways.get(from);
            if (counted !== undefined) return counted;
            const sum = { all: 0n, avoiding: 0n };
            for (const { isCut, to } of links.get(from) ?? []) {
                const { all, avoiding } = count(to);
                sum.all += all;
                if (!isCut) sum.avoiding += avoiding;
            }
            ways.set(from, sum);
            return sum;
        };
        return count(later);
    };
}

type Links = ReadonlyMap<string, ReadonlySet<string>>;

function linksOf(graph: PlannedGraph): Links {
    return new Map(
        graph.resources.map((resource) => [resource.urn, new Set(edgesFrom(resource).map(({ to }) => to))]),
    );
}

/** By the theorem of maximum flow and minimum cut: each link carries one unit. Ford and Fulkerson's method. */
function smallestCut(
    links: Links,
    sources: ReadonlySet<string>,
    sinks: ReadonlySet<string>,
): readonly Link[] {
    const free = new Map<string, Set<string>>([...links].map(([from, to]) => [from, new Set(to)]));
    for (;;) {
        const { reached, way } = search(free, sources, sinks);
        if (way.length === 0) {
            return [...links].flatMap(([from, targets]) =>
                reached.has(from)
                    ? [...targets].filter((to) => !reached.has(to)).map((to) => ({ from, to }))
                    : [],
            );
        }
        for (const { from, to } of way) {
            free.get(from)?.delete(to);
            free.set(to, (free.get(to) ?? new Set()).add(from));
        }
    }
}

/** What can still be reached, and a shortest way from a source to a sink over free links; empty when none is left. */
function search(
    free: Links,
    sources: ReadonlySet<string>,
    sinks: ReadonlySet<string>,
): { readonly reached: ReadonlySet<string>; readonly way: readonly Link[] } {
    const cameFrom = new Map<string, string | undefined>([...sources].map((urn) => [urn, undefined]));
    for (const from of cameFrom.keys()) {
        if (sinks.has(from)) return { reached: new Set(cameFrom.keys()), way: wayTo(from, cameFrom) };
        for (const to of free.get(from) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, from);
    }
    return { reached: new Set(cameFrom.keys()), way: [] };
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly Link[] {
    const way: Link[] = [];
    let to = end;
    for (let from = cameFrom.get(to); from !== undefined; from = cameFrom.get(to)) {
        way.unshift({ from, to });
        to = from;
    }
    if (way.length === 0) throw new Error(`${end} is both the later and the earlier resource of a row`);
    return way;
}

/** The graph without these links, each with all its edges. */
export function without(graph: PlannedGraph, cut: readonly Link[]): PlannedGraph {
    const cutFrom = new Map<string, Set<string>>();
    for (const { from, to } of cut) cutFrom.set(from, (cutFrom.get(from) ?? new Set()).add(to));
    return {
        ...graph,
        resources: graph.resources.map((resource) => {
            const targets = cutFrom.get(resource.urn);
            return targets === undefined ? resource : withoutLinks(resource, targets);
        }),
    };
}

function withoutLinks(resource: PlannedResource, targets: ReadonlySet<string>): PlannedResource {
    const { options, parent, propertyDependencies, provider, ...rest } = resource;
    const { deletedWith, replaceWith, ...otherOptions } = options;
    const stays = (urn: string): boolean => !targets.has(urn);
    const inputs = Object.entries(propertyDependencies).map(
        ([input, urns]) => [input, urns.filter(stays)] as const,
    );
    return {
        ...rest,
        dependencies: rest.dependencies.filter(stays),
        propertyDependencies: Object.fromEntries(inputs),
        ...(parent === undefined || !stays(parent) ? {} : { parent }),
        ...(provider === undefined || !stays(provider) ? {} : { provider }),
        options: {
            ...otherOptions,
            ...(deletedWith === undefined || !stays(deletedWith) ? {} : { deletedWith }),
            ...(replaceWith === undefined ? {} : { replaceWith: replaceWith.filter(stays) }),
        },
    };
}

function keyOf({ from, to }: Link): string {
    return `${from}\n${to}`;
}
