/** Environments that are up: made once in a run of the tests, and copied for each change that is rehearsed. */
import assert from "node:assert/strict";

import { Bench, type Run, type RunOptions, said } from "./harness";

const PLACES: Readonly<Record<string, RunOptions>> = { production: { insideVpc: true } };

interface Deployed {
    readonly bench: Bench;
    /** The update that made it, from nothing. */
    readonly first: Run;
}

const made = new Map<string, Promise<Deployed>>();
const open: Bench[] = [];

/** A copy of the environment as its first update left it. Closed after the last test. */
export async function deployed(stack: string): Promise<Bench> {
    const { bench } = await original(stack);
    const copy = bench.copy();
    open.push(copy);
    return copy;
}

/** The update that made the environment. */
export async function firstUpdate(stack: string): Promise<Run> {
    return (await original(stack)).first;
}

async function original(stack: string): Promise<Deployed> {
    const known = made.get(stack) ?? deploy(stack);
    made.set(stack, known);
    return known;
}

async function deploy(stack: string): Promise<Deployed> {
    const bench = new Bench({ stack });
    open.push(bench);
    const first = await bench.up(PLACES[stack]);
    assert.equal(first.code, 0, said(first));
    return { bench, first };
}

after(() => {
    for (const bench of open) bench.close();
});
