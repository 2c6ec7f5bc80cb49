/** Ring 2: an environment takes the time it is said to take, when each step takes what it is said to take. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../tools/facts";
import { diff } from "../../tools/review/diff";
import type { Call } from "../../tools/sandbox/calls";
import type { LatencyOf } from "../../tools/sandbox/latency";
import { runOf, workOrder } from "../../tools/time/schedule";
import { USUAL_PARALLEL } from "../../tools/time/time";
import { deploymentOf, destroyOf, updateOf, type Work } from "../../tools/time/work";
import { Bench, describeWithPulumi, type Edit, type Run, RUN_MS, said } from "./harness";
import { planOf } from "./review-equals-preview";

/** Of the whole, by which a step may begin or end beside its time: the engine has work of its own. */
const TOLERANCE = 0.1;

/** What a whole takes here: long enough that the engine's own work is little of it. */
const WHOLE_MS = 25_000;

const WITHOUT_OBJECTS: Edit = ["platform:inCluster: true", "platform:inCluster: false"];
/** Replaces the cluster, and all that is made from it. */
const OTHER_SERVICES: Edit = ["172.20.0.0/16", "172.21.0.0/16"];

describeWithPulumi("ring 2: time", function () {
    this.timeout(RUN_MS);
    // A machine that does much else is late once; a wrong order is wrong again.
    this.retries(1);

    it("dev comes up by the schedule, and goes by it three steps at a time", async () => {
        const bench = new Bench({ stack: "dev" });
        const graph = await planOf(bench.workspace());
        await assertOnTime(deploymentOf(graph), USUAL_PARALLEL, (options) => bench.up(options));
        await assertOnTime(destroyOf(graph), 3, (options) => bench.destroy(options));
        bench.close();
    });

    it("an update that makes, changes and deletes does it by the schedule", async () => {
        const bench = new Bench({ stack: "dev" });
        const program = require.resolve("./programs/dev-on-nodes.ts");
        const workspace = bench.workspace();
        const [before, after] = [await planOf(workspace), await planOf(workspace, program)];
        assert.equal((await bench.up()).code, 0);
        bench.run(program);
        const work = updateOf(diff(before, after, ANY_FACTS));
        await assertOnTime(work, USUAL_PARALLEL, (options) => bench.up(options));
        bench.close();
    });

    it("a cluster replaced takes along what is made from it, by the schedule", async () => {
        const bench = new Bench({ stack: "dev", settings: [WITHOUT_OBJECTS] });
        const before = await planOf(bench.workspace());
        assert.equal((await bench.up()).code, 0);
        bench.configure(OTHER_SERVICES);
        const work = updateOf(diff(before, await planOf(bench.workspace()), ANY_FACTS));
        await assertOnTime(work, USUAL_PARALLEL, (options) => bench.up(options));
        bench.close();
    });
});

/** The state is written when all is done, not with each step: that is time, and no order. */
const SAVED_ONCE = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" } as const;

interface Options {
    readonly env: typeof SAVED_ONCE;
    readonly args: readonly string[];
    readonly latencyMs: LatencyOf;
}

/** Each step that takes time begins and ends when it is said to, by the clock that starts with the first. */
async function assertOnTime(work: Work, parallel: number, run: (options: Options) => Promise<Run>) {
    const expected = runOf(workOrder(work), { parallel, secondsOf: ({ duration }) => duration.usual });
    const scale = WHOLE_MS / expected.end;
    const args = ["--parallel", String(parallel)];
    const done = await run({ args, env: SAVED_ONCE, latencyMs: latencyOf(work, scale) });
    assert.equal(done.code, 0, said(done));
    const zero = Math.min(...done.changes.map(({ beganAt }) => beganAt));
    const seen = done.changes.map((change) => {
        const id = `${change.method} ${change.urn}`;
        const timing = expected.timings.get(id);
        assert.ok(timing !== undefined, `nobody said that there would be: ${id}`);
        return { id, off: offOf(change, zero, { taken: timing.taken * scale, end: timing.end * scale }) };
    });
    tell(`${work.jobs.length > 0 ? "up" : "destroy"}, ${parallel} at a time`, done.changes, seen);
    assert.deepEqual(
        seen.filter(({ off }) => off > TOLERANCE * WHOLE_MS),
        [],
    );
    assert.deepEqual(unseen(work, seen), []);
}

/** What was said and not done. An update of what is made from an id that turns out the same is said in vain. */
function unseen(work: Work, seen: readonly Seen[]): readonly string[] {
    const ids = new Set(seen.map(({ id }) => id));
    return workOrder(work)
        .parts.filter(({ duration, operation }) => duration.basis !== "nothing" && operation !== "update")
        .map(({ id }) => id)
        .filter((id) => !ids.has(id));
}

interface Seen {
    readonly id: string;
    /** Milliseconds beside its time. */
    readonly off: number;
}

/** At the end that is farther off. */
function offOf(
    { beganAt, endedAt = Infinity }: Call,
    zero: number,
    at: { taken: number; end: number },
): number {
    return Math.max(Math.abs(beganAt - zero - at.taken), Math.abs(endedAt - zero - at.end));
}

function latencyOf(work: Work, scale: number): LatencyOf {
    const seconds = new Map(
        workOrder(work).parts.map(({ duration, name, operation, type }) => [
            `${operation} ${type} ${name}`,
            duration.usual,
        ]),
    );
    return ({ method, name, type }) => (seconds.get(`${method} ${type} ${name}`) ?? 0) * scale;
}

/** The figures, for who asks: `TIME_FIGURES=1`. */
function tell(what: string, changes: readonly Call[], seen: readonly Seen[]): void {
    if (process.env["TIME_FIGURES"] === undefined) return;
    const began = Math.min(...changes.map(({ beganAt }) => beganAt));
    const took = Math.max(...changes.map(({ endedAt = 0 }) => endedAt)) - began;
    const farthest = (Math.max(...seen.map(({ off }) => off)) / WHOLE_MS) * 100;
    process.stderr.write(
        `${what}: ${changes.length} steps in ${Math.round(took)} ms of ${WHOLE_MS} ms, farthest off ${farthest.toFixed(1)} %\n`,
    );
}
