/** `--help` means help, in the commands that are plain JavaScript; those with a command line of their own have their tests. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

function run(
    script: string,
    ...args: readonly string[]
): readonly [code: number | null, out: string, err: string] {
    const { status, stderr, stdout } = spawnSync(process.execPath, [path.join(ROOT, script), ...args], {
        cwd: ROOT,
        encoding: "utf8",
    });
    return [status, stdout, stderr];
}

describe("--help", () => {
    for (const [script, ...words] of [
        [
            "tools/test.js",
            "npm test -- tests/tools/plan/urn.test.ts",
            "test:environments",
            "test:engine",
            "test:apiserver",
            "test:charts",
            "test:fuzz",
            "test:cluster",
            "test:page",
        ],
        ["tools/check.js", "--no-tests", "lint, tests, types", "workflows", "Exit code: 0 all passed"],
        ["tools/library/build.js", "Default folder: dist."],
        ["tools/library/check.js", "Builds the components into a package"],
        ["tools/check-workflows.mjs", "Default: all of .github/workflows."],
        ["tools/run.js", "usage: node tools/run.js <plan|"],
    ] as const) {
        it(`is help of ${script}, and nothing else is done`, () => {
            for (const flag of ["--help", "-h"]) {
                const [code, out, err] = run(script, flag);
                assert.deepEqual([code, err], [0, ""]);
                for (const word of ["usage: ", ...words]) assert.ok(out.includes(word), `${word} in ${out}`);
            }
            assert.equal(existsSync(path.join(ROOT, "--help")), false);
        });
    }

    it("is pointed at when a command line is wrong", () => {
        const [code, out, err] = run("tools/library/build.js", "--hlep");
        assert.deepEqual([code, out], [2, ""]);
        assert.match(
            err,
            /^error: build:library takes one folder, not --hlep\.\n\nusage: npm run build:library /,
        );
        const [missing, , why] = run("tools/check-workflows.mjs", "no-such.yml");
        assert.equal(missing, 2);
        assert.match(why, /^error: no file no-such\.yml\.\n\nusage: npm run check:workflows /);
        const [unknown, , there] = run("tools/check.js", "lnt");
        assert.equal(unknown, 2);
        assert.match(there, /^no such check: lnt\. There are: lint, tests, types, /);
    });
});

describe("npm run check", () => {
    it("names what it runs, says when each begins, and how it ended as soon as it has", () => {
        const root = mkdtempSync(path.join(tmpdir(), "check-test-"));
        try {
            mkdirSync(path.join(root, "tools"));
            copyFileSync(path.join(ROOT, "tools/check.js"), path.join(root, "tools/check.js"));
            const failing = `node -e "console.log(7); process.exit(1)"`;
            const scripts = {
                "check:broken": failing,
                "check:fine": "node -e 0",
                "check:lint": "",
                test: "",
            };
            writeFileSync(path.join(root, "package.json"), JSON.stringify({ scripts }));
            const args = [path.join(root, "tools/check.js"), "broken", "fine"];
            const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
            assert.equal(status, 1);
            const lines = stdout.replaceAll(/\(\d+\.\d s\)/g, "(0.1 s)").split("\n");
            const said = "2 checks, 2 at a time: broken, fine. Each says how it ended once it has.";
            assert.deepEqual(lines.slice(0, 3), [said, "-- broken: begins", "-- fine: begins"]);
            // Whichever is first.
            for (const text of ["\n== broken: FAILED (0.1 s)\n7\n", "\n== fine: passed (0.1 s)\n"]) {
                assert.ok(lines.join("\n").includes(text), text);
            }
            assert.deepEqual(lines.slice(-2), ["1 of 2 checks passed. Failed: broken.", ""]);
        } finally {
            rmSync(root, { recursive: true, force: true });
        }
    });
});
