/** Ring 2: every environment comes up in one pass, holds still, and goes without leaving anything behind. */
import assert from "node:assert/strict";

import { deployed, firstUpdate } from "./deployed";
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
        describe(stack, () => {
            let bench: Bench;

            it("previews what the plan shows", async () => {
                const empty = new Bench({ stack });
                const preview = await empty.preview(place);
                assert.equal(preview.code, 0, said(preview));
                assert.deepEqual(comparePreview(await planOf(empty.workspace()), preview.planned), []);
                assert.deepEqual(empty.inventory.all(), []);
                empty.close();
            });

            it("comes up in one pass", async () => {
                const run = await firstUpdate(stack);
                bench = await deployed(stack);
                const { resources = [] } = await bench.state();
                const custom = resources.filter(({ custom, type }) => custom && !isProvider(type));
                assert.deepEqual(
                    custom.map(({ id, type }) => `${type} ${id ?? ""}`).sort(),
                    bench
                        .made()
                        .map(({ id, type }) => `${type} ${id}`)
                        .sort(),
                );
                assert.deepEqual(run.notes, []);
                assert.equal(run.changes.length, custom.length);
            });

            it("then changes nothing, in preview and refresh", async () => {
                const preview = await bench.preview(place);
                assert.equal(preview.code, 0, said(preview));
                assert.deepEqual(
                    preview.planned.filter(({ op }) => op !== "same"),
                    [],
                );
                const refresh = await bench.refresh(place);
                assert.equal(refresh.code, 0, said(refresh));
                assert.deepEqual([refresh.changes, changedBy(refresh.stdout)], [[], 0]);
            });
            if (stack === "dev") {
                it("rule 1, 3, 5: goes, and leaves nothing", async () => {
                    const run = await bench.destroy(place);
                    assert.equal(run.code, 0, said(run));
                    // Noted would be instances or nodes that outlive vpc-cni, and whoever loses the API too early.
                    assert.deepEqual(run.notes, ["nobody administers cluster platform-dev any more"]);
                    assert.deepEqual(bench.inventory.all(), []);
                    assert.deepEqual((await bench.state()).resources ?? [], []);
                });
            } else {
                for (const skip of [[], ["--skip-preview"]]) {
                    it(`is stopped before anything is deleted${skip.join("")}`, async () => {
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
    }
});

function isProvider(type: string): boolean {
    return type.startsWith("pulumi:providers:");
}

/** Resources a run says it changed. */
function changedBy(stdout: string): number {
    const lines = [...stdout.matchAll(/^\s+[~+-]+\s*(\d+) (?:updated|created|deleted|replaced)/gm)];
    return lines.reduce((sum, [, count]) => sum + Number(count), 0);
}
