/**
 * Loads the kit's TypeScript into Node: for Pulumi's runtime (program.js) and, through tools/load.js, for commands and
 * tests. One call of esbuild compiles all files, in a fraction of the time of one call a file, and in a process of its
 * own, so that the caller can load packages meanwhile. Types are not checked here: that is `npm run check`.
 */
"use strict";

const fs = require("fs");
const Module = require("module");
const path = require("path");

const esbuild = require("esbuild");

const frames = require("./frames");
const lazy = require("./lazy");

const ROOT = path.resolve(__dirname, "../..");
const SHARED = {
    format: "cjs",
    platform: "node",
    target: "node20",
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
};
/** What index.ts and bootstrap/index.ts import. */
const PROGRAMS = ["bootstrap", "components", "stacks"];

/** Code by file. */
const compiled = new Map();
/** What is compiled once a file is needed. */
let waiting;

/**
 * Compiles ahead what is in these folders, and index.ts.
 * A file with a syntax error takes the others down with it; they are then compiled one by one when needed.
 */
async function prepare(folders) {
    waiting = undefined;
    keep((await esbuild.build(batch(folders)).catch(() => ({ outputFiles: [] }))).outputFiles);
}

/** As {@link prepare}, but when the first file is needed. */
function prepareLater(folders) {
    waiting = folders;
}

function prepareNow(folders) {
    waiting = undefined;
    try {
        keep(esbuild.buildSync(batch(folders)).outputFiles);
    } catch {
        // codeOf names the file at fault, if it is needed at all.
    }
}

function batch(folders) {
    const files = folders
        // A fork may do without bootstrap/.
        .filter((folder) => fs.existsSync(path.join(ROOT, folder)))
        .flatMap((folder) =>
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
    };
}

function keep(outputFiles) {
    for (const output of outputFiles) {
        const [, stem, kind] = /^(.*)\.js(\.map)?$/.exec(output.path);
        if (kind === undefined) compiled.set(`${stem}.ts`, output.text);
        else frames.know(`${stem}.ts`, () => output.text);
    }
}

function codeOf(file) {
    if (waiting !== undefined) prepareNow(waiting);
    const known = compiled.get(file);
    if (known !== undefined) return known;
    const { code, map } = esbuild.transformSync(fs.readFileSync(file, "utf8"), {
        ...SHARED,
        loader: "ts",
        sourcefile: path.relative(ROOT, file),
        tsconfigRaw: fs.readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"),
    });
    frames.know(file, () => map);
    return code;
}

Module._extensions[".ts"] = (module, file) => module._compile(codeOf(file), file);
frames.install();
lazy.install();

/** A fault that is a slip of the pen, in one line; undefined for others. */
function faultOf(error) {
    return require("./fault.ts").describeFault(error, ROOT);
}

/**
 * Runs the program a file exports, within Pulumi's runtime; one that is no function has run, and exports its outputs.
 * @throws RunError for a slip of the pen: the runtime shows its message without a stack trace.
 */
async function runProgram(file) {
    try {
        const compilation = prepare(PROGRAMS);
        // Half of the time is the SDK's own import; esbuild compiles meanwhile, in a process of its own.
        require("@pulumi/pulumi");
        await compilation;
        const program = require(file);
        return typeof program === "function" ? await program() : program;
    } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined) throw error;
        throw new (require("@pulumi/pulumi").RunError)(fault);
    }
}

module.exports = { faultOf, prepare, prepareLater, runProgram };
