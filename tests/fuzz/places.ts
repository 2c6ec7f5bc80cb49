/** Places in a value: found by the path a message names, changed and taken away. */

export type Words = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is Words {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export type Keys = readonly (string | number)[];

export function valueAt(value: unknown, keys: Keys): unknown {
    return keys.reduce<unknown>(
        (inner, key) =>
            typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
                ? (inner as Readonly<Record<string | number, unknown>>)[key]
                : undefined,
        value,
    );
}

export function withValue(value: unknown, keys: Keys, put: unknown): unknown {
    const [key, ...rest] = keys;
    if (key === undefined) return put;
    if (Array.isArray(value)) {
        const list = value as readonly unknown[];
        return list.toSpliced(Number(key), 1, withValue(list[Number(key)], rest, put));
    }
    const map = isMap(value) ? value : {};
    return { ...map, [key]: withValue(map[key], rest, put) };
}

export function without(value: unknown, keys: Keys): unknown {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    if (Array.isArray(value)) {
        const list = value as readonly unknown[];
        if (rest.length === 0) return list.toSpliced(Number(key), 1);
        return list.toSpliced(Number(key), 1, without(list[Number(key)], rest));
    }
    if (!isMap(value) || !Object.hasOwn(value, key)) return value;
    if (rest.length > 0) return { ...value, [key]: without(value[key], rest) };
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/**
 * The keys of a path as it is written, such as `pools.general.taints[0].key`, as far as the value has them, and what of it
 * is left. Keys may hold dots themselves: the longest that is there counts.
 */
export function keysOf(value: unknown, path: string): { readonly keys: Keys; readonly rest: string } {
    const keys: (string | number)[] = [];
    let [rest, inner] = [path, value];
    for (;;) {
        const step = stepInto(inner, rest);
        if (step === undefined) return { keys, rest };
        keys.push(step.key);
        rest = step.rest;
        inner = valueAt(inner, [step.key]);
    }
}

function stepInto(value: unknown, path: string): { key: string | number; rest: string } | undefined {
    const text = path.replace(/^(\.| › )/, "");
    const [whole, index] = /^\[(\d+)\]/.exec(text) ?? [];
    if (whole !== undefined && Array.isArray(value)) {
        return Number(index) < value.length
            ? { key: Number(index), rest: text.slice(whole.length) }
            : undefined;
    }
    if (!isMap(value)) return undefined;
    const [key] = Object.keys(value)
        .filter((name) => text.startsWith(name) && /^([.[]| ›|$)/.test(text.slice(name.length)))
        .sort((one, other) => other.length - one.length);
    return key === undefined ? undefined : { key, rest: text.slice(key.length) };
}

/** Every place of a value, from the outside in. */
export function allKeys(value: unknown, keys: Keys = []): readonly Keys[] {
    if (typeof value !== "object" || value === null) return keys.length === 0 ? [] : [keys];
    const steps = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
    return [
        ...(keys.length === 0 ? [] : [keys]),
        ...steps.flatMap((step) => allKeys(valueAt(value, [step]), [...keys, step])),
    ];
}
