/** Ring 2, of whatever environments this repository has: each comes up in one pass, holds still, and goes or is kept. */
import assert from "node:assert/strict";

import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ROOT } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { Bench, describeWithPulumi, type RunOptions, RUN_MS, said } from "../harness";
import { assertCameUp, assertHoldsStill, assertWent } from "../life";
import { planOf } from "../preview-equals-plan";

describeWithPulumi("ring 2: this repository's environments", function () {
    this.timeout(RUN_MS);

    for (const stack of listStacks(ROOT)) {
        describe(stack, () => {
            let bench: Bench;
            let graph: PlannedGraph;
            let place: RunOptions;

            before(async () => {
                bench = new Bench({ stack });
                graph = await planOf(bench.workspace());
                place = { insideVpc: isPrivate(graph) };
            });

            after(() => bench.close());

            it("comes up in one pass", async () => assertCameUp(bench, await bench.up(place)));

            it("then changes nothing", async () => assertHoldsStill(bench, place));

            it("then goes, or is kept as a whole while anything of it is protected", async () => {
                const before = bench.inventory.all();
                const run = await bench.pulumi(["destroy", "--yes"], place);
                if (!graph.resources.some(({ options }) => options.protect === true)) {
                    await assertWent(bench, run, keptOf(graph));
                    return;
                }
                assert.notEqual(run.code, 0);
                assert.match(said(run), /because it is protected/);
                assert.deepEqual([run.changes, bench.inventory.all()], [[], before]);
            });
        });
    }
});

/** Whether its API server answers inside the VPC alone. */
function isPrivate({ resources }: PlannedGraph): boolean {
    return resources.some(
        ({ inputs, type }) =>
            type === "aws:eks/cluster:Cluster" &&
            objectOf(objectOf(inputs)["vpcConfig"])["endpointPublicAccess"] === false,
    );
}

/** What outlives the stack, because it is asked to. */
function keptOf({ resources }: PlannedGraph): readonly string[] {
    return resources
        .filter(({ custom, options }) => custom && options.retainOnDelete === true)
        .map(({ name }) => name);
}
