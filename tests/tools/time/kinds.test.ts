/** Of every kind of compute: the whole is as long as what it waits for, and what nobody timed is said. */
import assert from "node:assert/strict";

import { timeOf, type TimeReport } from "../../../tools/time/time";
import { KINDS } from "../../support/kinds";
import { graphOfShape } from "../../support/plan-shape";

function assertSound(name: string, { deployment, destroy, untimed }: TimeReport): void {
    for (const { critical, longest, shortest, steps, usual } of [deployment, destroy]) {
        const path = critical.reduce((sum, { seconds }) => sum + seconds, 0);
        assert.deepEqual([path, Math.max(...steps.map(({ end }) => end))], [usual, usual], name);
        assert.ok(shortest < usual && usual < longest, name);
        // A control plane alone, both ways, and nothing near an hour.
        assert.ok(usual > 178 && usual < 3600, `${name}: ${usual}`);
        for (const { duration, id, name: step, operation, type } of steps) {
            const isSaid = untimed.some(
                (one) => one.type === type && one.operation === operation && one.names.includes(step),
            );
            assert.equal(isSaid, duration.basis !== "sampled", `${name}: ${id}`);
        }
    }
}

describe("time: every kind of compute", function () {
    this.timeout(120_000);

    for (const [name, shape] of Object.entries(KINDS)) {
        it(`${name} takes as long as what it waits for`, async () => {
            assertSound(name, timeOf(await graphOfShape(shape)));
        });
    }
});
