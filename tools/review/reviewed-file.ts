/** What files have in common in which reviewers accept something: each entry for one resource, or for a component of some stacks. */
import { parseDocument } from "yaml";

import type { Json } from "../../components/shared/json";
import type { Problem } from "../../components/shared/problems";
import { valueAt } from "./paths";

/** What an entry speaks of: one resource, or a component of these stacks. */
export type Scope =
    { readonly urn: string } | { readonly component: string; readonly environments: readonly string[] };

/** What may stand at a key: what a wrong value is, and what to write. */
export type Wanted = { readonly [key: string]: readonly [what: string, remedy: string] };

type Path = readonly (string | number)[];

/** The value of a YAML text, null of an empty one; or what is wrong with it, and where. */
export function yamlValue(text: string): { readonly value: Json } | { readonly problem: Problem } {
    const document = parseDocument(text, { prettyErrors: true });
    const [error] = document.errors;
    if (error === undefined) return { value: document.toJS() as Json };
    const [what = ""] = error.message.split("\n");
    const at = error.linePos?.[0];
    const path = at === undefined ? "the file" : `line ${at.line}`;
    return { problem: { path, what: `no YAML: ${what.replace(/:$/, "")}`, remedy: "Correct the line" } };
}

/** Stacks that an entry speaks of. */
export function stacksOf(scope: Scope): readonly string[] {
    return "urn" in scope ? [stackOf(scope.urn)] : scope.environments;
}

/** `urn:pulumi:dev::…` → `dev`. */
export function stackOf(urn: string): string {
    return urn.split("::")[0]?.slice("urn:pulumi:".length) ?? "";
}

interface Written {
    readonly urn?: string;
    readonly component?: string;
    readonly environments?: readonly string[];
}

/** An entry with its scope, once {@link scopeProblems} has found nothing. */
export function scoped<Entry extends Written>(entry: Entry): Omit<Entry, keyof Written> & Scope {
    const { urn, component = "", environments = [], ...rest } = entry;
    return urn === undefined ? { ...rest, component, environments } : { ...rest, urn };
}

/** An entry names one resource, or a component with its environments. @param list the key of the entries */
export function scopeProblems(value: Json, list: string, wanted: Wanted): Problem[] {
    const entries = valueAt(value, [list]);
    if (!Array.isArray(entries)) return [];
    return (entries as readonly Json[]).flatMap((entry, i): Problem[] => {
        if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return [];
        const has = (key: string): boolean => Object.hasOwn(entry, key);
        const path = `${list}[${i}]`;
        const scope = ["component", "environments"];
        if (has("urn")) {
            const what = "beside a urn, which is one resource of one environment";
            return scope
                .filter(has)
                .map((key) => ({ path: `${path}.${key}`, what, remedy: "Remove it, or the urn" }));
        }
        return scope
            .filter((key) => !has(key))
            .map((key) => ({ path: `${path}.${key}`, what: "missing", remedy: wanted[key]?.[1] ?? "" }));
    });
}

/** Whether two entries speak of something in common. */
export function meet(one: Scope, other: Scope): boolean {
    if ("urn" in one || "urn" in other) return "urn" in one && "urn" in other && one.urn === other.urn;
    return (
        one.component === other.component &&
        one.environments.some((environment) => other.environments.includes(environment))
    );
}

export function valueIn(value: Json, at: Path): Json | undefined {
    return at.reduce<Json | undefined>(
        (inner, part) =>
            typeof part === "number" && Array.isArray(inner)
                ? (inner as readonly Json[])[part]
                : valueAt(inner, [String(part)]),
        value,
    );
}

/** `acknowledgements[0].reason`. */
export function pathText(at: Path): string {
    return at.reduce<string>(
        (text, part) =>
            typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`,
        "",
    );
}
