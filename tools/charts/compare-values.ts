/** Keys of values that a chart does not know: Helm takes them without a word, and nothing comes of them. */
import { keysOfPath } from "../../components/charts/values";
import type { Json } from "../../components/shared/json";
import type { Claims } from "./claims";
import type { Comparison } from "./comparison";
import type { Inspected, Properties } from "./helm";
import { mapOf } from "./texts";

type Keys = readonly string[];

/**
 * Every key of the values, and every path the definition speaks of.
 * @param changes whether what is rendered is another without the key: asked of keys that values.yaml does not have
 */
export function compareValues(
    { paths }: Claims,
    values: Properties,
    chart: Pick<Inspected, "defaults" | "mentioned">,
    changes: (keys: Keys) => boolean,
): Comparison[] {
    const compare = (keys: Keys, isKnown: boolean): Comparison => ({
        object: "values",
        field: keys.join("."),
        claimed: "known",
        rendered: isKnown ? "known" : "unknown to the chart",
    });
    const { inside, outside } = sortedKeys(values, chart.defaults);
    return [
        ...inside.map((keys) => compare(keys, true)),
        ...outside.map((keys) => compare(keys, isReadItself(keys, chart) || changes(keys))),
        ...paths.map((path) => {
            const keys = keysOfPath(path) ?? [path];
            return compare(
                keys,
                sortedKeys(nested(keys), chart.defaults).outside.length === 0 || isRead(keys, chart),
            );
        }),
    ];
}

interface SortedKeys {
    readonly inside: readonly Keys[];
    readonly outside: readonly Keys[];
}

/** Which keys values.yaml has. What it leaves empty takes whatever it is given. */
export function sortedKeys(values: Properties, defaults: Json, above: Keys = []): SortedKeys {
    const all = Object.entries(values).map(([key, value]): SortedKeys => {
        const keys = [...above, key];
        if (!Object.hasOwn(mapOf(defaults), key)) return { inside: [], outside: [keys] };
        const below = mapOf(defaults)[key] ?? null;
        if (!isMap(value) || !isMap(below) || Object.keys(below).length === 0)
            return { inside: [keys], outside: [] };
        const { inside, outside } = sortedKeys(value, below, keys);
        return { inside: [keys, ...inside], outside };
    });
    return { inside: all.flatMap(({ inside }) => inside), outside: all.flatMap(({ outside }) => outside) };
}

/** The values but for one key. */
export function without(values: Properties, [key = "", ...rest]: Keys): Properties {
    const { [key]: value, ...others } = values;
    return rest.length === 0 || value === undefined
        ? others
        : { ...others, [key]: without(mapOf(value), rest) };
}

function nested([key = "", ...rest]: Keys): Properties {
    return { [key]: rest.length === 0 ? true : nested(rest) };
}

/** Whether a template reads the path or something below it: charts leave words without a default out of values.yaml. */
function isReadItself(keys: Keys, { mentioned }: Pick<Inspected, "mentioned">): boolean {
    const path = keys.join(".");
    return mentioned.some((one) => one === path || one.startsWith(`${path}.`));
}

/** Whether a template reads the path, something below it, or a whole map above it that values.yaml does not have. */
function isRead(keys: Keys, { mentioned }: Pick<Inspected, "mentioned">): boolean {
    const path = keys.join(".");
    return mentioned.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
}

function isMap(value: Json | undefined): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
