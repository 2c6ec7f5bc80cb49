/**
 * `npm test [-- ARGUMENTS…]`: mocha, twice when no file is named. First the kit's machinery on a fork of the tests' own,
 * then what holds for the environments of this repository, whatever they are (`npm run test:environments` alone). Files
 * that are named run alone, each in the run it belongs to. The last line sums up: `12 passed, 0 failed, 1 skipped`.
 */
"use strict";

const { spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

const { isOfForks, namesTests, patternsOf } = require("./test-groups");

const RUN = path.join(__dirname, "run.js");

const HELP = `usage: npm test [-- [OPTION…] [FILE…]]

Runs the tests: of the kit's machinery, then of this repository's environments. No AWS account, no network.

  npm test                                           both, as CI does
  npm test -- tests/tools/plan/urn.test.ts           one file; several, and patterns in quotes, as well
  npm test -- --grep "private API"                   the tests whose title holds these words
  npm run test:environments                          what holds for any fork, of the environments of this one
  npm run test:engine                                on Pulumi's own engine; needs the Pulumi CLI
  npm run test:apiserver                             Kubernetes objects against a real API server; needs Go
  npm run test:charts                                charts of the catalogue as Helm renders them; needs Go
  npm run test:fuzz                                  2,000 random environments, and 2,000 with faults
  npm run test:cluster                               environments on a whole control plane, no AWS; needs Go
  npm run test:page                                  the page in a real browser; needs chromium

Other options are mocha's: https://mochajs.org/running/cli/.
Exit code: 0 all passed, otherwise how many failed.
`;

/** Exit code of one run of mocha. */
function mocha(args, tally) {
    const { status } = spawnSync(process.execPath, [RUN, "test", ...args], {
        stdio: "inherit",
        env: { ...process.env, ...(tally === undefined ? {} : { KIT_TESTS_TALLY: tally }) },
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

/** What mocha is run with, run by run. */
function runsOf(args) {
    const [files, options] = [args.filter(namesTests), args.filter((argument) => !namesTests(argument))];
    const [group = ""] = options.filter((option) => option.startsWith("--group="));
    const others = options.filter((option) => option !== group);
    if (files.length === 0) {
        const asked = group === "" ? "environments" : group.slice("--group=".length);
        const runs = patternsOf(asked).map((pattern) => [...others, pattern]);
        return group === "" ? [others, ...runs] : runs;
    }
    const parts = [files.filter((file) => !isOfForks(file)), files.filter(isOfForks)];
    return parts.filter((part) => part.length > 0).map((part) => [...others, ...part]);
}

function main(args) {
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(HELP);
        return 0;
    }
    const runs = runsOf(args);
    if (runs.length === 1) return mocha(runs[0]);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kit-tests-"));
    try {
        const tally = path.join(folder, "tally");
        const codes = runs.map((run) => mocha(run, tally));
        const sum = sumOf(tally, codes.length);
        process.stdout.write(sum === undefined ? "\na run ended before mocha could count\n" : `\n${sum}\n`);
        return codes.find((code) => code !== 0) ?? 0;
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

process.exitCode = main(process.argv.slice(2));
