import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { main } from "../../../tools/plan/cli";
import { ROOT } from "../../../tools/plan/root";
import type { ReviewReport } from "../../../tools/review/report";

interface Outcome {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

async function plan(args: readonly string[]): Promise<Outcome> {
    const said = { out: "", err: "" };
    const code = await main(args, {
        out: (text) => (said.out += text),
        err: (text) => (said.err += text),
        outIsTerminal: false,
        errIsTerminal: false,
        columns: undefined,
        env: {},
    });
    return { code, ...said };
}

describe("npm run plan -- diff", function () {
    // The base is planned in a process of its own.
    this.timeout(120_000);

    before(function () {
        // A copy without history has nothing to compare with.
        if (!existsSync(path.join(ROOT, ".git"))) this.skip();
    });

    it("compares the working tree with a commit, planned by its own code", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "review-save-"));
        const saved = path.join(folder, "review.json");
        const asked = ["diff", "dev", "--base", "HEAD", "--format", "json", "--save", saved];
        const { code, out, err } = await plan(asked);
        assert.equal(err, "");
        assert.equal(readFileSync(saved, "utf8"), out);
        rmSync(folder, { recursive: true });
        const report = JSON.parse(out) as ReviewReport;
        assert.equal(code, report.code);
        assert.match(report.base, /^HEAD \([0-9a-f]{7}\)$/);
        const [dev, ...others] = report.environments;
        assert.deepEqual(others, []);
        assert.equal(dev?.stack, "dev");
        assert.ok(["unchanged", "changed", "first", "undeployed"].includes(dev.status), dev.headline);
    });

    const misuses: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
        ["an unknown commit", ["--base", "no-such-commit"], /^error: no commit "no-such-commit" here\./],
        [
            "an unknown format",
            ["--format", "html"],
            /^error: option '--format <format>' argument 'html' is invalid\. Allowed choices are text, markdown, json\./,
        ],
        [
            "an unknown option",
            ["--bsae", "main"],
            /^error: unknown option '--bsae'\n\(Did you mean --base\?\)/,
        ],
        [
            "a day that does not exist",
            ["--today", "2026-02-30"],
            /Write a day of the calendar as YYYY-MM-DD\./,
        ],
        [
            "an unknown environment",
            ["pord", "--base", "HEAD"],
            /^error: no environment "pord"\. .*Known: .*dev/,
        ],
    ];
    for (const [what, args, message] of misuses) {
        it(`exits with 2 for ${what}`, async () => {
            const { code, out, err } = await plan(["diff", ...args]);
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, message);
        });
    }

    it("explains itself", async () => {
        const { code, out } = await plan(["diff", "--help"]);
        assert.equal(code, 0);
        assert.match(out, /^Usage: npm run plan -- diff \[options\] \[environments\.\.\.\]\n/);
        assert.match(
            out,
            /Exit code: 0 nothing hurts, 1 settings refused, 2 wrong usage, 3 something could hurt/,
        );
    });
});
