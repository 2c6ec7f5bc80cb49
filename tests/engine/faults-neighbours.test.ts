/** Ring 2: stacks that share a backend and an account do not touch each other. */
import assert from "node:assert/strict";

import type { Entry } from "../../tools/sandbox/inventory";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

/** As many networks as an account may have. */
const STACKS = ["pr-1", "pr-2", "pr-3", "pr-4", "pr-5"] as const;

describeWithPulumi("ring 2: five stacks at once", function () {
    this.timeout(2 * RUN_MS);
    const benches: Bench[] = [];

    before(() => {
        for (const stack of STACKS) {
            const [first] = benches;
            const settings = [["clusterName: platform-dev", `clusterName: ${stack}`]] as const;
            benches.push(new Bench({ stack, settings, ...(first === undefined ? {} : { beside: first }) }));
        }
    });

    after(() => {
        for (const bench of benches) bench.close();
    });

    it("come up, each with resources of its own", async () => {
        const runs = await Promise.all(benches.map((bench) => bench.up()));
        for (const run of runs) assert.equal(run.code, 0, said(run));
        const counts = runs.map(({ changes }) => changes.length);
        assert.deepEqual(new Set(counts).size, 1);
        await assertApart(benches);
        assert.equal(
            benches[0]?.made().length,
            counts.reduce((sum, count) => sum + count, 0),
        );
    });

    it("while one goes and one changes, three stay as they are", async () => {
        const [going, changing, ...staying] = benches;
        assert.ok(going && changing);
        const before = await ownedBy(staying);
        assert.notEqual(before.length, 0);
        changing.configure(["owner: platform-team", "owner: data-team"]);
        const [gone, changed] = await Promise.all([going.destroy(), changing.up()]);
        assert.equal(gone.code, 0, said(gone));
        assert.equal(changed.code, 0, said(changed));
        assert.deepEqual([...new Set(changed.changes.map(({ method }) => method))], ["update"]);
        assert.deepEqual(await idsOf(going), []);
        assert.deepEqual(await ownedBy(staying), before);
        await assertApart([changing, ...staying]);
    });
});

/** Every resource in the account belongs to exactly one of the stacks. */
async function assertApart(stacks: readonly Bench[]): Promise<void> {
    const ids = (await Promise.all(stacks.map(idsOf))).flat();
    const made = stacks[0]?.made() ?? [];
    assert.deepEqual(ids.sort(), made.map(({ id, type }) => `${type} ${id}`).sort());
}

/** What stacks made, as the account has it. Objects of different clusters may have one name. */
async function ownedBy(stacks: readonly Bench[]): Promise<readonly Entry[]> {
    const ids = new Set((await Promise.all(stacks.map(idsOf))).flat());
    const isOwn = ({ id, place, type }: Entry): boolean =>
        type.startsWith("kubernetes:")
            ? stacks.some(({ stack }) => place.endsWith(`cluster/${stack}`))
            : ids.has(`${type} ${id}`);
    return (stacks[0]?.made() ?? []).filter(isOwn);
}

async function idsOf(bench: Bench): Promise<readonly string[]> {
    const { resources = [] } = await bench.state();
    return resources
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"))
        .map(({ id = "", type }) => `${type} ${id}`);
}
