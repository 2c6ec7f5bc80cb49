/**
 * `npm run check [-- NAME…]`: runs the scripts `check:*` of package.json and the tests, several at a time, names each when
 * it begins, and prints it under a heading once it ends. Exit 1 if any fails.
 */
"use strict";

const { spawn } = require("child_process");
const os = require("os");
const path = require("path");

const { scripts } = require("../package.json");

const ROOT = path.dirname(__dirname);
const PREFIX = "check:";
const TESTS = "tests";

/** Slowest first, so that the short ones fill the gaps. */
const SLOW = ["lint", TESTS, "types"];

const HELP = `usage: npm run check [-- [--no-tests] [NAME…]]

Runs every check, or those that are named, as many at a time as there are processors and two at least. Each is named
when it begins; what it printed follows once it ends.

  --no-tests   leave the tests to npm test
  -h, --help   print this help
`;

function available() {
    const names = Object.keys(scripts).filter((script) => script.startsWith(PREFIX));
    const rest = names.map((script) => script.slice(PREFIX.length)).filter((name) => !SLOW.includes(name));
    return [...SLOW, ...rest];
}

/** Resolves to whether the check passed; never rejects. */
function run(name) {
    const started = Date.now();
    process.stdout.write(`-- ${name}: begins\n`);
    const script = name === TESTS ? "test" : PREFIX + name;
    const child = spawn("npm", ["run", "--silent", script], {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "pipe"],
        shell: process.platform === "win32",
    });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    return new Promise((resolve) => {
        function finish(passed, why = "") {
            const seconds = ((Date.now() - started) / 1000).toFixed(1);
            const output = Buffer.concat(chunks).toString().trimEnd();
            process.stdout.write(`\n== ${name}: ${passed ? "passed" : `FAILED${why}`} (${seconds} s)\n`);
            if (output !== "") process.stdout.write(`${output}\n`);
            resolve(passed);
        }
        child.on("error", (error) => finish(false, `, ${error.message}`));
        child.on("close", (code, signal) => finish(code === 0, signal === null ? "" : `, ${signal}`));
    });
}

async function main(args) {
    const all = available();
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(
            `${HELP}\nChecks: ${all.join(", ")}.\nExit code: 0 all passed, 1 one failed, 2 wrong usage.\n`,
        );
        return 0;
    }
    const wanted = args.filter((arg) => arg !== "--no-tests");
    const unknown = wanted.filter((name) => !all.includes(name));
    if (unknown.length > 0) {
        process.stderr.write(`no such check: ${unknown.join(", ")}. There are: ${all.join(", ")}.\n`);
        return 2;
    }
    const names = (wanted.length > 0 ? all.filter((name) => wanted.includes(name)) : all).filter(
        (name) => name !== TESTS || !args.includes("--no-tests"),
    );
    const failed = await runAll(names);
    process.stdout.write(`\n${names.length - failed.length} of ${names.length} checks passed`);
    process.stdout.write(failed.length === 0 ? ".\n" : `. Failed: ${failed.join(", ")}.\n`);
    return failed.length === 0 ? 0 : 1;
}

/** Two at a time at least: lint and tests are one thread each. Resolves to the names that failed. */
async function runAll(names) {
    const workers = Math.min(names.length, Math.max(2, os.availableParallelism()));
    process.stdout.write(
        `${names.length} check${names.length === 1 ? "" : "s"}, ${workers} at a time: ${names.join(", ")}. Each says how it ended once it has.\n`,
    );
    const waiting = [...names];
    const failed = [];
    async function work() {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
            if (!(await run(name))) failed.push(name);
        }
    }
    await Promise.all(Array.from({ length: workers }, work));
    return names.filter((name) => failed.includes(name));
}

main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
});
