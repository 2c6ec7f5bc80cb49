/** JSON with one spelling: sorted keys, no undefined, no white space. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What {@link canonicalJson} accepts: JSON in which a key may be undefined, which drops it. */
export type JsonInput =
    | null
    | boolean
    | number
    | string
    | readonly JsonInput[]
    | { readonly [key: string]: JsonInput | undefined };

/**
 * The same bytes for the same value, whatever the order of its keys.
 * Policy documents and add-on settings go through here, so that a preview never shows an order as a change.
 */
export function canonicalJson(value: JsonInput, indent?: number): string {
    return JSON.stringify(sorted(value), undefined, indent);
}

/** A copy with sorted keys and without undefined ones. Keys compare by code unit, never by locale. */
export function sorted(value: JsonInput): Json {
    if (value === null || typeof value !== "object") return value;
    if (isList(value)) return value.map(sorted);
    const result: Record<string, Json> = {};
    for (const key of Object.keys(value).sort()) {
        const item = value[key];
        if (item === undefined) continue;
        if (key !== "__proto__") result[key] = sorted(item);
        // An assignment would set the prototype.
        else Object.defineProperty(result, key, { value: sorted(item), enumerable: true });
    }
    return result;
}

function isList(value: JsonInput): value is readonly JsonInput[] {
    return Array.isArray(value);
}
