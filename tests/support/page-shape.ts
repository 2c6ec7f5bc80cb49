/** The shape of dev as a page leads to it, in this process: for what the page shows besides, and its plan does not. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runInThisContext } from "node:vm";

import { transformSync } from "esbuild";
import { parse, parseAllDocuments } from "yaml";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { ROOT } from "../../tools/plan/root";
import { filesAfter } from "./followed-page";
import { textInCopy } from "./lay-fork";

const FORK = path.join(ROOT, "tests", "fixtures", "fork");

type Module = (require: (name: string) => unknown, module: object, exports: object) => void;
type Manifest = Readonly<Record<string, Json>>;
type Config = Readonly<Record<string, Json | undefined>>;

export interface Snippet {
    /** `ts` words of a shape, `yaml` settings or objects. */
    readonly language: string;
    readonly text: string;
}

export interface PageShape {
    readonly shape: EnvironmentShape;
    /** Settings that the page changes; undefined those that it takes out. */
    readonly config: Config;
    /** What words of a shape are, written where the page's own shape is: with its names. */
    readonly wordsOf: (text: string) => Partial<EnvironmentShape>;
}

/** Blocks that no comment says what to do with. */
export function snippetsOf(page: string): readonly Snippet[] {
    const text = readFileSync(path.join(ROOT, "docs", page), "utf8");
    const blocks = text.matchAll(/(<!-- \w+.*? -->\n\n)?^( *)```(\w+)\n([\s\S]*?)^\2```$/gm);
    return [...blocks].flatMap(([, comment, , language = "", block = ""]) =>
        comment === undefined ? [{ language, text: block }] : [],
    );
}

/** @param supplied what the page speaks of and does not write, as code */
export function shapeOfPage(page: string, supplied = ""): PageShape {
    const files = filesAfter(page, textInCopy);
    const source = `${files.get("stacks/dev.ts") ?? textInCopy("stacks/dev.ts")}\n${supplied}\n`;
    const { dev } = exportsOf(source, files) as { readonly dev: EnvironmentShape };
    return {
        shape: withFiles(dev, files),
        config: changedIn(files.get("Pulumi.dev.yaml")),
        wordsOf: (text) => {
            const code = `${source}export const words = {\n${text}\n};`;
            return (exportsOf(code, files) as { readonly words: Partial<EnvironmentShape> }).words;
        },
    };
}

/** Files of objects that the page writes are read here: in this repository they are not. */
function withFiles(shape: EnvironmentShape, written: ReadonlyMap<string, string>): EnvironmentShape {
    const { objects, ...rest } = shape;
    if (objects === undefined) return shape;
    const read = Object.entries(objects).map(([name, { files = [], manifests = [], ...words }]) => {
        const texts = files.flatMap((file) => written.get(file) ?? []);
        const found = texts.flatMap((text) => parseAllDocuments(text).map((one) => one.toJS() as Manifest));
        const left = files.filter((file) => !written.has(file));
        return [
            name,
            { ...words, manifests: [...manifests, ...found], ...(left.length === 0 ? {} : { files: left }) },
        ];
    });
    return { ...rest, objects: Object.fromEntries(read) as NonNullable<EnvironmentShape["objects"]> };
}

function changedIn(text: string | undefined): Config {
    const configOf = (yaml: string) => (parse(yaml) as { readonly config: Config }).config;
    const before = configOf(textInCopy("Pulumi.dev.yaml"));
    const after = text === undefined ? before : configOf(text);
    const keys = Object.keys({ ...before, ...after });
    return Object.fromEntries(
        keys
            .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
            .map((key) => [key, after[key]]),
    );
}

/** A module of stacks/: beside it are the page's files, then the tests' own fork's. */
function exportsOf(source: string, files: ReadonlyMap<string, string>, folder = "stacks"): object {
    const { code } = transformSync(source, { loader: "ts", format: "cjs" });
    const needs = createRequire(path.join(FORK, folder, "dev.ts"));
    const module = { exports: {} };
    const load = (name: string): unknown => {
        if (!name.startsWith(".")) return needs(name);
        const file = `${path.join(folder, name)}.ts`;
        const written = files.get(file);
        if (written !== undefined) return exportsOf(written, files, path.dirname(file));
        return file.startsWith("stacks") ? needs(name) : needs(path.join(ROOT, file));
    };
    // In this realm: Pulumi's SDK asks whether a list is one of its own.
    const run = runInThisContext(`(function (require, module, exports) {${code}\n})`) as Module;
    run(load, module, module.exports);
    return module.exports;
}
