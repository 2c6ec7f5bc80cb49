/**
 * YAML as the Pulumi engine reads it. The engine's parser is Go's yaml.v3, which differs from YAML 1.2 where it
 * hurts: `012` is ten, `1_000` a number. Source: go-yaml v3.0.1 decode.go; pulumi/pulumi v3.248.0
 * sdk/go/common/resource/config/object.go, read 2026-11. tests/fixtures/settings-reader/ has what the engine's own
 * reader says of a thousand texts: it is never more strict than this one, and where both read, they read the same.
 */
import {
    type Alias,
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

import { checkLines, checkWriting } from "./go-syntax";
import { type GoScalar, isInstant, resolvePlain } from "./go-scalars";
import { decodeYaml, type YamlFault } from "./yaml-bytes";

/** Stands for an encrypted value. Its ciphertext is dropped while reading. */
export class Encrypted {
    public readonly kind = "encrypted";
}

export type GoValue = GoScalar | Encrypted | readonly GoValue[] | ReadonlyMap<string, GoValue>;

export interface GoDocument {
    readonly value: GoValue;
    readonly faults: readonly YamlFault[];
}

/** Reads one YAML document. With faults, `value` is null. Never throws. */
export function readGoYaml(bytes: Uint8Array): GoDocument {
    const decoded = decodeYaml(bytes);
    if ("fault" in decoded) return { value: null, faults: [decoded.fault] };
    const { text } = decoded;
    const lines = new LineCounter();
    const at = (offset: number, what: string): YamlFault => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col, what };
    };
    try {
        const doc = parseDocument(text, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
        const errors = doc.errors.map((error) => at(error.pos[0], SYNTAX[error.code] ?? "not valid YAML"));
        const faults = upToTab(oneOfEachLine(errors), text.split("\n"));
        if (faults.length > 0) return { value: null, faults };
        const fault = checkLines(doc, text);
        if (fault !== undefined) return { value: null, faults: [at(fault.offset, fault.what)] };
        return { value: new Reader(doc, text).read(), faults: [] };
    } catch (error) {
        if (error instanceof Refusal) return { value: null, faults: [at(error.offset, error.message)] };
        // The parser and the reader go as deep as the text does.
        if (error instanceof RangeError) return { value: null, faults: [at(0, "nested too deep")] };
        throw error;
    }
}

/** What follows a fault on its line is mostly the parser stumbling over the rest. */
function oneOfEachLine(faults: readonly YamlFault[]): YamlFault[] {
    return faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index);
}

/** Behind a tab the parser stumbles over whatever follows, and whoever writes tabs writes many: one message for all. */
function upToTab(faults: readonly YamlFault[], lines: readonly string[]): readonly YamlFault[] {
    const isTab = faults.some(({ what }) => what === SYNTAX["TAB_AS_INDENT"]);
    const first = faults.findIndex(({ line }) => INDENTED_BY_TAB.test(lines[line - 1] ?? ""));
    const { line } = faults[first] ?? {};
    // In brackets a tab may stand: what is wrong there is something else.
    if (!isTab || line === undefined) return faults;
    const column = (lines[line - 1] ?? "").indexOf("\t") + 1;
    const further = lines.slice(line).filter((text) => INDENTED_BY_TAB.test(text)).length;
    const alike = further === 0 ? "" : `, as on ${further} further line${further === 1 ? "" : "s"}`;
    return [...faults.slice(0, first), { line, column, what: `a tab${alike}: indent with spaces` }];
}

const INDENTED_BY_TAB = /^ *\t[ \t]*[^\s#]/;

const GIVEN_BEFORE = "this key was given before";

/** The parser's codes in words. Its own messages may quote the file. */
const SYNTAX: Readonly<Record<string, string>> = {
    BAD_INDENT: "the indentation does not fit the lines around it, or a bracket above is left open",
    BAD_SCALAR_START: "a plain value cannot begin with this character: put it in quotes",
    BLOCK_AS_IMPLICIT_KEY: "a map cannot begin here: an indentation or a quote is missing",
    DUPLICATE_KEY: GIVEN_BEFORE,
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

/** Goes through a document in the order of go-yaml's decoder, so that both count alike. */
class Reader {
    /** Aliases being followed, so that one that holds itself ends. */
    private readonly open = new Set<Node>();
    private readonly checked = new Set<Node>();
    private readonly growth = new AliasGrowth();
    /** Maps around the one being read. */
    private depth = 0;

    public constructor(
        private readonly doc: Document.Parsed,
        private readonly text: string,
    ) {}

    public read(): GoValue {
        this.growth.count(0);
        return this.value(this.doc.contents);
    }

    private value(node: unknown, inFlow = false): GoValue {
        if (node === null || node === undefined) return this.nothing();
        if (isAlias(node)) return this.follow(node, (target) => this.value(target));
        if (isMap(node)) return this.map(node);
        if (isSeq(node)) {
            this.enter(node);
            this.check(node);
            return node.items.map((item) => this.value(item, node.flow === true));
        }
        return isScalar(node) ? this.scalar(node, inFlow) : null;
    }

    private nothing(): null {
        this.growth.count(this.open.size);
        return null;
    }

    private enter(node: Node): void {
        if (!this.growth.count(this.open.size)) {
            throw new Refusal(offsetOf(node), "aliases make the file grow beyond what the engine reads");
        }
    }

    private check(node: Node, inFlow = false): void {
        // What aliases lead to comes by again and again.
        if (this.checked.has(node)) return;
        this.checked.add(node);
        const fault = checkWriting(node, this.text, inFlow);
        if (fault !== undefined) throw new Refusal(fault.offset, fault.what);
    }

    private follow<Result>(alias: Alias, go: (target: Node) => Result): Result {
        this.enter(alias);
        const target = alias.resolve(this.doc);
        if (target === undefined) throw new Refusal(offsetOf(alias), "this alias names no anchor above it");
        if (this.open.has(target)) throw new Refusal(offsetOf(alias), "this alias holds itself");
        this.open.add(target);
        const result = go(target);
        this.open.delete(target);
        return result;
    }

    private scalar(node: Scalar, inFlow: boolean): GoScalar {
        this.enter(node);
        this.check(node, inFlow);
        const text = typeof node.value === "string" ? node.value : "";
        if (node.type !== "PLAIN" || node.tag !== undefined) return text;
        if (isInstant(text)) throw new Refusal(offsetOf(node), "a date without quotes: put it in quotes");
        const value = resolvePlain(text);
        if (typeof value !== "number" || Number.isFinite(value)) return value;
        throw new Refusal(offsetOf(node), "infinity, or no number: put it in quotes if it is meant as text");
    }

    private map(node: YAMLMap): GoValue {
        const all = new Map<string, GoValue>();
        this.depth += 1;
        this.fill(node, all);
        this.depth -= 1;
        return all.size === 1 && typeof all.get("secure") === "string" ? new Encrypted() : all;
    }

    /** @param taken keys that a map which merges this one has already */
    private fill(node: YAMLMap, target: Map<string, GoValue>, taken?: Set<string>): void {
        this.enter(node);
        this.check(node);
        const own = new Set<string>();
        for (const { key, value } of node.items) {
            if (isMerge(key)) continue;
            const name = this.key(key, node);
            if (own.has(name)) throw new Refusal(offsetOf(isScalar(key) ? key : node), GIVEN_BEFORE);
            own.add(name);
            if (taken?.has(name) === true) continue;
            taken?.add(name);
            target.set(name, this.value(value, node.flow === true));
        }
        const merged = node.items.find(({ key }) => isMerge(key));
        if (merged === undefined) return;
        // go-yaml reads a map's keys once more to merge into it.
        if (taken === undefined) node.items.forEach(() => this.nothing());
        this.merge(node, merged.value, target, taken ?? own);
    }

    private key(node: unknown, map: YAMLMap): string {
        const name = this.value(node, map.flow === true);
        // The engine takes a number as a key within a setting, but not for a setting's own name.
        if (typeof name === "string") return name;
        if (name !== null && typeof name !== "object" && this.depth > 2) return String(name);
        throw new Refusal(offsetOf(isScalar(node) ? node : map), "a key must be text: put it in quotes");
    }

    /** `<<: *base`: keys of the base that the map does not have; of several bases the first counts. */
    private merge(map: YAMLMap, base: unknown, target: Map<string, GoValue>, taken: Set<string>): void {
        if (isAlias(base)) {
            this.follow(base, (found) => {
                if (!isMap(found)) throw new Refusal(offsetOf(base), MERGE);
                this.fill(found, target, taken);
            });
        } else if (isMap(base)) {
            this.fill(base, target, taken);
        } else if (isSeq(base) && !base.items.some((item) => isSeq(item))) {
            for (const item of base.items) this.merge(map, item, target, taken);
        } else {
            throw new Refusal(offsetOf(map), MERGE);
        }
    }
}

/** Quoted as well: the engine writes the file anew before it reads it, and this key without quotes. */
function isMerge(key: unknown): boolean {
    return isScalar(key) && key.value === "<<";
}

const MERGE = "<<: takes a map or a list of maps";

/**
 * How much of a file may come from following aliases: a few lines can otherwise stand for more than memory holds.
 * Source: go-yaml v3.0.1 decode.go, allowedAliasRatio and (*decoder).unmarshal.
 */
class AliasGrowth {
    private nodes = 0;
    private throughAliases = 0;

    /** Whether one more node may be read, `depth` aliases deep. */
    public count(depth: number): boolean {
        this.nodes += 1;
        if (depth > 0) this.throughAliases += 1;
        if (this.throughAliases <= 100 || this.nodes <= 1000) return true;
        const [low, high] = [400_000, 4_000_000];
        const beyond = Math.min(Math.max(this.nodes - low, 0), high - low) / (high - low);
        return this.throughAliases / this.nodes <= 0.99 - 0.89 * beyond;
    }
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
