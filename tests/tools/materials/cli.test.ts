import assert from "node:assert/strict";

import { plan } from "../../support/run-plan";

describe("npm run plan -- materials", () => {
    it("lists dev when no environment is named", async () => {
        const { code, err, out } = await plan(["materials"]);
        assert.deepEqual([code, err], [0, ""]);
        assert.match(
            out,
            /^dev: 1 control plane, \d+ charts, \d+ images?, \d+ add-ons, \d+ node images?, 2 plugins\.\n/,
        );
    });

    it("prints a CycloneDX document and nothing else, the same bytes twice", async () => {
        const args = ["materials", "production", "--format", "cyclonedx"];
        const [first, second] = [await plan(args), await plan(args)];
        assert.deepEqual([first.code, first.err, first.out === second.out], [0, "", true]);
        assert.equal((JSON.parse(first.out) as { specVersion: string }).specVersion, "1.6");
    });

    const misuses: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
        [
            "an unknown environment",
            ["prodution"],
            /^error: no environment "prodution": there is no Pulumi\.prodution\.yaml\. Did you mean "production"\?/,
        ],
        [
            "an unknown format",
            ["--format", "spdx"],
            /^error: option '--format <format>' argument 'spdx' is invalid\. Allowed choices are table, cyclonedx\./,
        ],
        ["two environments", ["dev", "staging"], /^error: too many arguments/],
    ];
    for (const [what, args, message] of misuses) {
        it(`exits with 2 for ${what}`, async () => {
            const { code, out, err } = await plan(["materials", ...args]);
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, message);
        });
    }

    it("explains itself", async () => {
        const { code, out } = await plan(["materials", "--help"]);
        assert.equal(code, 0);
        assert.match(out, /^Usage: npm run plan -- materials \[options\] \[environment\]\n/);
        assert.match(out, /Exit code: 0 listed, 1 settings refused, 2 wrong usage\./);
    });
});
