/** Presets of stacks/presets.ts, and the words of a shape that each is made for. */
import ts from "typescript";
import type { z } from "zod";

import * as presets from "../../stacks/presets";
import type { WordGroup } from "./shape-words";
import type { Sources } from "./sources";
import { commentOf, declarationsBehind } from "./word-comments";

/** Where they stand, from the root of the repository. */
export const PRESETS_FILE = "stacks/presets.ts";

/** A preset as a reader writes it, and what is said of it. */
export interface Preset {
    /** `generalPool({ … })`, `SERVERLESS`. */
    readonly written: string;
    readonly text: string;
    readonly fits: (group: WordGroup) => boolean;
}

/**
 * A value fits where its words are taken. What a function returns is not known before it is called: it fits where the
 * type it states comes from.
 */
export function presetsOf(sources: Sources): readonly Preset[] {
    return [...sources.exportsOf(PRESETS_FILE)].map(([name, declaration]): Preset => {
        const text = commentOf(declaration)?.text ?? "";
        const maker = makerOf(declaration);
        if (maker !== undefined) {
            const schema = schemaOfType(sources, maker.type);
            return { written: `${name}(…)`, text, fits: (group) => isMadeBy(sources, group, schema) };
        }
        const value: unknown = Object.entries(presets).find(([key]) => key === name)?.[1];
        return { written: name, text, fits: ({ schemas }) => schemas.some((schema) => takes(schema, value)) };
    });
}

/** The function that makes the words: the preset itself, or what is handed to `preset(name, words, make)`. */
function makerOf(declaration: ts.Node): ts.SignatureDeclaration | undefined {
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    if (!ts.isVariableDeclaration(declaration)) return undefined;
    const { initializer } = declaration;
    if (initializer === undefined || !ts.isCallExpression(initializer)) return undefined;
    return initializer.arguments.find((argument) => ts.isArrowFunction(argument));
}

function takes(schema: z.ZodType, value: unknown): boolean {
    return value !== undefined && schema.safeParse(value).success;
}

function isMadeBy(sources: Sources, group: WordGroup, schema: ts.Node | undefined): boolean {
    return schema !== undefined && declarationsBehind(sources, group.makers).has(schema);
}

/** The schema whose words a type is: `z.infer<typeof schema>`, under whatever name it is handed on. */
function schemaOfType(sources: Sources, type: ts.TypeNode | undefined): ts.Node | undefined {
    if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
    const [argument] = type.typeArguments ?? [];
    if (argument !== undefined && ts.isTypeQueryNode(argument) && ts.isIdentifier(argument.exprName)) {
        return sources.resolved(argument.exprName);
    }
    const alias = ts.isIdentifier(type.typeName) ? sources.resolved(type.typeName) : undefined;
    return alias !== undefined && ts.isTypeAliasDeclaration(alias)
        ? schemaOfType(sources, alias.type)
        : undefined;
}
