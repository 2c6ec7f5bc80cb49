/** Settings of an environment's own, merged over what the kit sets. */
import { type Json, type JsonInput, sorted } from "./json";
import type { Problem } from "./problems";

/** Settings as an environment writes them. */
export type OwnSettings = Readonly<Record<string, Json>>;

/** A setting that the rest of the kit relies on. */
export interface Reserved {
    /** Where in the settings: `controller.replicaCount`. */
    readonly path: string;
    /** Why it may not be another one, as in "this …". */
    readonly why: string;
    /** What to do instead, an imperative. */
    readonly remedy: string;
}

/** Maps are merged key by key; a list or any other value takes the place of the kit's. */
export function mergeSettings(kit: JsonInput | undefined, own: JsonInput | undefined): JsonInput | undefined {
    if (own === undefined) return kit;
    if (!isMap(kit) || !isMap(own)) return own;
    const merged = Object.entries(own).map(([key, value]) => [key, mergeSettings(kit[key], value)] as const);
    return { ...kit, ...Object.fromEntries(merged) };
}

/** Every setting that would break what the kit relies on. */
export function checkReserved(path: string, own: OwnSettings, reserved: readonly Reserved[]): Problem[] {
    return reserved.flatMap(({ path: key, remedy, why }) => {
        const got = at(own, key.split("."));
        if (got === undefined) return [];
        return [{ path: `${path}.${key}`, what: `this ${why}`, got: sorted(got), remedy }];
    });
}

function at(value: JsonInput | undefined, path: readonly string[]): JsonInput | undefined {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    return isMap(value) && Object.hasOwn(value, key) ? at(value[key], rest) : undefined;
}

function isMap(value: JsonInput | undefined): value is { readonly [key: string]: JsonInput | undefined } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
