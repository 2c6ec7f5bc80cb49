/**
 * Slips of the pen in the kit's TypeScript, as one line: a syntax error, a wrong import, an undefined name. What else
 * fails keeps its whole stack trace. Loaded only when something failed.
 */
import path from "node:path";

/** What esbuild knows of a file it cannot read. Source: esbuild 0.28.2, lib/main.d.ts, BuildFailure and Message. */
interface SyntaxFault {
    readonly errors: readonly {
        readonly text: string;
        readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
    }[];
}

/** Who asked for a module that is not there. Source: Node 20 to 24, lib/internal/modules/cjs/loader.js, `requireStack`. */
interface MissingModule {
    readonly code: string;
    readonly requireStack: readonly string[];
}

interface Frame {
    /** Relative to the root, with `/`. */
    readonly file: string;
    readonly line: string;
    readonly column: string;
    /** Code outside of any function: below it are frames of Node's loader only. */
    readonly topLevel: boolean;
}

/** `stacks/dev.ts:12:5: generalPol is not defined`; undefined when the error is of another kind. */
export function describeFault(error: unknown, root: string): string | undefined {
    if (!(error instanceof Error)) return undefined;
    if (isSyntaxFault(error)) return syntaxFault(error);
    const frames = framesOf(error, root);
    if (isMissingModule(error)) return missingModule(error, frames, root);
    const [first] = frames;
    if (first === undefined || !isOwn(first)) return undefined;
    const inData = error instanceof ReferenceError && first.file.startsWith("stacks/");
    return first.topLevel || inData ? at(first, reasonOf(error)) : undefined;
}

function syntaxFault({ errors }: SyntaxFault): string | undefined {
    const [first] = errors;
    if (first?.location === undefined || first.location === null) return undefined;
    const { file, line, column } = first.location;
    // esbuild counts columns from 0.
    return `${file}:${line}:${column + 1}: ${first.text}`;
}

function missingModule(error: Error & MissingModule, frames: readonly Frame[], root: string) {
    const [asking] = error.requireStack;
    const frame = frames.find(({ file }) => asking !== undefined && file === relative(root, asking));
    const name = /^Cannot find module '(.*)'/.exec(error.message)?.[1];
    if (frame === undefined || !isOwn(frame) || name === undefined) return undefined;
    const remedy = name.startsWith(".")
        ? `no file "${name}" here. Correct the import`
        : `no package holds "${name}". Correct the import, or add the package to package.json`;
    return at(frame, `${remedy}.`);
}

/** V8's words; esbuild's name for an import is no name in the file. */
function reasonOf({ message }: Error): string {
    const wrong = /^(?:\(0 , )?import_\w+\.(\w+)\)? is not a (?:function|constructor)$/.exec(message)?.[1];
    return wrong === undefined ? message : `the file "${wrong}" is imported from does not export it.`;
}

function at({ file, line, column }: Frame, reason: string): string {
    return `${file}:${line}:${column}: ${reason}`;
}

function isOwn({ file }: Frame): boolean {
    return file.endsWith(".ts") && !file.startsWith("../") && !file.includes("node_modules/");
}

function framesOf({ stack = "" }: Error, root: string): Frame[] {
    return stack.split("\n").flatMap((text) => {
        const [, caller = "", file, line, column] =
            /^ {4}at (?:(.*) \()?(.*?):(\d+):(\d+)\)?$/.exec(text) ?? [];
        if (file === undefined || line === undefined || column === undefined) return [];
        return [{ file: relative(root, file), line, column, topLevel: caller === "Object.<anonymous>" }];
    });
}

function relative(root: string, file: string): string {
    return path.relative(root, file).split(path.sep).join("/");
}

function isSyntaxFault(error: Error): error is Error & SyntaxFault {
    return "errors" in error && Array.isArray(error.errors);
}

function isMissingModule(error: Error): error is Error & MissingModule {
    return "requireStack" in error && Array.isArray(error.requireStack);
}
