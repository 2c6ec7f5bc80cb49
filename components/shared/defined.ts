/** Optional arguments: left out, never passed as undefined. */

/** The entries that have a value. */
export function defined<Key extends string, Value>(values: {
    readonly [key in Key]: Value | undefined;
}): { [key in Key]?: Value } {
    const result: { [key in Key]?: Value } = {};
    for (const key in values) {
        const value = values[key];
        if (value !== undefined) result[key] = value;
    }
    return result;
}
