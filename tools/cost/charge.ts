/** What AWS bills for a resource, before any price: how much of which item, or that its amount is known by its use alone. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "../facts/facts";
import type { PlannedResource } from "../plan/graph";
import type { Item } from "../prices/items";

/** An instance of EC2, which has a price by its type. */
export interface InstanceItem {
    readonly instance: string;
    readonly capacity: "on-demand" | "spot";
}

/** One thing that is billed. */
export interface Charge {
    readonly item: InstanceItem | Item;
    /** Units that stand all the time. @default known by its use alone */
    readonly quantity?: number;
}

/** Nothing is billed, and on whose word. */
export interface Free {
    readonly free: string;
}

/** Nobody can say what it costs, and why. */
export interface Unpriced {
    readonly unknown: string;
}

/** A resource whose bill is asked for. */
export interface Billed {
    readonly resource: PlannedResource;
    readonly inputs: Properties;
    /** Resources that an input is made from. */
    readonly behind: (input: string) => readonly PlannedResource[];
    /** The day support is judged by, `YYYY-MM-DD`. */
    readonly today: string;
}

export type Bill = (billed: Billed) => Free | Unpriced | readonly Charge[];

/** Bills by type token. */
export type Bills = Readonly<Record<string, Bill>>;

/** Bills of types that cost nothing, each on the same word. */
export function free(word: string, ...types: readonly string[]): Bills {
    return Object.fromEntries(types.map((type) => [type, () => ({ free: word })]));
}

/** Billed by what is used of these alone. */
export function byUse(...items: readonly Item[]): Bill {
    return () => items.map((item) => ({ item }));
}

/** One of an item, and what is used beside it. */
export function one(item: Item, ...used: readonly Item[]): Bill {
    return () => [{ item, quantity: 1 }, ...used.map((other) => ({ item: other }))];
}

export function listOf(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? value.map((item: Json) => item) : [];
}

export function numberOf(value: Json | undefined, otherwise = 0): number {
    return typeof value === "number" ? value : otherwise;
}
