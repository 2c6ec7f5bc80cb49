/** What counters of quotas are made of. Pure. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { PlannedResource } from "../plan/graph";
import { inputsOf, type World } from "./world";

/** How many there are, or may be, of what a quota counts together. */
export interface Counted {
    /** Which zone, role or table; absent where there is one of it. */
    readonly of?: string;
    readonly count: number;
    /** What comes on top and cannot be bounded. */
    readonly unbounded?: string;
}

export type Counter = (world: World) => readonly Counted[];

/** Everything of these types. */
export function all(...types: readonly string[]): Counter {
    return (world) => [{ count: types.reduce((sum, type) => sum + world.ofType(type).length, 0) }];
}

/** Everything of a type for which this holds. */
export function those(type: string, holds: (inputs: Properties) => boolean): Counter {
    return (world) => [{ count: world.ofType(type).filter((one) => holds(inputsOf(one))).length }];
}

/** One count a group. */
export function by(
    world: World,
    type: string,
    keyOf: (resource: PlannedResource) => string,
    amountOf: (resource: PlannedResource) => number = () => 1,
): readonly Counted[] {
    const counts = new Map<string, number>();
    for (const resource of world.ofType(type)) {
        const key = keyOf(resource);
        counts.set(key, (counts.get(key) ?? 0) + amountOf(resource));
    }
    return [...counts].map(([of, count]) => ({ of, count }));
}

/** One count a resource, by its name. */
export function each(type: string, amountOf: (inputs: Properties) => number): Counter {
    return (world) => world.ofType(type).map((one) => ({ of: one.name, count: amountOf(inputsOf(one)) }));
}

/** Sums of several counts of the same groups. */
export function joined(...lists: readonly (readonly Counted[])[]): readonly Counted[] {
    const counts = new Map<string, Counted>();
    for (const one of lists.flat()) {
        const key = one.of ?? "";
        const known = counts.get(key);
        counts.set(key, { ...known, ...one, count: (known?.count ?? 0) + one.count });
    }
    return [...counts.values()];
}

/** Characters of a document as IAM counts them. Source: IAM User Guide, reference_iam-quotas: white space does not count. */
export function lengthOf(document: Json | undefined): number {
    return textOf(document).replace(/\s/g, "").length;
}

/** The logical name of whoever has the id, or the id. */
export function nameOfId(world: World, id: Json | undefined): string {
    const text = textOf(id);
    return world.byId(text)?.name ?? text;
}
