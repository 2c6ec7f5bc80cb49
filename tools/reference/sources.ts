/** Sources of the repository by syntax alone, and what their names stand for across files. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

import { FORK } from "../plan/root";

/** Sources below a folder, each read once. */
export class Sources {
    private readonly files = new Map<string, ts.SourceFile | undefined>();

    public constructor(
        private readonly root: string,
        private readonly fork = FORK,
    ) {}

    /** What stands behind a name on the top level of a file; undefined when nothing does. */
    public declared(file: string, name: string): ts.Node | undefined {
        return this.exported(this.at(file), name, new Set());
    }

    /** Functions and constants that a file exports. */
    public exportsOf(file: string): ReadonlyMap<string, ts.FunctionDeclaration | ts.VariableDeclaration> {
        const found = new Map<string, ts.FunctionDeclaration | ts.VariableDeclaration>();
        for (const statement of this.read(this.at(file))?.statements ?? []) {
            if (!ts.canHaveModifiers(statement)) continue;
            const modifiers = ts.getModifiers(statement) ?? [];
            if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
            for (const declaration of declarationsOf(statement)) {
                if (ts.isTypeAliasDeclaration(declaration)) continue;
                const { name } = declaration;
                if (name !== undefined && ts.isIdentifier(name)) found.set(name.text, declaration);
            }
        }
        return found;
    }

    /** What an identifier stands for, in its own file or in the one it is imported from. */
    public resolved(identifier: ts.Identifier): ts.Node | undefined {
        const { fileName } = identifier.getSourceFile();
        return this.exported(fileName, identifier.text, new Set());
    }

    /** The fork's half may stand elsewhere. */
    private at(file: string): string {
        return path.join(file.startsWith("stacks/") ? this.fork : this.root, file);
    }

    private exported(file: string, name: string, seen: Set<string>): ts.Node | undefined {
        const place = `${file} ${name}`;
        if (seen.has(place)) return undefined;
        seen.add(place);
        for (const statement of this.read(file)?.statements ?? []) {
            const own = declarationsOf(statement).find((one) => one.name?.getText() === name);
            if (own !== undefined) return own;
            const from = elsewhere(statement, name);
            if (from === undefined) continue;
            const target = fileOf(file, from.module);
            if (target !== undefined) return this.exported(target, from.name, seen);
        }
        return undefined;
    }

    private read(file: string): ts.SourceFile | undefined {
        if (!this.files.has(file)) {
            const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
            const source =
                text === undefined
                    ? undefined
                    : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, /* setParentNodes */ true);
            this.files.set(file, source);
        }
        return this.files.get(file);
    }
}

function declarationsOf(
    statement: ts.Statement,
): readonly (ts.FunctionDeclaration | ts.TypeAliasDeclaration | ts.VariableDeclaration)[] {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
    if (ts.isFunctionDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [statement];
    return [];
}

/** Where a statement says that a name comes from, and what it is called there. */
function elsewhere(
    statement: ts.Statement,
    name: string,
): { readonly module: string; readonly name: string } | undefined {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return undefined;
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
    const named = ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : statement.exportClause;
    if (named === undefined || !(ts.isNamedImports(named) || ts.isNamedExports(named))) return undefined;
    const specifier = [...named.elements].find((element) => element.name.text === name);
    if (specifier === undefined) return undefined;
    return { module: moduleSpecifier.text, name: (specifier.propertyName ?? specifier.name).text };
}

/** Files of the repository alone: what a package says of its words is not read. */
function fileOf(from: string, module: string): string | undefined {
    if (!module.startsWith(".")) return undefined;
    const place = path.join(path.dirname(from), module);
    return [`${place}.ts`, path.join(place, "index.ts"), place].find((file) => existsSync(file));
}
