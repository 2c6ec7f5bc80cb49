/**
 * Loads the kit's TypeScript into Node: for Pulumi's runtime (program.js) and, through tools/load.js, for commands and
 * tests. What was compiled before is read from where it is kept; one call of esbuild compiles the rest, in a fraction of
 * the time of one call a file, and the first time in a process of its own, so that the caller can load packages meanwhile.
 * Types are not checked here: that is `npm run check`.
 */
"use strict";

const fs = require("fs");
const Module = require("module");
const path = require("path");

const { keptIn } = require("./compiled");
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

/** What decides about the code, beside the file: a fork may do without either. */
const kept = keptIn(
    ROOT,
    JSON.stringify([SHARED, textOf("tsconfig.json"), textOf("node_modules/esbuild/package.json")]),
);
/** Code by file, of this process. */
const compiled = new Map();
/** Folders whose files are compiled together once one of them was not compiled before. */
let waiting;

/**
 * Compiles what is in these folders, and index.ts: ahead when nothing was compiled before, else when a file is needed
 * that changed. A file with a syntax error takes the others down with it; they are then compiled one by one when needed.
 */
async function prepare(folders) {
    waiting = folders;
    if (!kept.isEmpty()) return;
    waiting = undefined;
    const files = filesOf(folders);
    const texts = textsOf(files);
    const { outputFiles } = await esbuild()
        .build(batch(files))
        .catch(() => ({ outputFiles: [] }));
    take(outputFiles, texts);
}

/** As {@link prepare}, but never ahead. */
function prepareLater(folders) {
    waiting = folders;
}

function prepareNow(folders) {
    waiting = undefined;
    const texts = textsOf(filesOf(folders));
    for (const [file, text] of texts) if (text === undefined || kept.has(file, text)) texts.delete(file);
    try {
        take(esbuild().buildSync(batch([...texts.keys()])).outputFiles, texts);
    } catch {
        // codeOf names the file at fault, if it is needed at all.
    }
    kept.tidy();
}

/** Loaded when something is compiled, which most commands do not. */
function esbuild() {
    return require("esbuild");
}

function filesOf(folders) {
    const files = folders
        // A fork may do without bootstrap/.
        .filter((folder) => fs.existsSync(path.join(ROOT, folder)))
        .flatMap((folder) =>
            fs
                .readdirSync(path.join(ROOT, folder), { recursive: true })
                .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
                .map((name) => path.join(ROOT, folder, name)),
        );
    return [path.join(ROOT, "index.ts"), ...files];
}

function batch(files) {
    return {
        ...SHARED,
        entryPoints: files,
        outbase: ROOT,
        // Nothing is written; the names of the results are made from it.
        outdir: ROOT,
        write: false,
    };
}

/** Undefined for a file that is not there, or that tests may not read. */
function textOf(file) {
    try {
        return fs.readFileSync(path.resolve(ROOT, file), "utf8");
    } catch {
        return undefined;
    }
}

function textsOf(files) {
    return new Map(files.map((file) => [file, textOf(file)]));
}

/** Takes what esbuild made of files whose texts were these before it read them. */
function take(outputFiles, texts) {
    const results = new Map();
    for (const output of outputFiles) {
        const [, stem, kind] = /^(.*)\.js(\.map)?$/.exec(output.path);
        const file = `${stem}.ts`;
        results.set(file, { ...results.get(file), [kind === undefined ? "code" : "map"]: output.text });
    }
    for (const [file, { code, map }] of results) {
        compiled.set(file, code);
        frames.know(file, () => map);
    }
    // What somebody saved meanwhile may be of either text.
    const same = [...results].filter(([file]) => {
        const text = textOf(file);
        return text !== undefined && text === texts.get(file);
    });
    kept.keep(same.map(([file, result]) => ({ file, text: texts.get(file), ...result })));
}

function codeOf(file) {
    const text = fs.readFileSync(file, "utf8");
    const before = compiled.has(file) ? undefined : kept.find(file, text);
    if (before !== undefined) {
        frames.know(file, before.map);
        return before.code;
    }
    if (!compiled.has(file) && waiting !== undefined) prepareNow(waiting);
    return compiled.get(file) ?? codeOfOne(file, text);
}

/** @throws BuildFailure of esbuild, with the place of a syntax error. */
function codeOfOne(file, text) {
    const { code, map } = esbuild().transformSync(text, {
        ...SHARED,
        loader: "ts",
        sourcefile: path.relative(ROOT, file),
        tsconfigRaw: textOf("tsconfig.json"),
    });
    frames.know(file, () => map);
    kept.keep([{ file, text, code, map }]);
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
