/** What a word takes, in words: its choices, its kind with the range, what its list or map holds. */
import { z } from "zod";

import { bareSchema, definitionOf } from "../../components/shared/schema";
import { calledBy, groupOf, type WordGroup } from "./shape-words";

/** A place of a shape as a link to its heading. */
export function link(path: string): string {
    // As GitHub makes anchors of headings: letters and digits in small, hyphens and underscores stay.
    const anchor = path.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]/gu, "");
    return `[\`${path}\`](#${anchor})`;
}

/** The value of a schema. An object is a link to its own table. */
export function valueText(schema: z.ZodType, groups: ReadonlyMap<z.ZodType, WordGroup>): string {
    const group = groupOf(groups, schema);
    if (group !== undefined) return link(group.paths[0] ?? "");
    if (definitionOf(bareSchema(schema)).type === "never") return "not yours to say";
    return calledBy(schema) ?? kindText(bareSchema(schema), groups);
}

function kindText(schema: z.ZodType, groups: ReadonlyMap<z.ZodType, WordGroup>): string {
    const { element, entries = {}, options = [], type, values = [], valueType } = definitionOf(schema);
    const words = [...Object.values(entries), ...values];
    if (words.length > 0) return either(words.map((word) => `\`${JSON.stringify(word)}\``));
    if (options.length > 0) return either(options.map((option) => valueText(option, groups)));
    if (element !== undefined) return `list of ${valueText(element, groups)}`;
    if (valueType !== undefined) return `map of ${valueText(valueType, groups)}`;
    return [KINDS[type] ?? type, ...bounds(schema)].join(", ");
}

const KINDS: Readonly<Record<string, string>> = {
    boolean: "`true` or `false`",
    number: "number",
    string: "text",
};

function either(texts: readonly string[]): string {
    const different = [...new Set(texts)];
    const last = different.at(-1) ?? "";
    return different.length < 2 ? last : `${different.slice(0, -1).join(", ")} or ${last}`;
}

/** What a JSON Schema says of a number or a text. */
interface Bounds {
    readonly minimum?: number;
    readonly maximum?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly pattern?: string;
}

/** What the schema itself checks of a number or a text. What the part's check adds stands in its comment. */
function bounds(schema: z.ZodType): string[] {
    const found: Bounds = z.toJSONSchema(schema, { unrepresentable: "any" });
    const { maximum, maxLength, minimum, minLength, pattern } = found;
    return [
        ...range(minimum, maximum, ""),
        ...range(minLength, maxLength, " characters"),
        ...(pattern === undefined ? [] : [`matching \`${pattern}\``]),
    ];
}

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
    const [low, high] = [least ?? -Infinity, most ?? Infinity];
    // A whole number is bounded by what JavaScript can count.
    const [isLow, isHigh] = [low > Number.MIN_SAFE_INTEGER, high < Number.MAX_SAFE_INTEGER];
    if (isLow && isHigh) return [`${low} to ${high}${unit}`];
    if (isLow) return [`${low}${unit} or more`];
    return isHigh ? [`${high}${unit} at most`] : [];
}
