/** Values of a chart, and places in them. */
import type { Json } from "../shared/json";

export type Values = Readonly<Record<string, Json>>;

/** Keys of a dotted path; a dot behind a backslash belongs to its key, as for `helm --set`. Undefined for no path. */
export function keysOfPath(path: string): readonly string[] | undefined {
    const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));
    return keys.some((key) => key === "" || /[[\]{},=\\]/.test(key)) ? undefined : keys;
}

/** What stands in the way of a path: a value at it, or above it one that is no map. The path of that value. */
export function obstacleAt(values: Values, keys: readonly string[]): string | undefined {
    let current: Json | undefined = values;
    for (const [index, key] of keys.entries()) {
        if (!isMap(current)) return keys.slice(0, index).join(".");
        if (!Object.hasOwn(current, key)) return undefined;
        current = current[key];
    }
    return keys.join(".");
}

/** A tree of values in which some leaves are not known yet. */
export type Tree<Leaf> = { readonly [key: string]: Json | Leaf | Tree<Leaf> };

/** A copy with a leaf at a path. */
export function withLeaf<Leaf>(tree: Tree<Leaf>, keys: readonly string[], leaf: Leaf): Tree<Leaf> {
    const [key, ...rest] = keys;
    if (key === undefined) return tree;
    if (rest.length === 0) return { ...tree, [key]: leaf };
    // What stands above a leaf is a map: whoever states the leaf has checked it.
    const below = (Object.hasOwn(tree, key) ? tree[key] : {}) as Tree<Leaf>;
    return { ...tree, [key]: withLeaf(below, rest, leaf) };
}

/** Every value that is neither map nor list, with its path. */
export function leavesOf(value: Json, path: string): { readonly path: string; readonly value: Json }[] {
    if (Array.isArray(value)) {
        return value.flatMap((item: Json, index) => leavesOf(item, `${path}[${index}]`));
    }
    if (!isMap(value)) return [{ path, value }];
    return Object.entries(value).flatMap(([key, item]) =>
        leavesOf(item, path === "" ? key : `${path}.${key}`),
    );
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
