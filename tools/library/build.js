/** `npm run build:library [-- FOLDER]`: compiles the components into a package of their own. Default folder: dist. */
"use strict";

const { spawnSync } = require("child_process");
const { copyFileSync, cpSync, writeFileSync } = require("fs");
const path = require("path");

const { manifest, ROOT } = require("./manifest");

const HELP = `usage: npm run build:library [-- FOLDER]

Compiles the components into a package of their own: docs/library.md. Default folder: dist.

  -h, --help   print this help
`;

/** Builds into the folder; returns the exit code of the compiler. */
function build(folder) {
    const compiler = require.resolve("typescript/bin/tsc");
    const args = [compiler, "-p", path.join(ROOT, "tsconfig.library.json"), "--outDir", folder];
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
    if (status !== 0) return status ?? 1;
    // What the compiler does not copy, and the code beside it reads.
    const data = path.join("shared", "data");
    cpSync(path.join(ROOT, "components", data), path.join(folder, data), { recursive: true });
    writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest(), undefined, 2)}\n`);
    copyFileSync(path.join(ROOT, "LICENSE"), path.join(folder, "LICENSE"));
    return 0;
}

module.exports = { build };

/** Runs the command; returns its exit code. */
function main(args) {
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(HELP);
        return 0;
    }
    const [folder = path.join(ROOT, "dist"), ...more] = args;
    if (more.length > 0 || folder.startsWith("-")) {
        process.stderr.write(`error: build:library takes one folder, not ${args.join(" ")}.\n\n${HELP}`);
        return 2;
    }
    return build(path.resolve(folder));
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
