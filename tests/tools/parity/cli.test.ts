import assert from "node:assert/strict";

import type { ParityReport } from "../../../tools/parity/report";
import { plan } from "../../support/run-plan";

describe("npm run plan -- parity", function () {
    this.timeout(120_000);

    it("prints the report as JSON and nothing else", async () => {
        const { code, err, out } = await plan(["parity", "staging", "dev", "--json"]);
        assert.deepEqual([code, err], [0, ""]);
        const report = JSON.parse(out) as ParityReport;
        assert.deepEqual(
            [report.schemaVersion, report.environments, report.undeclared],
            [1, ["staging", "dev"], 0],
        );
    });

    const misuses: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
        [
            "an unknown environment",
            ["pord", "dev"],
            /^error: no environment "pord": there is no Pulumi\.pord\.yaml\. .*Known: .*dev/,
        ],
        ["one environment", ["dev"], /^error: parity compares two environments or more\. Name another\.\n$/],
        ["an unknown option", ["--jsno"], /^error: unknown option '--jsno'\n\(Did you mean --json\?\)/],
    ];
    for (const [what, args, message] of misuses) {
        it(`exits with 2 for ${what}`, async () => {
            const { code, out, err } = await plan(["parity", ...args]);
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, message);
        });
    }

    it("explains itself", async () => {
        const { code, out } = await plan(["parity", "--help"]);
        assert.equal(code, 0);
        assert.match(out, /^Usage: npm run plan -- parity \[options\] \[environments\.\.\.\]\n/);
        assert.match(
            out,
            /Exit code: 0 every difference is declared, 1 settings refused, 2 wrong usage, 3 something/,
        );
    });
});
