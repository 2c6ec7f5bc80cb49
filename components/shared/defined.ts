/** Optional arguments: left out, never passed as undefined. */

/** The entries that have a value. */
export function defined<Values extends object>(
    values: Values,
): { [key in keyof Values]?: Exclude<Values[key], undefined> } {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as { [key in keyof Values]?: Exclude<Values[key], undefined> };
}

/** The properties of these keys that have a value, in the order of the keys. */
export function picked<Whole extends object, Key extends keyof Whole>(
    whole: Whole,
    keys: readonly Key[],
): { [key in Key]?: Exclude<Whole[key], undefined> } {
    const given = keys.flatMap((key) => (whole[key] === undefined ? [] : [[key, whole[key]] as const]));
    return Object.fromEntries(given) as { [key in Key]?: Exclude<Whole[key], undefined> };
}
