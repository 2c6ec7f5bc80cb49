/**
 * Two values as structures: which properties differ, with the value on both sides.
 * Our own: the packages that were tried compare lists by position or by a key stated for each path, and none reads
 * the JSON inside a text, which is where policies and add-on settings are.
 */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";

/** Stands in a path where a text is read as JSON. */
export const INSIDE_JSON = null;
/** Stands for a value that is a secret on the other side of the change. */
export const HIDDEN = { $hidden: true } as const;

/** A key, a position in a list, or {@link INSIDE_JSON}. */
export type Segment = string | number | typeof INSIDE_JSON;
export type Path = readonly Segment[];

/** One property that differs. A list of plain values, or one that got longer or shorter, is one property. */
export interface PropertyChange {
    readonly path: Path;
    /** Absent when the property is new. */
    readonly before?: Json;
    /** Absent when the property is gone. */
    readonly after?: Json;
}

/** Every property that differs, by path; empty when the two are the same structure. */
export function compare(
    before: Json | undefined,
    after: Json | undefined,
    path: Path = [],
): readonly PropertyChange[] {
    if (before === after || same(before, after)) return [];
    if (isPlainObject(before) && isPlainObject(after)) return compareObjects(before, after, path);
    if (isList(before) && isList(after) && comparableByPosition(before, after)) {
        return before.flatMap((item, i) => compare(item, after[i], [...path, i]));
    }
    const [opened, openedAfter] = [openJson(before), openJson(after)];
    if (opened !== undefined && openedAfter !== undefined) {
        return compare(opened, openedAfter, [...path, INSIDE_JSON]);
    }
    return [leaf(before, after, path)];
}

/** Whether two values of plain data are the same structure, whatever the order of their keys. */
export function same(left: unknown, right: unknown): boolean {
    if (left === right) return true;
    if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
        return false;
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    const [one, other] = [left as Record<string, unknown>, right as Record<string, unknown>];
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

/** The object or list a text holds as JSON; undefined for every other value. */
export function openJson(value: Json | undefined): Json | undefined {
    if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
    try {
        return JSON.parse(value) as Json;
    } catch {
        return undefined;
    }
}

export function isList(value: Json | undefined): value is readonly Json[] {
    return Array.isArray(value);
}

/** A marker of the graph, such as the one for a secret, is one value and not an object with keys. */
export function isMarker(value: Json | undefined): boolean {
    return isObject(value) && (value["$secret"] === true || value["$unknown"] === true);
}

export function isSecret(value: Json | undefined): boolean {
    return isObject(value) && value["$secret"] === true;
}

function isPlainObject(value: Json | undefined): value is { readonly [key: string]: Json } {
    return isObject(value) && !isMarker(value);
}

function compareObjects(
    before: { readonly [key: string]: Json },
    after: { readonly [key: string]: Json },
    path: Path,
): PropertyChange[] {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => [...compare(own(before, key), own(after, key), [...path, key])]);
}

/** `toString` and its like are no keys of an object that does not state them. */
function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
    return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Lists of objects with as many items, each the counterpart of the one at its place. */
function comparableByPosition(before: readonly Json[], after: readonly Json[]): boolean {
    if (before.length !== after.length) return false;
    const key = identityKey(before, after);
    return before.every((item, i) => {
        const other = after[i];
        return isPlainObject(item) && isPlainObject(other) && (key === undefined || item[key] === other[key]);
    });
}

/** What names an item of a list, the most telling first. Sources: IAM policy grammar, Kubernetes list map keys. */
const IDENTITY_KEYS = ["Sid", "name", "key", "id", "deviceName", "alias", "type"] as const;

/** The key whose text names each item of both lists; undefined when there is none. */
export function identityKey(before: readonly Json[], after: readonly Json[]): string | undefined {
    return IDENTITY_KEYS.find((key) => [before, after].every((list) => namesEach(list, key)));
}

function namesEach(list: readonly Json[], key: string): boolean {
    const names = list.map((item) => (isObject(item) ? item[key] : undefined));
    return names.every((name) => typeof name === "string") && new Set(names).size === names.length;
}

/** A value that is secret on one side shows on neither. */
function leaf(before: Json | undefined, after: Json | undefined, path: Path): PropertyChange {
    const hide = (value: Json, other: Json | undefined): Json =>
        isSecret(other) && !isSecret(value) ? HIDDEN : value;
    return {
        path,
        ...(before === undefined ? {} : { before: hide(before, after) }),
        ...(after === undefined ? {} : { after: hide(after, before) }),
    };
}
