/** `npm run plan -- time` as a user meets it. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";

import { TIME_JSON } from "../../../tools/time/schema";
import { ROOT } from "../../../tools/plan/root";
import { plan } from "../../support/run-plan";

describe("npm run plan -- time", function () {
    this.timeout(120_000);

    it("prints what its schema says, and nothing else", async () => {
        const { code, err, out } = await plan(["time", "dev", "--json"]);
        assert.deepEqual([code, err], [0, ""]);
        const { data, error } = TIME_JSON.safeParse(JSON.parse(out));
        assert.equal(error, undefined);
        assert.deepEqual(
            data.environments.map(({ deployment, parallel, stack, update }) => [
                stack,
                parallel,
                deployment.usual,
                update,
            ]),
            [["dev", 16, 1577, undefined]],
        );
    });

    it("tells all environments when none is named, the same bytes twice", async () => {
        const [first, second] = [await plan(["time"]), await plan(["time"])];
        assert.deepEqual([first.code, first.err, first.out === second.out], [0, "", true]);
        for (const line of [
            "dev: first deployment 26 min, destroy 17 min.",
            "production: first deployment 19 min, destroy 19 min.",
            "staging: first deployment 19 min, destroy 19 min.",
        ]) {
            assert.ok(first.out.includes(`${line}\n`), line);
        }
    });

    it("takes fewer steps at a time when told so", async () => {
        const { out } = await plan(["time", "dev", "--parallel", "1", "--json"]);
        const [one] = TIME_JSON.parse(JSON.parse(out)).environments;
        const steps = one?.deployment.steps ?? [];
        assert.equal(steps.length, 82);
        // One after the other.
        const sum = steps.reduce((seconds, { duration }) => seconds + duration.usual, 0);
        assert.deepEqual([one?.parallel, one?.deployment.usual], [1, sum]);
    });

    it("says what is wrong with its options", async () => {
        const cases: readonly (readonly [readonly string[], RegExp])[] = [
            [["time", "prod"], /^error: no environment "prod"/],
            [["time", "dev", "--parallel", "0"], /Write a whole number, 1 or more\./],
            [["time", "dev", "--parallel", "many"], /Write a whole number, 1 or more\./],
        ];
        for (const [args, expected] of cases) {
            const { code, err, out } = await plan(args);
            assert.deepEqual([code, out], [2, ""], args.join(" "));
            assert.match(err, expected);
        }
    });

    describe("against a base", () => {
        before(function () {
            // A copy without history has nothing to compare with.
            if (!existsSync(path.join(ROOT, ".git"))) this.skip();
        });

        it("reckons the update as well", async () => {
            const { code, err, out } = await plan(["time", "dev", "--base", "HEAD", "--json"]);
            assert.deepEqual([code, err], [0, ""]);
            const { base = "", environments } = TIME_JSON.parse(JSON.parse(out));
            assert.match(base, /^HEAD \([0-9a-f]{7}\)$/);
            assert.deepEqual(
                environments.map(({ update }) => update !== undefined),
                [true],
            );
        });

        it("says that there is no such commit", async () => {
            const { code, err, out } = await plan(["time", "dev", "--base", "nowhere"]);
            assert.deepEqual([code, out], [2, ""]);
            assert.match(err, /^error: no commit "nowhere" here\. /);
        });
    });
});
