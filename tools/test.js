/**
 * `npm test [-- ARGUMENTS…]`: mocha, twice when no file is named. First the kit's machinery on a fork of the tests' own,
 * then what holds for the environments of this repository, whatever they are (`npm run test:environments` alone). The
 * last line sums up both: `12 passed, 0 failed, 1 skipped`.
 */
"use strict";

const { spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

const RUN = path.join(__dirname, "run.js");
const ENVIRONMENTS = "tests/environments/**/*.test.ts";

/** Exit code of one run of mocha. */
function mocha(args, tally) {
    const { status } = spawnSync(process.execPath, [RUN, "test", ...args], {
        stdio: "inherit",
        env: { ...process.env, KIT_TESTS_TALLY: tally },
    });
    return status ?? 1;
}

/** The reporter's lines, added up; undefined when a run ended before mocha could count. */
function sumOf(tally, runs) {
    const lines = fs.existsSync(tally) ? fs.readFileSync(tally, "utf8").trim().split("\n") : [];
    if (lines.length !== runs) return undefined;
    const counts = lines.map((line) => line.split(" ").map(Number));
    const [passed, failed, skipped] = [0, 1, 2].map((at) => counts.reduce((sum, one) => sum + one[at], 0));
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function main(args) {
    if (args.some((argument) => argument.startsWith("tests/") || argument.endsWith(".ts")))
        return mocha(args);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kit-tests-"));
    try {
        const tally = path.join(folder, "tally");
        const codes = [mocha(args, tally), mocha([...args, ENVIRONMENTS], tally)];
        const sum = sumOf(tally, codes.length);
        process.stdout.write(sum === undefined ? "\na run ended before mocha could count\n" : `\n${sum}\n`);
        return codes.find((code) => code !== 0) ?? 0;
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

process.exitCode = main(process.argv.slice(2));
