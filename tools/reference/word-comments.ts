/**
 * Doc comments of the words of a shape, read where their schemas are written. A schema knows its words when the program
 * runs, not what was said of them; the compiler's checker knows both and takes five seconds. So the syntax alone is
 * followed: calls, lists, spreads and names across files, as far as they lead to an object with the word.
 */
import ts from "typescript";

import type { Sources } from "./sources";

/** What a doc comment says. */
export interface WordComment {
    readonly text: string;
    /** Of the tag `@default`. */
    readonly default?: string;
    /** Of the tag `@example`. */
    readonly example?: string;
}

/** An expression that makes a schema, or part of one. */
export type Written = ts.Node;

/** What is written of a word: its comment, and the expressions that make its schema. */
export interface WrittenWord {
    readonly comment: WordComment | undefined;
    readonly below: readonly Written[];
}

/** Every object an expression leads to, the values of objects left aside. */
function objectsOf(
    sources: Sources,
    node: ts.Node,
    seen: Set<ts.Node> = new Set(),
): ts.ObjectLiteralExpression[] {
    if (seen.has(node)) return [];
    seen.add(node);
    const beyond = nextOf(sources, node).flatMap((next) => objectsOf(sources, next, seen));
    return ts.isObjectLiteralExpression(node) ? [node, ...beyond] : beyond;
}

/** A step on the way to objects: what a call is made on and given, what a list holds, what a name stands for. */
function nextOf(sources: Sources, node: ts.Node): readonly ts.Node[] {
    if (ts.isObjectLiteralExpression(node)) {
        return node.properties.filter(ts.isSpreadAssignment).map(({ expression }) => expression);
    }
    if (ts.isCallExpression(node)) {
        const { arguments: given, expression } = node;
        if (ts.isPropertyAccessExpression(expression)) return [expression, ...given];
        return expression.getText() === DEFINED ? given.flatMap(optionsOf) : given;
    }
    if (ts.isArrayLiteralExpression(node)) return node.elements;
    if (ts.isIdentifier(node)) return [sources.resolved(node)].filter((found) => found !== undefined);
    if (ts.isVariableDeclaration(node)) return node.initializer === undefined ? [] : [node.initializer];
    if (ts.isFunctionDeclaration(node)) return returnedBy(node);
    return isAround(node) ? [node.expression] : [];
}

/** Makes a chart of the catalogue, whose words stand among what else is said of it. */
const DEFINED = "defineChart";

function optionsOf(definition: ts.Expression): ts.Expression[] {
    return ts.isObjectLiteralExpression(definition) ? propertiesOf([definition], "options").map(valueOf) : [];
}

function isAround(node: ts.Node): node is ts.Node & { readonly expression: ts.Expression } {
    return (
        ts.isAsExpression(node) ||
        ts.isParenthesizedExpression(node) ||
        ts.isPropertyAccessExpression(node) ||
        ts.isSatisfiesExpression(node) ||
        ts.isSpreadElement(node)
    );
}

/** Names an expression passes on its way to its objects: by them a type is known again. */
export function declarationsBehind(sources: Sources, nodes: readonly Written[]): ReadonlySet<ts.Node> {
    const seen = new Set<ts.Node>();
    for (const node of nodes) objectsOf(sources, node, seen);
    return seen;
}

/** What is written of a word of the schema that these expressions make. */
export function wordOf(sources: Sources, makers: readonly Written[], word: string): WrittenWord {
    const found = propertiesOf(
        makers.flatMap((maker) => objectsOf(sources, maker)),
        word,
    );
    if (found.length > 0) {
        return { comment: firstComment(found), below: found.map(valueOf) };
    }
    // Words made by a function from names: what is said stands on the names, what they hold on what it was given.
    const names = propertiesOf(
        makers.flatMap((maker) => calledBy(sources, maker).flatMap((called) => objectsOf(sources, called))),
        word,
    );
    return { comment: firstComment(names), below: [...makers, ...names.map(valueOf)] };
}

/** Of a union's makers, those of the member with this word. */
export function memberOf(
    sources: Sources,
    makers: readonly Written[],
    discriminator: string,
    word: string,
): readonly Written[] {
    const members = makers
        .flatMap((maker) => objectsOf(sources, maker))
        .filter((object) =>
            propertiesOf([object], discriminator).some((property) =>
                valueOf(property).getText().includes(JSON.stringify(word)),
            ),
        );
    return members.length === 0 ? makers : members;
}

type Property = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

function propertiesOf(objects: readonly ts.ObjectLiteralExpression[], name: string): Property[] {
    return objects.flatMap(({ properties }) =>
        properties.filter(
            (property): property is Property =>
                (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) &&
                (ts.isStringLiteral(property.name) || ts.isIdentifier(property.name)) &&
                property.name.text === name,
        ),
    );
}

function valueOf(property: Property): ts.Expression {
    return ts.isPropertyAssignment(property) ? property.initializer : property.name;
}

function returnedBy({ body }: ts.FunctionDeclaration): ts.Expression[] {
    return [...(body?.statements ?? [])].flatMap((statement) =>
        ts.isReturnStatement(statement) && statement.expression !== undefined ? [statement.expression] : [],
    );
}

/** The functions that an expression calls by name, in the spreads of its objects as well. */
function calledBy(sources: Sources, maker: ts.Node): ts.Node[] {
    const seen = new Set<ts.Node>();
    objectsOf(sources, maker, seen);
    return [...seen].filter(ts.isCallExpression).flatMap(({ expression }) => {
        const called = ts.isIdentifier(expression) ? sources.resolved(expression) : undefined;
        return called === undefined ? [] : [called];
    });
}

function firstComment(properties: readonly Property[]): WordComment | undefined {
    return properties.map(commentOf).find((comment) => comment !== undefined);
}

/** What the last doc comment of a node says. */
export function commentOf(node: ts.Node): WordComment | undefined {
    const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
    if (comment === undefined) return undefined;
    const tag = (name: string) => {
        const found = comment.tags?.find(({ tagName }) => tagName.text === name);
        return ts.getTextOfJSDocComment(found?.comment)?.trim();
    };
    const [fallback, example] = [tag("default"), tag("example")];
    return {
        text: oneLine(ts.getTextOfJSDocComment(comment.comment) ?? ""),
        ...(fallback === undefined ? {} : { default: oneLine(fallback) }),
        ...(example === undefined ? {} : { example }),
    };
}

function oneLine(text: string): string {
    return text.replaceAll(/\s+/g, " ").trim();
}
