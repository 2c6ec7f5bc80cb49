/** One value of a shape, exchanged in its text. */
import type ts from "typescript";

import type { Edit } from "./edit";

type Compiler = typeof ts;

/** Undefined where the path leads through anything but literals: a preset, a spread, a variable. */
export function shapeWith(compiler: Compiler, text: string, { from, path, to }: Edit): string | undefined {
    const { Latest } = compiler.ScriptTarget;
    const file = compiler.createSourceFile("shape.ts", text, Latest, true);
    const found = objectsIn(compiler, file).flatMap((object) => propertyAt(compiler, object, path) ?? []);
    const [property, ...others] = found.filter(
        ({ initializer }) => compiler.isStringLiteral(initializer) && initializer.text === from,
    );
    if (property === undefined || others.length > 0) return undefined;
    if (to === undefined) return without(text, property);
    const { initializer } = property;
    const quote = text.charAt(initializer.getStart());
    return `${text.slice(0, initializer.getStart())}${quote}${to}${quote}${text.slice(initializer.getEnd())}`;
}

/** What constants of the file are, and what their `satisfies` stand behind. */
function objectsIn(compiler: Compiler, file: ts.SourceFile): readonly ts.ObjectLiteralExpression[] {
    return file.statements.flatMap((statement) => {
        if (!compiler.isVariableStatement(statement)) return [];
        return statement.declarationList.declarations.flatMap(({ initializer }) => {
            const object = bare(compiler, initializer);
            return object !== undefined && compiler.isObjectLiteralExpression(object) ? [object] : [];
        });
    });
}

function bare(compiler: Compiler, expression: ts.Expression | undefined): ts.Expression | undefined {
    if (expression === undefined) return undefined;
    const isTyped = compiler.isSatisfiesExpression(expression) || compiler.isAsExpression(expression);
    return isTyped ? bare(compiler, expression.expression) : expression;
}

function propertyAt(
    compiler: Compiler,
    object: ts.ObjectLiteralExpression,
    [key, ...rest]: readonly string[],
): ts.PropertyAssignment | undefined {
    const property = object.properties
        .filter((one) => compiler.isPropertyAssignment(one))
        .find(
            ({ name }) =>
                (compiler.isIdentifier(name) || compiler.isStringLiteral(name)) && name.text === key,
        );
    if (property === undefined || rest.length === 0) return property;
    const inner = bare(compiler, property.initializer);
    return inner !== undefined && compiler.isObjectLiteralExpression(inner)
        ? propertyAt(compiler, inner, rest)
        : undefined;
}

/** With the comma behind it, and with its line where it has one of its own. */
function without(text: string, property: ts.PropertyAssignment): string {
    const start = property.getStart();
    const rest = /^\s*,/.exec(text.slice(property.getEnd()));
    const end = property.getEnd() + (rest?.[0].length ?? 0);
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const lineEnd = text.indexOf("\n", end);
    const hasOwnLine = text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd).trim() === "";
    if (hasOwnLine && lineEnd >= 0) return text.slice(0, lineStart) + text.slice(lineEnd + 1);
    return text.slice(0, start) + text.slice(end).replace(/^ /, "");
}
