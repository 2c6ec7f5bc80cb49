/** Words of a shape as a reader of the plan sees them. */

type Word = string | number | boolean | undefined | readonly Word[] | { readonly [key: string]: Word };

/** One line for each word that was given, by its place: `kubelet.maxPods 110`, sorted. */
export function flattened(words: { readonly [key: string]: Word }): string[] {
    return Object.entries(words)
        .flatMap(([key, value]) => linesOf(key, value))
        .sort();
}

function linesOf(place: string, value: Word): string[] {
    if (value === undefined) return [];
    if (typeof value !== "object") return [`${place} ${String(value)}`];
    if (isList(value)) return value.flatMap((item, index) => linesOf(`${place}[${index}]`, item));
    return Object.entries(value).flatMap(([key, item]) => linesOf(`${place}.${key}`, item));
}

function isList(value: readonly Word[] | { readonly [key: string]: Word }): value is readonly Word[] {
    return Array.isArray(value);
}
