/** The line of a file at which an environment says something: its settings file, or what `stacks/` says of its shape. */
import { readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";
import { isNode, LineCounter, parseDocument } from "yaml";

import type { Place } from "../parity/sources";
import { Sources } from "../reference/sources";

/** Where a fork lists its environments, from its root. */
const ENVIRONMENTS_FILE = "stacks/environments.ts";

export interface Location {
    /** From the root of the repository, with slashes. */
    readonly file: string;
    /** From 1. */
    readonly line: number;
}

export type Locator = (stack: string, environment: string, place: Place | undefined) => Location;

/** Files are read once, however many findings point at them. */
export function locatorIn(directory: string): Locator {
    const sources = new Sources(directory, directory);
    const settings = new Map<string, ReturnType<typeof readSettings>>();
    return (stack, environment, place) => {
        const file = `Pulumi.${stack}.yaml`;
        if (place?.[0] === "shape") {
            const found = inShape(sources, directory, environment, place.slice(1));
            if (found !== undefined) return found;
        }
        const read = settings.get(file) ?? readSettings(path.join(directory, file));
        settings.set(file, read);
        const keys = place?.[0] === "settings" ? place.slice(1) : ["environment"];
        return { file, line: lineIn(read, keys) };
    };
}

function readSettings(file: string) {
    const lines = new LineCounter();
    return { document: parseDocument(readFileSync(file, "utf8"), { lineCounter: lines }), lines };
}

/** As deep as the file goes: a default stands nowhere, and what holds it does. */
function lineIn(
    { document, lines }: ReturnType<typeof readSettings>,
    [first = "", ...rest]: readonly string[],
): number {
    const whole = ["config", `platform:${first}`, ...rest];
    for (let length = whole.length; length > 0; length -= 1) {
        const node = document.getIn(whole.slice(0, length), true);
        if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
}

function inShape(
    sources: Sources,
    directory: string,
    environment: string,
    keys: readonly string[],
): Location | undefined {
    const list = sources.declared(ENVIRONMENTS_FILE, "ENVIRONMENTS");
    const shape = list === undefined ? undefined : propertyBelow(sources, list, environment);
    if (shape === undefined) return undefined;
    let node = shape;
    for (const key of keys) {
        const inner = propertyOf(sources, node, key);
        if (inner === undefined) break;
        node = inner;
    }
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    return { file: path.relative(directory, file.fileName).split(path.sep).join("/"), line: line + 1 };
}

/** Of the first object at any depth that has the key. */
function propertyBelow(sources: Sources, node: ts.Node, key: string): ts.Node | undefined {
    if (ts.isObjectLiteralExpression(node)) {
        const own = propertyOf(sources, node, key);
        if (own !== undefined) return own;
    }
    return ts.forEachChild(node, (child) => propertyBelow(sources, child, key));
}

/** What stands at a key, through names, calls of presets and spreads. */
function propertyOf(sources: Sources, node: ts.Node, key: string): ts.Node | undefined {
    const object = objectBehind(sources, node);
    if (object === undefined) return undefined;
    for (const property of [...object.properties].reverse()) {
        if (ts.isSpreadAssignment(property)) {
            const spread = propertyOf(sources, property.expression, key);
            if (spread !== undefined) return spread;
        } else if (textOfName(property.name) === key) {
            // A name alone is declared elsewhere, and that is where it is decided.
            if (!ts.isShorthandPropertyAssignment(property)) return property;
            return sources.resolved(property.name) ?? property;
        }
    }
    return undefined;
}

function objectBehind(sources: Sources, node: ts.Node): ts.ObjectLiteralExpression | undefined {
    if (ts.isObjectLiteralExpression(node)) return node;
    if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
        return node.initializer === undefined ? undefined : objectBehind(sources, node.initializer);
    }
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
        return objectBehind(sources, node.expression);
    }
    if (ts.isCallExpression(node))
        return node.arguments.map((one) => objectBehind(sources, one)).find(Boolean);
    if (!ts.isIdentifier(node)) return undefined;
    const target = sources.resolved(node);
    return target === undefined ? undefined : objectBehind(sources, target);
}

function textOfName(name: ts.PropertyName): string {
    return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}
