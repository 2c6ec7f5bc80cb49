/**
 * Compiled code, kept from one command to the next beside the packages, so that esbuild is called for what changed only.
 * A file's entry is named by its path and its text: nothing can be stale, whatever moved its times. `npm ci` removes all.
 */
"use strict";

const { createHash } = require("crypto");
const fs = require("fs");
const path = require("path");

/** Files before all are removed and compiled anew: a fifth of it is the kit with its tests, code and source maps. */
const MOST = 20_000;

/**
 * The entries of a repository, for one way to compile: `options` is all that decides about the code beside the file.
 * Where nothing can be written, nothing is kept.
 */
function keptIn(root, options, most = MOST) {
    const home = path.join(root, "node_modules", ".cache", "compiled");
    const folder = path.join(home, digest(options));

    const entryOf = (file, text) => path.join(folder, digest(`${path.relative(root, file)}\0${text}`));
    return {
        isEmpty: () => !fs.existsSync(folder),
        /** The code, and where its source map is read; undefined for what was not compiled yet. */
        find(file, text) {
            const entry = entryOf(file, text);
            const code = read(`${entry}.js`);
            return code === undefined ? undefined : { code, map: () => read(`${entry}.map`) };
        },
        has: (file, text) => fs.existsSync(`${entryOf(file, text)}.js`),
        /** Keeps files, each with its text, code and source map. */
        keep(files) {
            try {
                fs.mkdirSync(folder, { recursive: true });
                for (const { file, text, code, map } of files) {
                    const entry = entryOf(file, text);
                    write(`${entry}.map`, map);
                    // Last: whoever finds the code finds its map.
                    write(`${entry}.js`, code);
                }
            } catch {
                // A read-only checkout, or a full disk.
            }
        },
        /** Removes what another version left, and all once older texts are many. */
        tidy() {
            try {
                for (const name of fs.readdirSync(home)) {
                    if (path.join(home, name) !== folder)
                        fs.rmSync(path.join(home, name), { recursive: true });
                }
                if (fs.readdirSync(folder).length > most) fs.rmSync(folder, { recursive: true });
            } catch {
                // Another process was first.
            }
        },
    };
}

function digest(text) {
    return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

function read(file) {
    try {
        return fs.readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}

/** Whole or not at all: another command may read meanwhile. */
function write(file, text) {
    const part = `${file}.${process.pid}`;
    fs.writeFileSync(part, text);
    fs.renameSync(part, file);
}

module.exports = { keptIn };
