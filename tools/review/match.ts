/** Which resource of the base a resource of the head is: by URN, then by alias. */
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { formerUrns } from "../plan/urns";

export interface Pair {
    readonly before?: PlannedResource;
    readonly after?: PlannedResource;
}

export interface Matching {
    /** Every resource of both graphs once, in the order of the head, then what the base alone has. */
    readonly pairs: readonly Pair[];
    /** URN of the base → URN of the head, for those that an alias carries over. */
    readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Pairs two graphs. A URN of its own goes before an alias, and each resource of the base is taken once.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, getOldResource.
 */
export function match(base: PlannedGraph | undefined, head: PlannedGraph): Matching {
    const free = new Map((base?.resources ?? []).map((resource) => [resource.urn, resource]));
    const take = (urn: string): PlannedResource | undefined => {
        const found = free.get(urn);
        free.delete(urn);
        return found;
    };
    const direct = head.resources.map((after) => ({ after, before: take(after.urn) }));
    const byUrn = new Map(head.resources.map((resource) => [resource.urn, resource]));
    const renamed = new Map<string, string>();
    const pairs = direct.map(({ after, before }): Pair => {
        const former =
            before === undefined && free.size > 0
                ? formerUrns(after, head, byUrn).find((urn) => free.has(urn))
                : undefined;
        const known = before ?? (former === undefined ? undefined : take(former));
        if (former !== undefined) renamed.set(former, after.urn);
        return known === undefined ? { after } : { before: known, after };
    });
    const gone = [...free.values()].map((before): Pair => ({ before }));
    return { pairs: [...pairs, ...gone], renamed };
}
