/**
 * Words a fork may write, as zod schemas: the type, the check at run time, the reference and the editor's completion
 * come of one source. A program that is run is not type-checked: a word nobody knows would crash it half-way, or mean
 * something else without a word.
 */
import { z } from "zod";

import { chooseFrom } from "./hints";
import type { Json } from "./json";
import { missing, type Problem } from "./problems";
import { refusedWithin } from "./refused-words";

/** A list nobody changes, so that lists written `as const` fit as well. */
export function list<Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> {
    return z.array(item).readonly();
}

/** Any JSON: settings whose words somebody else knows. */
export const jsonSchema: z.ZodType<Json> = z.json().describe("JSON");

/** A word that is somebody else's to say. The editor does not offer it, the check refuses it with the reason. */
export function notYours(reason: string): z.ZodExactOptional<z.ZodNever> {
    return z.never().describe(reason).exactOptional();
}

/**
 * Every word, key and kind of value the schema does not know, and every key it misses; empty when all are known.
 * Ranges and combinations are for the checks of whoever reads the value.
 * @param path where the value stands, such as `compute`; empty for a whole
 * @param known what a key is when it is known
 */
export function problemsOfWords(
    schema: z.ZodType,
    value: unknown,
    path: readonly string[] = [],
    known = "a part of a shape",
): Problem[] {
    const { error } = schema.safeParse(value);
    const refused = refusedWithin(value);
    const isLeftOut = (issue: z.core.$ZodIssue) =>
        valueAt(value, issue.path) === undefined && refused.some((place) => isWithin(issue.path, place.path));
    return [
        ...refused.flatMap((place) =>
            place.problems.map((problem) => ({
                ...problem,
                path: [pathOf([...path, ...place.path]), problem.path]
                    .filter((part) => part !== "")
                    .join(" › "),
            })),
        ),
        // What was refused has left a gap: the words that are missing there are no second fault.
        ...(error?.issues ?? [])
            .filter((issue) => !isLeftOut(issue))
            .flatMap((issue) => problemsOf(issue, { known, path, schema, value })),
    ];
}

function isWithin(path: readonly PropertyKey[], place: readonly PropertyKey[]): boolean {
    return place.every((part, index) => path[index] === part);
}

/** What was checked against what, and where. */
export interface Checked {
    readonly path: readonly string[];
    readonly schema: z.ZodType;
    readonly value: unknown;
    readonly known?: string;
}

function problemsOf(issue: z.core.$ZodIssue, checked: Checked): Problem[] {
    const got = valueAt(checked.value, issue.path);
    const written = { ...checked, value: got };
    const at = pathOf([...checked.path, ...issue.path]);
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((key) => ({
                path: pathOf([...checked.path, ...issue.path, key]),
                what: `not ${checked.known ?? "a part of a shape"}`,
                remedy: chooseFrom(key, keysOf(schemaAt(checked, issue.path), got)),
            }));
        case "invalid_key":
            return [{ path: at, what: "not a key of this map", remedy: "Rename it" }];
        case "invalid_union":
            return problemsOfUnion(issue, checked, at);
        case "invalid_value":
            return [closedWord(at, got, issue.values.map(String))];
        default:
            return [wrongKind(at, written, schemaAt(checked, issue.path))].filter(
                (problem) => problem !== undefined,
            );
    }
}

/** Of a union told apart by a key, the key; of another, what any member would take. */
function problemsOfUnion(issue: z.core.$ZodIssueInvalidUnion, checked: Checked, at: string): Problem[] {
    const got = valueAt(checked.value, issue.path);
    if (issue.discriminator !== undefined) {
        const union = schemaAt(checked, issue.path.slice(0, -1));
        const members = union === undefined ? [] : wordsOfMembers(union, issue.discriminator);
        return [
            got === undefined ? missing(at, `Choose ${members.join(" or ")}`) : closedWord(at, got, members),
        ];
    }
    // Of the member that is of the right kind, what is wrong within; else what any member would take.
    const within = issue.errors.find((errors) => errors.every(({ path }) => path.length > 0));
    if (within !== undefined) {
        return within.flatMap((inner) =>
            problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, checked),
        );
    }
    const problem = wrongKind(at, { ...checked, value: got }, schemaAt(checked, issue.path));
    return problem === undefined ? [] : [problem];
}

function closedWord(path: string, got: unknown, words: readonly string[]): Problem {
    if (got === undefined) return missing(path);
    const what = "not one of the words known here";
    return { path, what, ...shown(got), remedy: chooseFrom(typeof got === "string" ? got : "", words) };
}

function wrongKind(path: string, { value }: Checked, schema: z.ZodType | undefined): Problem | undefined {
    const noun = schema === undefined ? undefined : nounOf(schema);
    if (value === undefined) {
        // Written as `key: undefined`, an optional word is one left out.
        if (schema !== undefined && definitionOf(schema).type === "optional") return undefined;
        return missing(path, noun === MAP ? `Write it as ${MAP}` : undefined);
    }
    const reason = schema === undefined ? undefined : reasonOf(schema);
    if (reason !== undefined) return { path, what: reason, ...shown(value), remedy: "Remove it" };
    return {
        path,
        what: `not ${noun ?? "what is wanted here"}`,
        ...shown(value),
        remedy: `Write ${noun ?? "another"}`,
    };
}

/** Why a word is not the shape's to say; undefined of all others. */
function reasonOf(schema: z.ZodType): string | undefined {
    const bare = bareSchema(schema);
    return definitionOf(bare).type === "never" ? bare.description : undefined;
}

/** Functions and the like have no place in a message. */
function shown(value: unknown): { readonly got?: Json } {
    return ["bigint", "function", "symbol"].includes(typeof value) ? {} : { got: value as Json };
}

const MAP = "{ … }";

/** The parts of a definition that are looked at here. Source: zod 4.6, the `_zod.def` of each schema. */
interface Definition {
    readonly type: string;
    readonly innerType?: z.ZodType;
    readonly element?: z.ZodType;
    readonly shape?: Readonly<Record<string, z.ZodType>>;
    readonly catchall?: z.ZodType;
    readonly valueType?: z.ZodType;
    readonly keyType?: z.ZodType;
    readonly options?: readonly z.ZodType[];
    readonly discriminator?: string;
    readonly entries?: Readonly<Record<string, string>>;
    readonly values?: readonly unknown[];
    readonly getter?: () => z.ZodType;
}

/** How a schema is made. */
export function definitionOf(schema: z.ZodType): Definition {
    return schema._zod.def;
}

/** The schema itself, without what says that it is optional or that nobody changes it. */
export function bareSchema(schema: z.ZodType): z.ZodType {
    const { getter, innerType } = definitionOf(schema);
    const inner = innerType ?? getter?.();
    return inner === undefined ? schema : bareSchema(inner);
}

/** What a person calls a value of this schema: its own description, or its kind. */
export function nounOf(schema: z.ZodType): string {
    const bare = bareSchema(schema);
    const { entries, options = [], type, values = [] } = definitionOf(bare);
    if (bare.description !== undefined) return bare.description;
    if (entries !== undefined) return quoted(Object.values(entries));
    if (values.length > 0) return quoted(values);
    if (options.length > 0) return [...new Set(options.map(nounOf))].join(" or ");
    return NOUNS[type] ?? "a value";
}

const NOUNS: Readonly<Record<string, string>> = {
    array: "a list",
    boolean: "true or false",
    number: "a number",
    object: MAP,
    record: MAP,
    string: "text",
};

function quoted(words: readonly unknown[]): string {
    return words.map((word) => JSON.stringify(word)).join(" or ");
}

/** The words by which a union's members are told apart, sorted. */
function wordsOfMembers(union: z.ZodType, discriminator: string): string[] {
    return membersOf(union)
        .flatMap((member) => {
            const word = definitionOf(bareSchema(member)).shape?.[discriminator];
            return word === undefined ? [] : (definitionOf(bareSchema(word)).values ?? []).map(String);
        })
        .sort();
}

/** Members of a union, and of unions among them; a schema that is none is its own member. */
export function membersOf(schema: z.ZodType): readonly z.ZodType[] {
    const bare = bareSchema(schema);
    const { options } = definitionOf(bare);
    return options === undefined ? [bare] : options.flatMap(membersOf);
}

/** Keys a map of this schema may have; of a union's, those of the member that was meant. */
function keysOf(schema: z.ZodType | undefined, value: unknown): string[] {
    const { shape = {} } = schema === undefined ? {} : definitionOf(memberFor(schema, value));
    return Object.keys(shape).filter((key) => shape[key] !== undefined && reasonOf(shape[key]) === undefined);
}

/** The member of a union that a value means: the one whose closed words it has, or that is of its kind. */
function memberFor(schema: z.ZodType, value: unknown): z.ZodType {
    const [first = schema, ...others] = membersOf(schema);
    if (others.length === 0) return first;
    const { discriminator } = definitionOf(bareSchema(schema));
    const meant = [first, ...others].find((member) => {
        const { element, shape } = definitionOf(member);
        if (discriminator === undefined)
            return Array.isArray(value) ? element !== undefined : shape !== undefined;
        const word = definitionOf(bareSchema(member)).shape?.[discriminator];
        return word !== undefined && word.safeParse(valueAt(value, [discriminator])).success;
    });
    return meant ?? first;
}

/** The schema of what stands at a path below a checked value; undefined where the schema knows no such place. */
export function schemaAt({ schema, value }: Checked, path: readonly PropertyKey[]): z.ZodType | undefined {
    const [key, ...rest] = path;
    if (key === undefined) return schema;
    const { catchall, element, shape, valueType } = definitionOf(memberFor(schema, value));
    const below = element ?? valueType ?? shape?.[String(key)] ?? catchall;
    if (below === undefined) return undefined;
    return schemaAt({ path: [], schema: below, value: valueAt(value, [key]) }, rest);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
    let current = value;
    for (const part of path) {
        if (typeof current !== "object" || current === null || !Object.hasOwn(current, part))
            return undefined;
        current = (current as Readonly<Record<PropertyKey, unknown>>)[part];
    }
    return current;
}

/** `compute.pools.general.taints[0].key`, as it would be typed. */
export function pathOf(path: readonly PropertyKey[]): string {
    return path.reduce<string>((text, part) => {
        if (typeof part === "number") return `${text}[${part}]`;
        return text === "" ? String(part) : `${text}.${String(part)}`;
    }, "");
}
