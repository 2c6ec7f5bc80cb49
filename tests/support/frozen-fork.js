/**
 * Puts a fork of the tests' own, tests/fixtures/fork, in the place of what a fork edits: `stacks/`, the settings files
 * and the lists of URNs. Required before anything else by mocha, and by each Node process that a test starts, for
 * every test but those of tests/environments/, which are about the fork itself. Decision 0015 says why.
 */
"use strict";

const fs = require("fs");
const Module = require("module");
const path = require("path");

const ROOT = path.resolve(__dirname, "../..");
const FORK = path.join(ROOT, "tests", "fixtures", "fork");

/** What a fork edits, relative to the root, with `/`. */
const EDITED = /^(stacks\/|Pulumi\.[^/]+\.yaml$|tests\/urns\/|bootstrap\/Pulumi\.[^/]+\.yaml$)/;

/** Functions of `fs` that open what is named first. */
const READERS = ["readFileSync", "copyFileSync", "cpSync", "openSync"];

function relative(file) {
    return path.relative(ROOT, path.resolve(file)).split(path.sep).join("/");
}

/** A test of machinery that opened one of these files would turn red with an edit of it. */
function refuseToRead() {
    for (const name of READERS) {
        const read = fs[name];
        fs[name] = (file, ...rest) => {
            if (typeof file === "string" && EDITED.test(relative(file))) {
                throw new Error(
                    `${relative(file)} is edited by forks. A test of the kit reads tests/fixtures/fork/ instead; ` +
                        "a test of whatever a fork has belongs in tests/environments/.",
                );
            }
            return read(file, ...rest);
        };
    }
}

/** Imports of `stacks/`, which the program and the commands make, lead to the tests' own. */
function redirect() {
    const resolve = Module._resolveFilename;
    const stacks = path.join(ROOT, "stacks") + path.sep;
    Module._resolveFilename = function (...request) {
        const file = resolve.apply(this, request);
        return file.startsWith(stacks) ? path.join(FORK, "stacks", file.slice(stacks.length)) : file;
    };
}

process.env.KIT_TESTS_FORK = FORK;
const itself = `--require ${JSON.stringify(__filename)}`;
const options = process.env.NODE_OPTIONS ?? "";
if (!options.includes(itself)) process.env.NODE_OPTIONS = `${options} ${itself}`.trim();
redirect();
refuseToRead();
