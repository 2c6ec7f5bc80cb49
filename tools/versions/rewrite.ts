/** Writes pins into the text of components/versions.ts. The syntax tree says where; the rest of the text stays. */
import path from "node:path";

import type ts from "typescript";

import { ROOT } from "../plan/root";

/** The file with the pins; the layout of what is written is that of its place, wherever it is written to. */
export const VERSIONS_FILE = path.join(ROOT, "components", "versions.ts");

/** A pin to be written: the version AWS answered, and the day it did. */
export interface PinEdit {
    readonly minor: string;
    readonly addon: string;
    readonly value: string;
    readonly seen: string;
}

/** Name of the function in the file that makes a pin of an answer. */
const MAKER = "addonAnswer";

const MAKER_TEXT = `
/** What AWS answered when this file was last updated: \`npm run versions -- update\`. */
function ${MAKER}(value: string, seen: string): Pin {
    return {
        value,
        source: "AWS, aws eks describe-addon-versions",
        seen,
        address: "https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html",
    };
}
`;

/** The text with the pins in it, laid out as prettier lays out the file. */
export async function rewriteVersions(text: string, edits: readonly PinEdit[]): Promise<string> {
    // Both are large and only this command needs them.
    const [{ default: compiler }, prettier] = await Promise.all([import("typescript"), import("prettier")]);
    const pinned = edits.reduce((all, edit) => writePin(all, edit, compiler), text);
    const made =
        edits.length === 0 || pinned.includes(`function ${MAKER}(`) ? pinned : `${pinned}${MAKER_TEXT}`;
    const tidy = dropUnused(made, compiler);
    return prettier.format(tidy, {
        ...(await prettier.resolveConfig(VERSIONS_FILE)),
        filepath: VERSIONS_FILE,
    });
}

type Compiler = typeof ts;

function parse(text: string, compiler: Compiler): ts.SourceFile {
    return compiler.createSourceFile("versions.ts", text, compiler.ScriptTarget.ES2022, true);
}

function writePin(text: string, { minor, addon, value, seen }: PinEdit, compiler: Compiler): string {
    const call = `${MAKER}(${JSON.stringify(value)}, ${JSON.stringify(seen)})`;
    const table = tableOf(parse(text, compiler), compiler);
    const row = table === undefined ? undefined : propertyOf(table, minor, compiler);
    if (row === undefined || !compiler.isObjectLiteralExpression(row)) {
        throw new Error(`components/versions.ts: ADDON_VERSIONS has no row ${minor} written as an object`);
    }
    const pin = propertyOf(row, addon, compiler);
    if (pin !== undefined) return splice(text, pin.getStart(), pin.getEnd(), call);
    const end = row.getEnd() - 1;
    const comma = row.properties.length === 0 || row.properties.hasTrailingComma ? "" : ",";
    return splice(text, end, end, `${comma}${JSON.stringify(addon)}: ${call},`);
}

function tableOf(source: ts.SourceFile, compiler: Compiler): ts.ObjectLiteralExpression | undefined {
    for (const statement of source.statements) {
        if (!compiler.isVariableStatement(statement)) continue;
        for (const { name, initializer } of statement.declarationList.declarations) {
            const found = name.getText() === "ADDON_VERSIONS" && initializer !== undefined;
            if (found && compiler.isObjectLiteralExpression(initializer)) return initializer;
        }
    }
    return undefined;
}

function propertyOf(
    object: ts.ObjectLiteralExpression,
    key: string,
    compiler: Compiler,
): ts.Expression | undefined {
    for (const property of object.properties) {
        if (!compiler.isPropertyAssignment(property)) continue;
        const { name } = property;
        const named = compiler.isIdentifier(name) || compiler.isStringLiteral(name);
        if (named && name.text === key) return property.initializer;
    }
    return undefined;
}

/** Removes functions that only the replaced pins called: the compiler refuses unused ones. */
function dropUnused(text: string, compiler: Compiler): string {
    const source = parse(text, compiler);
    const unused = source.statements.find(
        (statement) =>
            compiler.isFunctionDeclaration(statement) &&
            statement.modifiers === undefined &&
            statement.name !== undefined &&
            usesOf(statement.name.text, source, compiler) === 1,
    );
    if (unused === undefined) return text;
    return dropUnused(splice(text, unused.getFullStart(), unused.getEnd(), ""), compiler);
}

/** How often a name stands in the file, its declaration included. */
function usesOf(name: string, node: ts.Node, compiler: Compiler): number {
    let uses = compiler.isIdentifier(node) && node.text === name ? 1 : 0;
    compiler.forEachChild(node, (child) => void (uses += usesOf(name, child, compiler)));
    return uses;
}

function splice(text: string, start: number, end: number, replacement: string): string {
    return `${text.slice(0, start)}${replacement}${text.slice(end)}`;
}
