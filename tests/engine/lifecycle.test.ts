/** Ring 2: every environment previews as it is planned, and a protected one does not go. */
import assert from "node:assert/strict";

import { deployed } from "./deployed";
import { Bench, describeWithPulumi, type RunOptions, RUN_MS, said } from "./harness";
import { comparePreview, planOf } from "./preview-equals-plan";
import { assertQuoted } from "./quotes";

const ENVIRONMENTS: Readonly<Record<string, RunOptions>> = {
    dev: {},
    staging: {},
    production: { insideVpc: true },
};

describeWithPulumi("ring 2: a life", function () {
    this.timeout(RUN_MS);

    for (const [stack, place] of Object.entries(ENVIRONMENTS)) {
        it(`${stack} previews what the plan shows`, async () => {
            const empty = new Bench({ stack });
            const preview = await empty.preview(place);
            assert.equal(preview.code, 0, said(preview));
            assert.deepEqual(comparePreview(await planOf(empty.workspace()), preview.planned), []);
            assert.deepEqual(empty.inventory.all(), []);
            empty.close();
        });

        if (stack === "dev") continue;
        for (const skip of [[], ["--skip-preview"]]) {
            it(`${stack} is stopped before anything is deleted${skip.join("")}`, async () => {
                const bench = await deployed(stack);
                const before = bench.inventory.all();
                const run = await bench.pulumi(["destroy", "--yes", ...skip], place);
                assert.notEqual(run.code, 0);
                assertQuoted(run, "protected-environment", 1);
                assert.deepEqual(run.changes, []);
                assert.deepEqual(bench.inventory.all(), before);
            });
        }
    }
});
