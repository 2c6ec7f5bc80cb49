/**
 * Random forks by the papers stay green: `npm run test:forks`, FORKS of them. What a fork cannot turn red is not run: tests
 * of machinery are refused the files that a fork edits (tests/checks/frozen-fork.test.ts), and lint looks at each file
 * by itself. FORKS_WHOLE runs `npm run check` in the first of them, which is all there is.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { EDITS } from "./edits";
import { Fork, randomOf } from "./fork";

const COUNT = Number(process.env["FORKS"] ?? 3);
const FIRST_SEED = Number(process.env["FORKS_SEED"] ?? 1);
const IS_WHOLE = process.env["FORKS_WHOLE"] !== undefined;

/** Edits of one fork: at least, and at most so many more. */
const [LEAST, MORE] = [3, 7];

interface Outcome {
    readonly command: string;
    readonly code: number;
    readonly text: string;
}

describe("a random fork", function () {
    this.timeout(1_200_000);
    let shared = "";

    before(() => {
        shared = mkdtempSync(path.join(tmpdir(), "forks-"));
    });
    after(() => rmSync(shared, { recursive: true, force: true }));

    for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed += 1) {
        it(`of seed ${seed} is green`, async () => {
            const fork = new Fork();
            try {
                await git(fork, "init", "-q");
                await git(fork, "add", "-A");
                await git(fork, "commit", "-qm", "The kit");
                editAtRandom(fork, randomOf(seed));
                const accepted = await npm(fork, "accept");
                assert.equal(accepted.code, 0, `${fork.story}\n${accepted.text}`);
                const again = await npm(fork, "accept");
                assert.match(again.text, /^Nothing to accept: [^\n]*\n$/, `${fork.story}\n${again.text}`);
                const red =
                    IS_WHOLE && seed === FIRST_SEED ? await checkAll(fork) : await checkFork(fork, shared);
                const shown = red.map(({ command, text }) => `== ${command}\n${text}`).join("\n");
                assert.ok(red.length === 0, `${fork.story}\n${shown}`);
            } finally {
                fork.close();
            }
        });
    }
});

function editAtRandom(fork: Fork, random: () => number): void {
    const pick = <One>(list: readonly One[]): One | undefined => list[Math.floor(random() * list.length)];
    const length = LEAST + Math.floor(random() * (MORE + 1));
    for (let step = 0; step < length; step += 1) {
        const environment = pick(fork.environments()) ?? "";
        const edit = pick(EDITS.filter(({ applies }) => applies(fork, environment)));
        if (edit === undefined) continue;
        fork.note(`${environment}: ${edit.what}`);
        edit.make(fork, environment);
    }
}

/** What can fail on a fork, two at a time. */
async function checkFork(fork: Fork, shared: string): Promise<readonly Outcome[]> {
    const tests = npm(fork, "test", "tests/environments/**/*.test.ts");
    const others = [
        await types(fork, shared),
        await bin(
            fork,
            "eslint/bin/eslint.js",
            "stacks",
            ...(existsSync(fork.at("existing")) ? ["existing"] : []),
        ),
        await bin(fork, "knip/bin/knip.js"),
        await bin(
            fork,
            "dependency-cruiser/bin/dependency-cruise.mjs",
            "--output-type",
            "err",
            "index.ts",
            "stacks",
        ),
    ];
    return [await tests, ...others].filter(({ code }) => code !== 0);
}

async function checkAll(fork: Fork): Promise<readonly Outcome[]> {
    return [await run(fork, ["tools/check.js"])].filter(({ code }) => code !== 0);
}

/** What one fork's compiler found out of the kit's own files is true of the next one's. */
async function types(fork: Fork, shared: string): Promise<Outcome> {
    const [kept, own] = [path.join(shared, "types"), fork.at(".cache/types")];
    mkdirSync(path.dirname(own), { recursive: true });
    if (existsSync(kept)) copyFileSync(kept, own);
    const outcome = await bin(
        fork,
        "typescript/bin/tsc",
        "-p",
        ".",
        "--incremental",
        "--tsBuildInfoFile",
        own,
    );
    if (existsSync(own)) copyFileSync(own, kept);
    rmSync(fork.at(".cache"), { recursive: true });
    return outcome;
}

function npm(fork: Fork, ...args: readonly string[]): Promise<Outcome> {
    return run(fork, ["tools/run.js", ...args]);
}

function bin(fork: Fork, file: string, ...args: readonly string[]): Promise<Outcome> {
    return run(fork, [path.join("node_modules", file), ...args]);
}

function run(fork: Fork, args: readonly string[]): Promise<Outcome> {
    return start(process.execPath, args, fork);
}

async function git(fork: Fork, ...args: readonly string[]): Promise<void> {
    const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    const { code, text } = await start("git", [...identity, ...args], fork);
    assert.equal(code, 0, text);
}

function start(program: string, args: readonly string[], fork: Fork): Promise<Outcome> {
    // A fork of its own: neither the tests' own nor what CI sets for this repository's tests.
    const env = {
        ...process.env,
        KIT_TESTS_FORK: undefined,
        KIT_TESTS_TALLY: undefined,
        NODE_OPTIONS: undefined,
    };
    return new Promise((resolve) => {
        execFile(program, [...args], { cwd: fork.folder, env, maxBuffer: 1 << 28 }, (error, out, err) => {
            const code = error === null ? 0 : Number(error.code ?? 1);
            resolve({ command: [path.basename(program), ...args].join(" "), code, text: `${out}${err}` });
        });
    });
}
