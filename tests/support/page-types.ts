/** TypeScript of pages, each as it stands in a fork that followed the page, seen by one compiler. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

import { ROOT } from "../../tools/plan/root";
import { filesAfter } from "./followed-page";
import { textInCopy } from "./lay-fork";

const FORK = path.join(ROOT, "tests", "fixtures", "fork");
/** A fork that followed a page stands in a folder of its own here, which exists nowhere. */
const PAGES = path.join(ROOT, "followed-pages");

/** Everything the compiler finds wrong with pages below docs/, with the place. */
export function faultsOfTypes(pages: readonly string[]): readonly string[] {
    const written = new Map(pages.flatMap(filesOf));
    const host = hostOf(written);
    const program = ts.createProgram([...written.keys()], optionsOf(), host);
    return [...written.keys()].flatMap((name) => {
        const file = program.getSourceFile(name);
        const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
        return found.map(({ messageText, start = 0 }) => {
            const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
            const said = ts.flattenDiagnosticMessageText(messageText, " ");
            return `${path.relative(PAGES, name)}:${line} ${said}`;
        });
    });
}

function optionsOf(): ts.CompilerOptions {
    const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) =>
        readFileSync(file, "utf8"),
    ) as { readonly config: { readonly compilerOptions: object } };
    const { options } = ts.convertCompilerOptionsFromJson(
        { ...config.compilerOptions, incremental: false, tsBuildInfoFile: undefined, types: ["node"] },
        ROOT,
    );
    return options;
}

function filesOf(page: string): [string, string][] {
    const files = filesAfter(page, textInCopy);
    const folder = path.join(PAGES, page.replace(/\.md$/, ""));
    return [...files]
        .filter(([name]) => name.endsWith(".ts"))
        .map(([name, text]) => [path.join(folder, name), text]);
}

/** Files of pages are in memory; what a page did not write is the tests' fork's, or the kit's. */
function hostOf(written: ReadonlyMap<string, string>): ts.CompilerHost {
    const host = ts.createCompilerHost(optionsOf());
    const standsAt = (file: string): string | undefined => {
        const [, name = ""] = /^.*?\/(stacks\/.*|components\/.*)$/.exec(path.relative(PAGES, file)) ?? [];
        const places = [file, path.join(FORK, name), path.join(ROOT, name)];
        return places.find((place) => written.has(place) || existsSync(place));
    };
    return {
        ...host,
        fileExists: (file) => written.has(file) || host.fileExists(file),
        readFile: (file) => written.get(file) ?? host.readFile(file),
        getSourceFile: (file, version, ...rest) => {
            const text = written.get(file);
            return text === undefined
                ? host.getSourceFile(file, version, ...rest)
                : ts.createSourceFile(file, text, version);
        },
        resolveModuleNameLiterals: (literals, containing, _, options) =>
            literals.map(({ text }) => {
                const isInPage = containing.startsWith(PAGES);
                const standing =
                    isInPage && text.startsWith(".")
                        ? standsAt(path.join(path.dirname(containing), `${text}.ts`))
                        : undefined;
                if (standing !== undefined) {
                    return { resolvedModule: { resolvedFileName: standing, extension: ts.Extension.Ts } };
                }
                const from = isInPage ? path.join(ROOT, "index.ts") : containing;
                return ts.resolveModuleName(
                    text,
                    from,
                    options,
                    host,
                    undefined,
                    undefined,
                    ts.ModuleKind.CommonJS,
                );
            }),
    };
}
