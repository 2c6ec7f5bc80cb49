/** Optional arguments: left out, never passed as undefined. */

/** The entries that have a value. */
export function defined<Values extends object>(
    values: Values,
): { [key in keyof Values]?: Exclude<Values[key], undefined> } {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as { [key in keyof Values]?: Exclude<Values[key], undefined> };
}
