/** What struck a run, and the way back that the runbooks tell, on a stack alone or with neighbours in its account. */
import assert from "node:assert/strict";

import { type Bench, type Run, said } from "./harness";
import { clearPending, strays } from "./recovery";

export interface Recovered {
    /** Kinds of the faults that struck. */
    readonly faults: readonly string[];
    /** What only the account knew, and somebody deleted. */
    readonly strays: number;
}

/** Runbooks locked-stack, interrupted-update and failed-creation. */
export async function recoverFrom(bench: Bench, run: Run): Promise<Recovered> {
    const faults = kindsOf(run);
    assert.equal(run.code === 0, faults.length === 0, said(run));
    if (faults.length === 0) return { faults, strays: 0 };
    if (run.code === null) {
        const cancelled = await bench.pulumi(["cancel", "--yes"]);
        assert.equal(cancelled.code, 0, said(cancelled));
    }
    await clearPending(bench);
    const unknown = await strays(bench);
    const unheard = faults.filter((kind) => kind === "lost create").length;
    // A killed CLI may not have read the answer either: then the creation was pending, and is cleared.
    assert.ok(run.code === null ? unknown.length <= unheard : unknown.length === unheard, said(run));
    for (const entry of unknown) bench.inventory.remove(entry);
    return { faults, strays: unknown.length };
}

const ASKED_FOR = /\(sandbox: the fault (half|lost:\w+|create|update|delete|read):\S+ was asked for\)/;

/** What struck, once for each fault: expired credentials and throttling may fail several calls. */
function kindsOf(run: Run): readonly string[] {
    const { calls, code } = run;
    const errors = calls.flatMap(({ error, preview }) => (error === undefined || preview ? [] : [error]));
    const asked = errors.flatMap((error) => ASKED_FOR.exec(error)?.[1] ?? []);
    return [
        ...asked.map((kind) =>
            kind === "half" || kind.includes(":") ? kind.replace(":", " ") : `failed ${kind}`,
        ),
        ...(errors.some((error) => error.startsWith("ThrottlingException")) ? ["throttled"] : []),
        ...(said(run).includes("ExpiredTokenException") ? ["expired credentials"] : []),
        ...(code === null ? ["killed"] : []),
    ];
}
