/**
 * Ring 2: FAULTS faults at random on stacks of seconds, seeds from FAULTS_SEED on: throttling, failures, lost answers,
 * expired credentials, and a CLI that is killed, in updates and destroys alike. After each the runbooks are followed.
 */
import assert from "node:assert/strict";

import { type Life, live } from "./random-life";
import { describeWithPulumi, RUN_MS } from "./harness";

const COUNT = Number(process.env["FAULTS"] ?? 6);
const FIRST = Number(process.env["FAULTS_SEED"] ?? 1);
/** What one fault takes, with its recovery, on a slow machine with others on it. */
const FAULT_MS = RUN_MS / 4;

describeWithPulumi(`ring 2: ${COUNT} faults at random from seed ${FIRST}`, function () {
    this.timeout(RUN_MS + COUNT * FAULT_MS);

    it("nothing is lost or made twice: account, state and program are the same after each recovery", async () => {
        const lives: Life[] = [];
        const struck = (): number => lives.reduce((sum, { faults }) => sum + faults.length, 0);
        for (let seed = FIRST; struck() < COUNT; seed += 1) lives.push(await live(seed));
        assert.equal(struck() >= COUNT, true);
        if (process.env["FAULTS"] !== undefined) process.stdout.write(`${figures(lives)}\n`);
    });
});

function figures(lives: readonly Life[]): string {
    const counts = new Map<string, number>();
    for (const fault of lives.flatMap(({ faults }) => faults))
        counts.set(fault, (counts.get(fault) ?? 0) + 1);
    const kinds = [...counts].sort(([one], [other]) => one.localeCompare(other));
    const strays = lives.reduce((sum, life) => sum + life.strays, 0);
    return [
        `${lives.length} lives, last seed ${lives.at(-1)?.seed ?? "none"}, ${strays} strays deleted by hand`,
        ...kinds.map(([kind, count]) => `${kind}: ${count}`),
    ].join("; ");
}
