/** One small stack from nothing to nothing, with faults of a seed in each of its updates and in its end. */
import assert from "node:assert/strict";

import type { Fault } from "../../tools/sandbox/faults";
import type { Entry } from "../../tools/sandbox/inventory";
import { Draws } from "../fuzz/draw";
import { Bench, type Run, type RunOptions, said } from "./harness";
import { GENERATIONS, type Generation, type SmallResource, smallResources } from "./programs/small-resources";
import { assertSettled } from "./recovery";
import { recoverFrom } from "./trouble";

export interface Life {
    readonly seed: number;
    /** Kinds of the faults that struck. */
    readonly faults: readonly string[];
    /** What only the account knew after a fault, and somebody deleted. */
    readonly strays: number;
}

const OPERATIONS = ["create", "update", "delete"] as const;
/** Changes of a generation, more or less: a kill later than that never comes. */
const CHANGES = 10;
/** The provider's own attempts are used up. */
const TOO_MANY = 27;

/** @throws AssertionError with the seed, the faults and what does not hold */
export async function live(seed: number): Promise<Life> {
    const bench = new Bench({ stack: "dev" });
    bench.run(require.resolve("./programs/small.ts"));
    const draws = new Draws(seed);
    const life = new RandomLife(bench, draws);
    try {
        for (const generation of GENERATIONS) await life.update(generation);
        await life.end();
        return { seed, faults: life.faults, strays: life.strays };
    } catch (error) {
        const at = `FAULTS_SEED=${seed} FAULTS=1: after ${life.faults.join(", ")}, in ${JSON.stringify(life.options)}`;
        const message = error instanceof Error ? error.message : String(error);
        throw new assert.AssertionError({ message: `${at}: ${message}` });
    } finally {
        bench.close();
    }
}

class RandomLife {
    public readonly faults: string[] = [];
    public strays = 0;
    public options: RunOptions = {};

    public constructor(
        private readonly bench: Bench,
        private readonly draws: Draws,
    ) {}

    public async update(generation: Generation): Promise<void> {
        const { bench, draws } = this;
        const wanted = smallResources(generation);
        const before = bench.made();
        const env = { SMALL_GENERATION: String(generation) };
        this.options = { ...trouble(draws, wanted), env, args: draws.chance(0.3) ? ["--refresh"] : [] };
        await this.recover(await bench.up(this.options));
        const run = await bench.up({ env });
        assert.equal(run.code, 0, said(run));
        await assertSettled(bench);
        assertAsWanted(bench.made(), wanted);
        assertKept(before, bench.made(), wanted);
    }

    public async end(): Promise<void> {
        const { bench, draws } = this;
        this.options = trouble(draws, smallResources(2));
        await this.recover(await bench.destroy(this.options));
        const run = await bench.destroy();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(bench.inventory.all(), []);
        assert.deepEqual((await bench.state()).resources ?? [], []);
    }

    private async recover(run: Run): Promise<void> {
        const recovered = await recoverFrom(this.bench, run);
        this.faults.push(...recovered.faults);
        this.strays += recovered.strays;
    }
}

/** One to three faults, and now and then a kill on top. */
function trouble(draws: Draws, resources: readonly SmallResource[]): RunOptions {
    const count = 1 + draws.below(3);
    const faults = Array.from({ length: count }, () => faultOf(draws, draws.pick(resources).type));
    return { faults, ...(draws.chance(0.4) ? { interruptAfter: draws.below(CHANGES) } : {}) };
}

function faultOf(draws: Draws, type: string): Fault {
    const operation = draws.pick(OPERATIONS);
    switch (draws.below(8)) {
        case 0:
            return { kind: "throttling", count: TOO_MANY };
        case 1:
            return { kind: "expired-credentials", after: draws.below(CHANGES) };
        case 2:
            return { kind: "half", type };
        case 3:
        case 4:
            return { kind: "fail", operation: draws.chance(0.2) ? "read" : operation, type, always: false };
        default:
            return { kind: "lost", operation, type };
    }
}

/** Each resource once, with the tags of its generation. */
function assertAsWanted(made: readonly Entry[], wanted: readonly SmallResource[]): void {
    const line = (type: string, name: string, tags: unknown): string =>
        `${type} ${name} ${JSON.stringify(tags ?? {})}`;
    assert.deepEqual(
        made.map(({ inputs, name, type }) => line(type, name, inputs["tags"])).sort(),
        wanted.map(({ inputs, name, type }) => line(type, name, inputs["tags"])).sort(),
    );
}

/** What stands in both generations is the same still; but a queue of another kind is another queue. */
function assertKept(before: readonly Entry[], now: readonly Entry[], wanted: readonly SmallResource[]): void {
    const stays = new Set(wanted.map(({ name }) => name).filter((name) => name !== "queue"));
    const ids = new Set(now.map(({ id }) => id));
    assert.deepEqual(
        before
            .filter(({ id, name }) => stays.has(name) && !ids.has(id))
            .map(({ id, name }) => `${name} ${id}`),
        [],
    );
}
