/**
 * Loads the repository's TypeScript into Node. One call of esbuild compiles all files, in under half the time of one
 * call a file, and while the caller loads packages. Types are not checked here: that is `npm run check`.
 * Also for `node --require` and mocha's: without preparation, all is compiled when the first file is needed.
 */
"use strict";

const fs = require("fs");
const Module = require("module");
const path = require("path");

const esbuild = require("esbuild");

const ROOT = path.dirname(__dirname);
const FOLDERS = ["components", "stacks", "tools", "tests"];
const SHARED = {
    format: "cjs",
    platform: "node",
    target: "node20",
    sourcemap: "inline",
    sourcesContent: false,
};

/** Code by file; undefined before the first compilation. */
let compiled;

/**
 * Compiles ahead, in esbuild's own process: the caller can load packages meanwhile.
 * A file with a syntax error takes the others down with it; they are then compiled one by one when needed.
 */
async function prepare(folders) {
    compiled = new Map();
    const { outputFiles } = await esbuild.build(batch(folders)).catch(() => ({ outputFiles: [] }));
    keep(outputFiles);
}

function batch(folders) {
    const files = folders.flatMap((folder) =>
        fs
            .readdirSync(path.join(ROOT, folder), { recursive: true })
            .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
            .map((name) => path.join(ROOT, folder, name)),
    );
    return {
        ...SHARED,
        entryPoints: [path.join(ROOT, "index.ts"), ...files],
        outbase: ROOT,
        // Nothing is written; the names of the results are made from it.
        outdir: ROOT,
        write: false,
        logLevel: "silent",
    };
}

function keep(outputFiles) {
    compiled = new Map(outputFiles.map(({ path: file, text }) => [file.replace(/\.js$/, ".ts"), text]));
}

/** As {@link prepare}, at once; for tests, whose stack traces name lines of TypeScript. */
function prepareNow() {
    process.setSourceMapsEnabled(true);
    compiled = new Map();
    try {
        keep(esbuild.buildSync(batch(FOLDERS)).outputFiles);
    } catch {
        // codeOf names the file at fault, if it is needed at all.
    }
}

function codeOf(file) {
    if (compiled === undefined) prepareNow();
    const known = compiled?.get(file);
    if (known !== undefined) return known;
    return esbuild.transformSync(fs.readFileSync(file, "utf8"), {
        ...SHARED,
        loader: "ts",
        sourcefile: file,
        tsconfigRaw: fs.readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"),
    }).code;
}

Module._extensions[".ts"] = (module, file) => module._compile(codeOf(file), file);

module.exports = { prepare };
