/** The engine's scheduling, on work small enough to reckon by hand. */
import assert from "node:assert/strict";

import { type Job, orderOf, type Part, simulate, simulateWaves } from "../../../tools/time/simulate";

interface Timed extends Part {
    readonly seconds: number;
}

interface Limits {
    readonly parallel: number;
    readonly locks?: boolean;
}

const TIMED = { secondsOf: ({ seconds }: Timed) => seconds } as const;

/** A job of one part that takes so long. */
function job(id: string, seconds: number, after: readonly string[] = [], lock?: string): Job<Timed> {
    return { id, after, parts: [part(id, seconds, lock)] };
}

function part(id: string, seconds: number, lock?: string): Timed {
    return { id: `${id}!`, seconds, ...(lock === undefined ? {} : { lock }) };
}

/** `a! 0-5 start` */
function told(jobs: readonly Job<Timed>[], limits: Limits): readonly string[] {
    return lines(simulate(orderOf(jobs), { ...TIMED, ...limits }));
}

function lines({ timings }: ReturnType<typeof simulate>): readonly string[] {
    return [...timings.values()].map(({ cause, end, id, start, taken }) => {
        const held = taken === start ? "" : ` taken ${taken}`;
        return `${id} ${start}-${end}${held} ${cause === undefined ? "start" : `${cause.kind} ${cause.id}`}`;
    });
}

/** a: 3, then b: 5 and c: 2, then d: 1. */
const DIAMOND: readonly Job<Timed>[] = [
    job("a", 3),
    job("b", 5, ["a"]),
    job("c", 2, ["a"]),
    job("d", 1, ["b", "c"]),
];

describe("time: the engine's scheduling", () => {
    it("does everything in a row with one worker, in the order in which it comes", () => {
        assert.deepEqual(told([job("a", 3), job("b", 5), job("c", 2)], { parallel: 1 }), [
            "a! 0-3 start",
            "b! 3-8 worker a!",
            "c! 8-10 worker b!",
        ]);
    });

    it("gives the third of three the worker that is free first", () => {
        assert.deepEqual(told([job("a", 3), job("b", 5), job("c", 2)], { parallel: 2 }), [
            "a! 0-3 start",
            "b! 0-5 start",
            "c! 3-5 worker a!",
        ]);
    });

    it("ends a diamond by its longer side", () => {
        assert.deepEqual(told(DIAMOND, { parallel: 2 }), [
            "a! 0-3 start",
            "c! 3-5 dependency a!",
            "b! 3-8 dependency a!",
            "d! 8-9 dependency b!",
        ]);
        assert.deepEqual(told(DIAMOND, { parallel: 1 }), [
            "a! 0-3 start",
            "b! 3-8 dependency a!",
            "c! 8-10 worker b!",
            "d! 10-11 dependency c!",
        ]);
    });

    it("takes what comes first, not what is longest: c has come when a ends, d only when b does", () => {
        const jobs = [job("a", 2), job("b", 3), job("c", 4, ["a"]), job("d", 9, ["b"]), job("e", 1, ["a"])];
        assert.deepEqual(told(jobs, { parallel: 2 }), [
            "a! 0-2 start",
            "b! 0-3 start",
            "e! 3-4 worker b!",
            "c! 2-6 dependency a!",
            "d! 4-13 worker e!",
        ]);
    });

    it("passes through what has nothing to do, and asks a worker for it all the same", () => {
        const component: Job<Timed> = { id: "component", after: ["a"], parts: [] };
        assert.deepEqual(told([job("a", 3), component, job("b", 2, ["component"])], { parallel: 1 }), [
            "a! 0-3 start",
            "component 3-3 dependency a!",
            "b! 3-5 dependency component",
        ]);
        // Nobody is free before a ends.
        const idle: Job<Timed> = { id: "idle", after: [], parts: [] };
        assert.deepEqual(told([job("a", 3), idle], { parallel: 1 }), ["a! 0-3 start", "idle 3-3 worker a!"]);
    });

    it("does the parts of one job in a row, on one worker", () => {
        const replacement: Job<Timed> = { id: "r", after: [], parts: [part("old", 4), part("new", 6)] };
        assert.deepEqual(told([replacement, job("b", 1)], { parallel: 1 }), [
            "old! 0-4 start",
            "new! 4-10 chain old!",
            "b! 10-11 worker new!",
        ]);
        assert.deepEqual(told([replacement, job("b", 1, ["r"])], { parallel: 9 }), [
            "old! 0-4 start",
            "new! 4-10 chain old!",
            "b! 10-11 dependency new!",
        ]);
    });

    it("keeps the worker of who waits for a lock", () => {
        const jobs = [job("a", 4, [], "lock"), job("b", 4, [], "lock"), job("c", 1), job("d", 1)];
        assert.deepEqual(told(jobs, { parallel: 3 }), [
            "c! 0-1 start",
            "d! 1-2 worker c!",
            "a! 0-4 start",
            "b! 4-8 taken 0 lock a!",
        ]);
        // With two workers, c and d wait as well: both have one that is held up.
        assert.deepEqual(told(jobs, { parallel: 2 }), [
            "a! 0-4 start",
            "c! 4-5 worker a!",
            "d! 5-6 worker c!",
            "b! 4-8 taken 0 lock a!",
        ]);
        assert.deepEqual(told(jobs, { parallel: 2, locks: false }).slice(0, 2), [
            "a! 0-4 start",
            "b! 0-4 start",
        ]);
    });

    it("forgets what is not there, and refuses what waits for itself", () => {
        assert.deepEqual(told([job("a", 1, ["nobody", "nobody"])], { parallel: 1 }), ["a! 0-1 start"]);
        assert.throws(() => told([job("a", 1, ["b"]), job("b", 1, ["a"])], { parallel: 1 }), {
            message: "these jobs wait for each other",
        });
    });

    it("does waves one after another, each as long as its longest, with as many workers", () => {
        const waves = [
            [part("a", 3), part("b", 5), part("c", 2)],
            [part("d", 1)],
            [part("e", 0)],
            [part("f", 4)],
        ].map((wave) => orderOf(wave.map((one) => ({ id: one.id, parts: [one], after: [] }))));
        const two = simulateWaves(waves, { ...TIMED, parallel: 2 });
        assert.deepEqual(lines(two), [
            "a! 0-3 start",
            "b! 0-5 start",
            "c! 3-5 worker a!",
            "d! 5-6 wave c!",
            "e! 6-6 wave d!",
            "f! 6-10 wave d!",
        ]);
        assert.deepEqual([two.end, two.last], [10, "f!"]);
        assert.equal(simulateWaves(waves, { ...TIMED, parallel: 1 }).end, 15);
        assert.equal(simulateWaves(waves, { ...TIMED, parallel: 9 }).end, 10);
        assert.equal(simulateWaves([], { ...TIMED, parallel: 1 }, { at: 7 }).end, 7);
    });
});
