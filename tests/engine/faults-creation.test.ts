/** Ring 2: creations fail, and the next update goes on where the last one ended. */
import assert from "node:assert/strict";

import { planOf } from "./preview-equals-plan";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";
import { assertConverged, assertSettled } from "./recovery";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** Types whose creation fails once: all of dev's, then those that an environment has besides the ones before. */
const ENVIRONMENTS = [
    ["dev", 29],
    ["staging", 8],
    ["production", 0],
] as const;

describeWithPulumi("ring 2: creations that fail", function () {
    this.timeout(4 * RUN_MS);
    const failedBefore = new Set<string>();

    for (const [stack, count] of ENVIRONMENTS) {
        const title =
            count === 0
                ? `${stack} has no further type`
                : `${stack}: each of ${count} types fails once, the next update goes on, and nothing is made twice`;
        it(title, async () => {
            const bench = new Bench({ stack });
            const types = (await typesOf(bench)).filter((type) => !failedBefore.has(type));
            assert.equal(types.length, count, types.join(", "));
            for (const type of types) failedBefore.add(type);
            if (count > 0) {
                assertMadeOnce(await failEachOnce(bench, types), bench, types);
                await assertConverged(bench);
            }
            bench.close();
        });
    }

    describe("a node group that EKS gave up", () => {
        let bench: Bench;
        let urn: string;

        before(() => {
            bench = new Bench({ stack: "staging" });
        });

        after(() => bench.close());

        it("fails the update, and stands in the state with what is wrong", async () => {
            const run = await bench.up({ faults: [{ kind: "half", type: NODE_GROUP }] });
            assert.notEqual(run.code, 0);
            assertQuoted(run, "failed-creation", 2);
            const failed = ((await bench.state()).resources ?? []).filter(
                (one) => (one.initErrors ?? []).length > 0,
            );
            assert.deepEqual(
                failed.map(({ type }) => type),
                [NODE_GROUP],
            );
            urn = failed[0]?.urn ?? "";
        });

        it("is not repaired by the next update, which succeeds", async () => {
            const run = await bench.up();
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(
                run.steps.filter((step) => step.urn === urn).map(({ op }) => op),
                ["update"],
            );
            assert.deepEqual(statuses(bench), ["active", "active", "failed"]);
            await assertSettled(bench);
        });

        it("is replaced as the runbook says, the new one first", async () => {
            const [tainted, refused] = [await state(bench, "taint", urn), await bench.up()];
            assert.match(said(tainted), /^1 resources tainted$/m);
            assertQuoted(refused, "failed-creation", 4);
            assert.deepEqual(refused.changes, []);
            assert.match(said(await state(bench, "unprotect", urn)), /^1 resources unprotected$/m);
            assertQuoted(await bench.pulumi(["preview"]), "failed-creation", 3);
            const run = await bench.up();
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(
                run.changes.map(({ method, urn: changed }) => [method, changed]),
                [
                    ["create", urn],
                    ["delete", urn],
                ],
            );
            assert.deepEqual(statuses(bench), ["active", "active", "active"]);
            await assertConverged(bench);
        });
    });
});

async function typesOf(bench: Bench): Promise<readonly string[]> {
    const { resources } = await planOf(bench.workspace());
    return [...new Set(resources.filter(({ custom }) => custom).map(({ type }) => type))].filter(
        (type) => !type.startsWith("pulumi:providers:"),
    );
}

/** Updates until one succeeds; the first creation of each type fails, several at a time where they are made so. */
async function failEachOnce(bench: Bench, types: readonly string[]): Promise<readonly Run[]> {
    const runs: Run[] = [];
    let left = types;
    for (;;) {
        const faults = left.map(
            (type) => ({ kind: "fail", operation: "create", type, always: false }) as const,
        );
        const run = await bench.up({ faults });
        runs.push(run);
        await assertSettled(bench);
        if (run.code === 0) return runs;
        const failed = new Set(failures(run).map(({ type }) => type));
        assert.notEqual(failed.size, 0, said(run));
        assertQuoted(run, "failed-creation", 1);
        left = left.filter((type) => !failed.has(type));
    }
}

function assertMadeOnce(runs: readonly Run[], bench: Bench, types: readonly string[]): void {
    const failed = runs.flatMap(failures);
    assert.deepEqual(failed.map(({ type }) => type).sort(), [...types].sort());
    assert.deepEqual(
        failed.filter(({ error = "" }) => !error.startsWith("ServiceUnavailableException: ")),
        [],
    );
    const made = runs.flatMap(({ changes }) => changes);
    assert.deepEqual([...new Set(made.map(({ method }) => method))], ["create"]);
    const label = ({ name, type }: { readonly name: string; readonly type: string }) => `${type} ${name}`;
    assert.deepEqual(made.map(label).sort(), bench.made().map(label).sort());
}

function failures({ calls }: Run) {
    return calls.filter(({ error }) => error !== undefined);
}

function statuses({ inventory }: Bench): readonly string[] {
    return inventory
        .ofType(NODE_GROUP)
        .map(({ status }) => status)
        .sort();
}

async function state(bench: Bench, command: string, urn: string): Promise<Run> {
    const run = await bench.pulumi(["state", command, urn, "--yes"]);
    assert.equal(run.code, 0, said(run));
    return run;
}
