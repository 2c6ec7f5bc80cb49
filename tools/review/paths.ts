/** Property paths: as the engine's options and the facts write them, and values at them. */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import { INSIDE_JSON, isList, type Path, type Segment } from "./compare";

/** `spec.template["a.b"][0].*` as segments; `*` stays itself. Source: pulumi/pulumi sdk/go/common/resource/property_path.go. */
export function parsePath(text: string): readonly Segment[] {
    const pattern = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[(\*)\]|([^.[\]]+)/g;
    return [...text.matchAll(pattern)].map(([, quoted, index, star, key]) => {
        if (quoted !== undefined) return quoted.replace(/\\(.)/g, "$1");
        if (index !== undefined) return Number(index);
        return star ?? key ?? "";
    });
}

/** `policy › Statement[0].Action`: a path as people write it. */
export function pathText(path: Path): string {
    return path.reduce<string>((text, segment) => {
        if (segment === INSIDE_JSON) return `${text} › `;
        if (typeof segment === "number") return `${text}[${segment}]`;
        if (!/^[\w$-]+$/.test(segment)) return `${text}[${JSON.stringify(segment)}]`;
        return text === "" || text.endsWith("› ") ? text + segment : `${text}.${segment}`;
    }, "");
}

/** Whether `outer` is `inner` or a part above it; `*` stands for any one segment. */
export function covers(outer: Path, inner: Path): boolean {
    return (
        outer.length <= inner.length &&
        outer.every((segment, i) => segment === "*" || segment === inner[i] || String(segment) === inner[i])
    );
}

/** A path without positions, as the facts write it. */
export function withoutPositions(path: Path): Path {
    return path.filter((segment) => typeof segment !== "number");
}

/**
 * The value at a path of the facts, such as `selectors.namespace`: of a list, what each item has there.
 * Undefined when nothing is there.
 */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
    const [first, ...rest] = path;
    if (first === undefined) return value;
    if (isList(value)) {
        const found = value.flatMap((item) => {
            const inside = valueAt(item, path);
            return inside === undefined ? [] : [inside];
        });
        return found.length === 0 ? undefined : found;
    }
    if (!isObject(value) || first === INSIDE_JSON) return undefined;
    const key = String(first);
    return Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/**
 * The value after `ignoreChanges`: at each ignored path what was there before.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, processIgnoreChanges.
 */
export function withIgnored(before: Json, after: Json, ignored: readonly string[]): Json {
    return ignored.reduce<Json>((value, path) => reset(before, value, parsePath(path)) ?? {}, after);
}

function reset(before: Json | undefined, after: Json | undefined, path: Path): Json | undefined {
    const [first, ...rest] = path;
    if (first === undefined) return before;
    if (isList(after)) {
        const keep = (item: Json, i: number): Json =>
            first === "*" || first === i
                ? (reset(isList(before) ? before[i] : undefined, item, rest) ?? item)
                : item;
        return after.map(keep);
    }
    // Nothing to put it into; the engine stops at such a path.
    if (!isObject(after)) return after;
    const known = isObject(before) ? before : {};
    const keys =
        first === "*" ? [...new Set([...Object.keys(known), ...Object.keys(after)])] : [String(first)];
    return keys.reduce<Json>(
        (result, key) => withKey(result, key, reset(known[key], after[key], rest)),
        after,
    );
}

function withKey(object: Json, key: string, value: Json | undefined): Json {
    if (!isObject(object)) return object;
    const others = Object.entries(object).filter(([name]) => name !== key);
    return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}
