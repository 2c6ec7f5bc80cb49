/**
 * YAML as the Pulumi engine reads it. The engine's parser is Go's yaml.v3, which differs from YAML 1.2 where it
 * hurts: `012` is ten, `1_000` a number. Source: go-yaml v3 resolve.go; pulumi/pulumi
 * sdk/go/common/resource/config/object.go, read 2026-11; the table in the test was taken from the CLI, v3.248.0.
 */
import {
    type Document,
    isAlias,
    isMap,
    isScalar,
    isSeq,
    LineCounter,
    type Node,
    parseDocument,
    type Scalar,
    type YAMLMap,
} from "yaml";

/** Stands for an encrypted value. Its ciphertext is dropped while reading. */
export class Encrypted {
    public readonly kind = "encrypted";
}

export type GoValue =
    null | boolean | bigint | number | string | Encrypted | readonly GoValue[] | ReadonlyMap<string, GoValue>;

/** Why a text could not be read, without any of the text. */
export interface YamlFault {
    readonly line: number;
    readonly column: number;
    readonly what: string;
}

export interface GoDocument {
    readonly value: GoValue;
    readonly faults: readonly YamlFault[];
}

/** Reads one YAML document. With faults, `value` is null. Never throws. */
export function readGoYaml(text: string): GoDocument {
    const lines = new LineCounter();
    const doc = parseDocument(text.replace(/^\uFEFF/, ""), {
        schema: "failsafe",
        lineCounter: lines,
        prettyErrors: false,
    });
    const at = (offset: number, what: string): YamlFault => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col, what };
    };
    const faults = oneOfEachLine(
        doc.errors.map((error) => at(error.pos[0], SYNTAX[error.code] ?? "not valid YAML")),
    );
    if (faults.length > 0) return { value: null, faults };
    try {
        return { value: convert(doc.contents, { doc, open: new Set() }), faults: [] };
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { value: null, faults: [at(error.offset, error.message)] };
    }
}

/** What follows a fault on its line is mostly the parser stumbling over the rest. */
function oneOfEachLine(faults: readonly YamlFault[]): YamlFault[] {
    return faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index);
}

/** The parser's codes in words. Its own messages may quote the file. */
const SYNTAX: Readonly<Record<string, string>> = {
    BAD_INDENT: "the indentation does not fit the lines around it, or a bracket above is left open",
    BAD_SCALAR_START: "a plain value cannot begin with this character: put it in quotes",
    BLOCK_AS_IMPLICIT_KEY: "a map cannot begin here: an indentation or a quote is missing",
    DUPLICATE_KEY: "this key was given before",
    MISSING_CHAR: "a quote, bracket or comma is missing",
    MULTIPLE_DOCS: "a second document begins here: one file holds one",
    TAB_AS_INDENT: "a tab: indent with spaces",
    UNEXPECTED_TOKEN: "a value cannot stand here: an indentation, a quote or a colon is missing",
};

class Refusal extends Error {
    public constructor(
        public readonly offset: number,
        message: string,
    ) {
        super(message);
    }
}

interface Context {
    readonly doc: Document.Parsed;
    /** Aliases being followed, so that one that holds itself ends. */
    readonly open: ReadonlySet<Node>;
}

function convert(node: unknown, context: Context): GoValue {
    if (node === null || node === undefined) return null;
    if (isAlias(node)) {
        const target = node.resolve(context.doc);
        if (target === undefined) throw new Refusal(offsetOf(node), "this alias names no anchor above it");
        if (context.open.has(target)) throw new Refusal(offsetOf(node), "this alias holds itself");
        return convert(target, { ...context, open: new Set([...context.open, target]) });
    }
    if (isScalar(node)) return convertScalar(node);
    if (isSeq(node)) return node.items.map((item) => convert(item, context));
    if (isMap(node)) return convertMap(node, context);
    return null;
}

function convertScalar(node: Scalar): GoValue {
    const text = typeof node.value === "string" ? node.value : "";
    if (node.tag !== undefined && node.tag !== "tag:yaml.org,2002:str") {
        throw new Refusal(offsetOf(node), "tags other than !!str are not read: write the value itself");
    }
    if (node.type !== "PLAIN" || node.tag !== undefined) return text;
    if (INSTANT.test(text)) throw new Refusal(offsetOf(node), "a date without quotes: put it in quotes");
    return resolvePlain(text);
}

/**
 * What Go reads as an instant, and then writes in one of two other ways: `2026-12-31 00:00:00 +0000 UTC` in a stack
 * file. Nobody who writes a date wants that, so it is refused.
 */
const INSTANT = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}.*)?$/;

function convertMap(node: YAMLMap, context: Context): GoValue {
    const merged = new Map<string, GoValue>();
    const own = new Map<string, GoValue>();
    for (const { key, value } of node.items) {
        const name = convert(key, context);
        if (name !== null && typeof name === "object") {
            throw new Refusal(isScalar(key) ? offsetOf(key) : offsetOf(node), "a key must be plain text");
        }
        const item = convert(value, context);
        if (isScalar(key) && key.type === "PLAIN" && key.value === "<<") mergeInto(merged, item);
        else own.set(String(name), item);
    }
    const all = new Map([...merged, ...own]);
    return all.size === 1 && typeof all.get("secure") === "string" ? new Encrypted() : all;
}

/** `<<: *base`: keys of the base that the map does not have; of several bases the first counts. */
function mergeInto(target: Map<string, GoValue>, base: GoValue): void {
    const bases: GoValue[] = isGoList(base) ? [...base] : [base];
    for (const one of bases.reverse()) {
        if (isGoMap(one)) for (const [key, value] of one) target.set(key, value);
    }
}

const WORDS = new Map([
    ...["", "~", "null", "Null", "NULL"].map((word): [string, null] => [word, null]),
    ...["true", "True", "TRUE"].map((word): [string, boolean] => [word, true]),
    ...["false", "False", "FALSE"].map((word): [string, boolean] => [word, false]),
]);

/** What an unquoted text stands for. */
function resolvePlain(text: string): GoValue {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
    if (!/^[-+.\d]/.test(text)) return text;
    const digits = text.startsWith(".") ? text : text.replaceAll("_", "");
    return parseInteger(digits) ?? parseFloat64(digits) ?? text;
}

function parseInteger(text: string): bigint | undefined {
    const match = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(text);
    const body = match?.[2];
    if (body === undefined) return undefined;
    const size = BigInt(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body.toLowerCase());
    const value = match?.[1] === "-" ? -size : size;
    const signed = match?.[1] !== "";
    return value >= -(2n ** 63n) && value < (signed ? 2n ** 63n : 2n ** 64n) ? value : undefined;
}

function parseFloat64(text: string): number | undefined {
    if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return undefined;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}

export function isGoMap(value: GoValue | undefined): value is ReadonlyMap<string, GoValue> {
    return value instanceof Map;
}

export function isGoList(value: GoValue): value is readonly GoValue[] {
    return Array.isArray(value);
}

function offsetOf(node: Node): number {
    return node.range?.[0] ?? 0;
}
