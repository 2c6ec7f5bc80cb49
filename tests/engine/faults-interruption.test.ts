/** Ring 2: the CLI is killed in the middle of its work, or somebody else is at work. */
import assert from "node:assert/strict";

import { TYPES } from "../../tools/sandbox/world/lookups";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, nameOf, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";
import { assertConverged, assertSettled, clearPending, killed, unlock } from "./recovery";

const WARNING = /pending operations/;

describeWithPulumi("ring 2: an interrupted update", function () {
    this.timeout(2 * RUN_MS);
    let bench: Bench;

    afterEach(() => bench.close());

    // The first addresses, and something of Karpenter's.
    for (const after of [1, 66]) {
        it(`from nothing, killed after ${after} changes: recovered, and nothing is made twice`, async () => {
            bench = new Bench({ stack: "dev" });
            await killed(bench.up({ interruptAfter: after }));
            await unlock(bench);
            assert.notEqual((await clearPending(bench)).length, 0);
            await assertSettled(bench);
            const run = await bench.up();
            assert.equal(run.code, 0, said(run));
            assert.doesNotMatch(said(run), WARNING);
            await assertConverged(bench);
        });
    }

    it("while the control plane is made: warned of, then taken over and not made again", async () => {
        bench = new Bench({ stack: "dev" });
        await killed(bench.up({ interruptAfter: 28 }));
        await unlock(bench);
        const again = await bench.up();
        assert.notEqual(again.code, 0);
        assertQuoted(again, "interrupted-update", 1);
        assert.match(said(again), /^ +\* urn:\S+::cluster-control-plane, interrupted while creating$/m);
        assert.match(said(again), /ResourceInUseException: Cluster already exists with name: platform-dev/);
        const made = bench.inventory.ofType(TYPES.cluster);
        assert.deepEqual(
            (await clearPending(bench)).map((text) => nameOf(text)),
            [`${TYPES.cluster} cluster-control-plane, interrupted while creating`],
        );
        await assertSettled(bench);
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(bench.inventory.ofType(TYPES.cluster), made);
        await assertConverged(bench);
    });

    // A pool with its instances, in the middle, and what the network begins with.
    for (const after of [0, 30, 75]) {
        it(`of a destroy, killed after ${after} changes: refreshed, and the next one ends it`, async () => {
            bench = await deployed("dev");
            await killed(bench.destroy({ interruptAfter: after }));
            await unlock(bench);
            const pending = await clearPending(bench);
            assert.deepEqual(
                pending.filter((text) => !text.endsWith(", interrupted while deleting")),
                [],
            );
            await assertSettled(bench);
            const run = await bench.destroy();
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(bench.inventory.all(), []);
            assert.deepEqual((await bench.state()).resources ?? [], []);
        });
    }
});

describeWithPulumi("ring 2: two updates of one stack at once", function () {
    this.timeout(RUN_MS);

    it("the second ends at the lock and changes nothing; the first goes on", async () => {
        const first = new Bench({ stack: "dev" });
        const second = new Bench({ stack: "dev", beside: first });
        let isDone = false;
        const running = first.up({ latencyMs: 150 }).finally(() => (isDone = true));
        while (first.inventory.all().length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
        const refused = await second.up();
        assert.equal(isDone, false);
        assertQuoted(refused, "locked-stack", 1);
        assert.deepEqual([refused.code === 0, refused.changes], [false, []]);
        const run = await running;
        assert.equal(run.code, 0, said(run));
        await assertConverged(first);
        for (const bench of [first, second]) bench.close();
    });
});
