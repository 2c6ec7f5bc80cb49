/** Changes of lists for a reader: which items came, went or changed, instead of two whole lists. */
import { canonicalJson, type Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import { compare, identityKey, INSIDE_JSON, isList, type Path, type PropertyChange } from "./compare";
import { pathText } from "./paths";

/** One line: a property, or an item of a list. */
export interface Line {
    readonly path: string;
    readonly before?: Json;
    readonly after?: Json;
}

/** The lines of one property; a list in a new order is one line. */
export function linesOf(change: PropertyChange): readonly Line[] {
    return expand(change, "");
}

function expand({ path, before, after }: PropertyChange, prefix: string): readonly Line[] {
    const text = join(prefix, path);
    const whole: Line = {
        path: text,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
    };
    if (!isList(before) || !isList(after)) return [whole];
    const key = identityKey(before, after);
    const lines = key === undefined ? byValue(before, after, text) : byKey(before, after, key, text);
    return lines.length === 0 ? [whole] : lines;
}

function byKey(before: readonly Json[], after: readonly Json[], key: string, text: string): readonly Line[] {
    const nameOf = (item: Json): string => textOf(objectOf(item)[key]);
    const [old, now] = [before, after].map((list) => new Map(list.map((item) => [nameOf(item), item])));
    const names = [...new Set([...before, ...after].map(nameOf))];
    return names.flatMap((name) =>
        compare(old?.get(name), now?.get(name)).flatMap((change) => expand(change, `${text}[${name}]`)),
    );
}

/** Items as often as they occur: of two equal ones, one may go. */
function byValue(before: readonly Json[], after: readonly Json[], text: string): readonly Line[] {
    return [
        ...without(before, after).map((item) => ({ path: text, before: item })),
        ...without(after, before).map((item) => ({ path: text, after: item })),
    ];
}

function without(list: readonly Json[], other: readonly Json[]): readonly Json[] {
    const left = new Map<string, number>();
    for (const item of other) left.set(canonicalJson(item), (left.get(canonicalJson(item)) ?? 0) + 1);
    return list.filter((item) => {
        const spare = left.get(canonicalJson(item)) ?? 0;
        left.set(canonicalJson(item), spare - 1);
        return spare <= 0;
    });
}

function join(prefix: string, path: Path): string {
    const own = pathText(path);
    if (prefix === "" || own === "") return prefix + own;
    return typeof path[0] === "number" || path[0] === INSIDE_JSON || own.startsWith("[")
        ? prefix + own
        : `${prefix}.${own}`;
}
