/** `npm run build:library [-- FOLDER]`: compiles the components into a package of their own. Default folder: dist. */
"use strict";

const { spawnSync } = require("child_process");
const { copyFileSync, cpSync, writeFileSync } = require("fs");
const path = require("path");

const { manifest, ROOT } = require("./manifest");

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

if (require.main === module) {
    const [folder = path.join(ROOT, "dist")] = process.argv.slice(2);
    process.exitCode = build(path.resolve(folder));
}
