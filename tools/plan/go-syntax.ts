/**
 * Ways of writing that YAML 1.2 takes and the engine's parser refuses, loses or reads as something else. Each is
 * refused, since the plan would otherwise stand for other settings than the update.
 * Source: go-yaml v3.0.1 scannerc.go, emitterc.go; seen with the engine's own reader, tests/fixtures/settings-reader/.
 */
import {
    type Document,
    isCollection,
    isMap,
    isNode,
    isScalar,
    isSeq,
    type Node,
    type Pair,
    type Scalar,
    visit,
} from "yaml";

export interface WritingFault {
    readonly offset: number;
    readonly what: string;
}

/** What concerns no value: a directive, and a tab on a line without one. */
export function checkLines(doc: Document.Parsed, source: string): WritingFault | undefined {
    const directive = /^%YAML (?!1\.1[ \t]*$)/m.exec(source);
    if (directive !== null && directive.index < (doc.contents?.range[0] ?? source.length)) {
        return { offset: directive.index, what: "the engine reads YAML 1.1: remove this line" };
    }
    const tabbed = [...source.matchAll(/^ *\t[ \t]*(?:#.*)?\r?$/gm)].map(({ index }) => index);
    if (tabbed.length === 0) return undefined;
    const kept: (readonly [start: number, end: number])[] = [];
    visit(doc, (_, node) => {
        if (isNode(node) && mayHoldTabs(node) && node.range) kept.push([node.range[0], node.range[1]]);
    });
    const offset = tabbed.find((at) => !kept.some(([start, end]) => at >= start && at < end));
    return offset === undefined ? undefined : { offset, what: "a tab on an empty line: remove it" };
}

function mayHoldTabs(node: Node): boolean {
    return isCollection(node) ? node.flow === true : isScalar(node) && node.type !== "PLAIN";
}

/** @param inFlow whether the node stands in a list or map on one line, in brackets */
export function checkWriting(node: Node, source: string, inFlow: boolean): WritingFault | undefined {
    const [start = 0] = node.range ?? [];
    const found = isScalar(node) ? scalarFault(node, source, inFlow) : collectionFault(node, source);
    const what = found ?? tagFault(node) ?? anchorFault(node);
    return what === undefined ? undefined : { offset: start, what };
}

function tagFault({ tag }: Node): string | undefined {
    return tag === undefined || tag === "tag:yaml.org,2002:str"
        ? undefined
        : "tags other than !!str are not read: write the value itself";
}

/** Names of YAML 1.1: `&a:` is an anchor `a` with a colon behind it. */
function anchorFault(node: Node): string | undefined {
    if (!isScalar(node) && !isCollection(node)) return undefined;
    return node.anchor === undefined || /^[\w-]+$/.test(node.anchor)
        ? undefined
        : "an anchor's name has letters, digits, hyphens and underscores only";
}

function scalarFault(node: Scalar, source: string, inFlow: boolean): string | undefined {
    if (tagFault(node) !== undefined) return undefined;
    const written = source.slice(node.range?.[0], node.range?.[1]);
    if (node.type === "QUOTE_DOUBLE" && hasRefusedEscape(written)) {
        return "an escape the engine does not know: write the character itself";
    }
    if (node.type === "PLAIN" && inFlow && /^:|\?/.test(written)) {
        return "a colon at the start, or a question mark, in brackets: put the value in quotes";
    }
    // The engine writes the file anew before it reads it, and its writer breaks such texts.
    return /^(?:\n|\t[^]*\n)/.test(String(node.value))
        ? "a text of several lines cannot begin with an empty line or a tab: the engine would lose it"
        : undefined;
}

/** JSON's `\/`, and halves of a character beyond U+FFFF, as JSON writes them. */
const REFUSED_ESCAPE = /^\\(?:\/|u[dD][89a-fA-F])/;

function hasRefusedEscape(written: string): boolean {
    // One escape after the other: behind `\\` a slash stands for itself.
    const escapes = written.match(/\\(?:u[\da-fA-F]{4}|[^])/g) ?? [];
    return escapes.some((escape) => REFUSED_ESCAPE.test(escape));
}

function collectionFault(node: Node, source: string): string | undefined {
    if (isSeq(node)) {
        const items = node.flow === true ? [] : node.items;
        if (items.some((item) => isBehindTab(item, source))) return "a tab after a dash: write a space";
        return checkPairs(
            node.flow === true ? node.items.flatMap((item) => (isMap(item) ? item.items : [])) : [],
            source,
        );
    }
    if (!isMap(node)) return undefined;
    if (node.flow === true) return checkPairs(node.items, source);
    return node.items.some(({ key }) => isBehindTab(key, source))
        ? "a tab after a question mark: write a space"
        : undefined;
}

/** `{a:,` is a key `a:` to go-yaml. */
function checkPairs(pairs: readonly Pair[], source: string): string | undefined {
    const glued = pairs.some(({ key }) => {
        const end = isScalar(key) && key.type === "PLAIN" ? key.range?.[1] : undefined;
        return end !== undefined && /^:[,[\]{}]/.test(source.slice(end, end + 2));
    });
    return glued ? "in brackets a colon wants a space after it" : undefined;
}

function isBehindTab(node: unknown, source: string): boolean {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start !== undefined && /[-?] *\t[ \t]*$/.test(source.slice(Math.max(0, start - 80), start));
}
