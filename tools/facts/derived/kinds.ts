/** Kinds of values, read from the types the SDKs' generated typings write. */

/** `any`: an asset, a union of unlike things, or what the typings themselves leave open. */
export type Kind =
    | { readonly kind: "string" | "number" | "boolean" | "any" }
    | { readonly kind: "literal"; readonly value: string }
    | { readonly kind: "list"; readonly item: Kind }
    | { readonly kind: "map"; readonly value: Kind }
    /** `rds.InstanceMasterUserSecret`: an interface of the SDK's `types/output.d.ts`. */
    | { readonly kind: "object"; readonly name: string };

export interface Typed {
    readonly kind: Kind;
    /** Whether the value may be missing. */
    readonly optional: boolean;
}

/** `string[] | undefined` → an optional list of strings. */
export function typed(text: string): Typed {
    const parts = alternatives(text);
    const values = parts.filter((part) => part !== "undefined");
    return { kind: kindOf(values), optional: values.length < parts.length };
}

function kindOf(values: readonly string[]): Kind {
    const [first = "any", ...others] = values;
    const kind = single(first);
    return others.every((other) => single(other).kind === kind.kind) ? kind : { kind: "any" };
}

/** Enums of both SDKs hold texts alone. */
const WHOLE: readonly (readonly [written: RegExp, kind: (inside: string) => Kind])[] = [
    [/^([^]*)\[\]$/, (inside) => ({ kind: "list", item: typed(inside).kind })],
    [/^\(([^]*)\)$/, (inside) => typed(inside).kind],
    [/^\{\s*\[key: string\]: ([^]*);\s*\}$/, (inside) => ({ kind: "map", value: typed(inside).kind })],
    [/^outputs\.([\w.]+)$/, (name) => ({ kind: "object", name })],
    [/^"([^"]*)"$/, (value) => ({ kind: "literal", value })],
    [/^(?:string|enums\..*)()$/, () => ({ kind: "string" })],
    [/^number()$/, () => ({ kind: "number" })],
    [/^boolean()$/, () => ({ kind: "boolean" })],
];

function single(text: string): Kind {
    for (const [written, kind] of WHOLE) {
        const [, inside] = written.exec(text) ?? [];
        if (inside !== undefined) return kind(inside);
    }
    return { kind: "any" };
}

/** Parts of a union, brackets respected. */
function alternatives(text: string): readonly string[] {
    const parts: string[] = [""];
    let depth = 0;
    for (const character of text) {
        if ("({[<".includes(character)) depth += 1;
        if (")}]>".includes(character)) depth -= 1;
        if (character === "|" && depth === 0) parts.push("");
        else parts.push((parts.pop() ?? "") + character);
    }
    return parts.map((part) => part.trim());
}
