/** Which random environments are asked, `FUZZ` of them from `FUZZ_SEED` on, and what is said of one that fails. */
import assert from "node:assert/strict";

import type { Subject } from "./planned";
import { reduced, written } from "./reduce";

/** What is asked of all of them together is asked of so many. */
export const WHOLE = 2000;
export const COUNT = Number(process.env["FUZZ"] ?? WHOLE);
export const FIRST = Number(process.env["FUZZ_SEED"] ?? 1);
/** Seeds of one test. */
const BATCH = 50;

/** Seeds, test by test, with what a title says of them. */
export const BATCHES: readonly { readonly named: string; readonly seeds: readonly number[] }[] = Array.from(
    { length: Math.ceil(COUNT / BATCH) },
    (_, index) => {
        const first = FIRST + index * BATCH;
        const length = Math.min(BATCH, FIRST + COUNT - first);
        const seeds = Array.from({ length }, (__, at) => first + at);
        return { named: `seeds ${first} to ${first + length - 1}`, seeds };
    },
);

export interface Asked {
    readonly subject: Subject;
    /** What does not hold of it, or of less of it. */
    readonly faultsOf: (subject: Subject) => Promise<readonly string[]>;
}

/** @throws AssertionError with the seed, how to run it alone, and the least of its environment that shows the fault */
export function checkSeed(seed: number, asked: Asked): Promise<void> {
    return check(`seed ${seed} (FUZZ=1 FUZZ_SEED=${seed} npm run test:fuzz)`, asked);
}

/** @throws AssertionError with the least of the environment that shows the fault */
export async function check(title: string, { faultsOf, subject }: Asked): Promise<void> {
    const faults = await faultsOf(subject);
    const [first] = faults;
    if (first === undefined) return;
    const kindOf = (fault: string): string => fault.slice(0, 40);
    const smallest = await reduced(subject, async (smaller) => {
        const found = await faultsOf(smaller).catch(() => []);
        return found.some((fault) => kindOf(fault) === kindOf(first));
    });
    assert.fail(`${title}:\n${faults.join("\n")}\n${written(smallest)}`);
}
