/** What files have in common in which reviewers accept something: each entry for one resource, or for a component of some stacks. */
import { parseDocument } from "yaml";
import type { z } from "zod";

import { chooseFrom } from "../../components/shared/hints";
import type { Json } from "../../components/shared/json";
import type { Problem } from "../../components/shared/problems";
import { stackOfUrn } from "../plan/urn";
import { valueAt } from "./paths";

/** What an entry speaks of: one resource, or a component of these stacks. */
export type Scope =
    { readonly urn: string } | { readonly component: string; readonly environments: readonly string[] };

/** What may stand at a key: what a wrong value is, and what to write. */
export type Wanted = { readonly [key: string]: readonly [what: string, remedy: string] };

type Path = readonly (string | number)[];

/** A file of entries of which each accepts one thing somewhere. */
export interface ReviewedFile<Document, Entry> {
    readonly schema: z.ZodType<Document>;
    /** The key of the entries. */
    readonly list: string;
    readonly entriesOf: (document: Document) => readonly Entry[] | undefined;
    /** The key of what an entry accepts: in one place, each once. */
    readonly accepts: Exclude<keyof Entry, keyof Written> & string;
    /** What each of its keys holds. */
    readonly wanted: Wanted;
    /** Of keys that hold one of some words: the words. */
    readonly words?: { readonly [key: string]: readonly string[] };
}

/** What a file accepts, or what is wrong with it; then nothing is accepted. */
export interface Reviewed<Document, Entry> {
    readonly entries: readonly (Omit<Entry, keyof Written> & Scope)[];
    readonly document?: Document;
    readonly problems: readonly Problem[];
}

/** Reads the text of a file; no text, no entries. Every fault at once. */
export function readReviewed<Document, Entry extends Written>(
    text: string | undefined,
    file: ReviewedFile<Document, Entry>,
): Reviewed<Document, Entry> {
    const refused = (problems: readonly Problem[]) => ({ entries: [], problems });
    if (text === undefined) return refused([]);
    const read = yamlValue(text);
    if ("problem" in read) return refused([read.problem]);
    const { value } = read;
    if (value === null) return refused([]);
    const { data: document, error } = file.schema.safeParse(value);
    const faults = error?.issues.flatMap((issue) => problemsOf(issue, value, file)) ?? [];
    const scopes = scopeProblems(value, file.list, file.wanted);
    if (document === undefined || scopes.length > 0) return refused([...scopes, ...faults]);
    const entries = (file.entriesOf(document) ?? []).map(scoped);
    const twice = duplicates(entries, file);
    return twice.length > 0 ? refused(twice) : { entries, document, problems: [] };
}

function problemsOf(
    issue: z.core.$ZodIssue,
    value: Json,
    { list, wanted, words = {} }: Pick<ReviewedFile<unknown, never>, "list" | "wanted" | "words">,
): Problem[] {
    const at = issue.path.filter((part) => typeof part !== "symbol");
    const path = pathText(at);
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => ({
            path: path === "" ? key : `${path}.${key}`,
            what: "unknown key",
            remedy: chooseFrom(key, Object.keys(wanted)),
        }));
    }
    const key = at.findLast((part) => typeof part === "string") ?? "";
    const found = valueIn(value, at);
    const [what, remedy] = wanted[key] ?? [`not a list of ${list}`, `Begin with the key ${list}`];
    if (found === undefined && at.length > 0) return [{ path, what: "missing", remedy }];
    const got = found === undefined ? {} : { got: found };
    const some = words[key];
    const toDo = some === undefined ? remedy : chooseFrom(typeof found === "string" ? found : "", some);
    return [{ path: path === "" ? "the file" : path, what, ...got, remedy: toDo }];
}

function duplicates<Entry>(
    entries: readonly (Omit<Entry, keyof Written> & Scope)[],
    { accepts, list }: Pick<ReviewedFile<unknown, Entry>, "accepts" | "list">,
): Problem[] {
    return entries.flatMap((entry, i) => {
        const first = entries.findIndex((other) => other[accepts] === entry[accepts] && meet(other, entry));
        if (first === i) return [];
        const what = `the same ${accepts} and ${"urn" in entry ? "URN" : "component"} as ${list}[${first}]`;
        return [{ path: `${list}[${i}]`, what, remedy: "Remove one of the two" }];
    });
}

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
    return "urn" in scope ? [stackOfUrn(scope.urn)] : scope.environments;
}

interface Written {
    readonly urn?: string;
    readonly component?: string;
    readonly environments?: readonly string[];
}

/** An entry with its scope, once {@link scopeProblems} has found nothing. */
function scoped<Entry extends Written>(entry: Entry): Omit<Entry, keyof Written> & Scope {
    const { urn, component = "", environments = [], ...rest } = entry;
    return urn === undefined ? { ...rest, component, environments } : { ...rest, urn };
}

/** An entry names one resource, or a component with its environments. @param list the key of the entries */
function scopeProblems(value: Json, list: string, wanted: Wanted): Problem[] {
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
function meet(one: Scope, other: Scope): boolean {
    if ("urn" in one || "urn" in other) return "urn" in one && "urn" in other && one.urn === other.urn;
    return (
        one.component === other.component &&
        one.environments.some((environment) => other.environments.includes(environment))
    );
}

function valueIn(value: Json, at: Path): Json | undefined {
    return at.reduce<Json | undefined>(
        (inner, part) =>
            typeof part === "number" && Array.isArray(inner)
                ? (inner as readonly Json[])[part]
                : valueAt(inner, [String(part)]),
        value,
    );
}

/** `acknowledgements[0].reason`. */
function pathText(at: Path): string {
    return at.reduce<string>(
        (text, part) =>
            typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`,
        "",
    );
}
