/** A stack from nothing to nothing: what holds of each, whatever is in it. */
import assert from "node:assert/strict";

import { type Bench, type Run, type RunOptions, said } from "./harness";
import { assertSettled } from "./recovery";

/** Its first update made everything in one pass, and nothing else. */
export async function assertCameUp(bench: Bench, run: Run): Promise<void> {
    assert.equal(run.code, 0, said(run));
    assert.deepEqual(
        run.changes.filter(({ method }) => method !== "create"),
        [],
    );
    assert.deepEqual([run.left, run.notes, run.changes.length], [[], [], bench.made().length]);
    await assertSettled(bench);
}

/** Neither preview, update nor refresh finds anything to do. */
export async function assertHoldsStill(bench: Bench, place: RunOptions): Promise<void> {
    const preview = await bench.preview(place);
    assert.equal(preview.code, 0, said(preview));
    assert.deepEqual(
        preview.planned.filter(({ op }) => op !== "same"),
        [],
    );
    const up = await bench.up(place);
    assert.equal(up.code, 0, said(up));
    assert.deepEqual([up.changes, up.steps], [[], []]);
    const refresh = await bench.refresh(place);
    assert.equal(refresh.code, 0, said(refresh));
    assert.deepEqual([refresh.changes, changedBy(refresh.stdout)], [[], 0]);
}

/** It went as a whole, in an order the sandbox accepts; state and account are empty but for what is to stay. */
export async function assertWent(bench: Bench, run: Run, kept: readonly string[] = []): Promise<void> {
    assert.equal(run.code, 0, said(run));
    const names = bench.inventory.all().map(({ id, name, type }) => (name === "" ? `${type} ${id}` : name));
    assert.deepEqual(names.sort(), [...kept].sort());
    // Noted would be nodes that outlive vpc-cni, what EKS cannot take away, and whoever loses the API too early.
    assert.deepEqual(
        run.notes.map((note) => note.replace(/(?<=cluster )\S+/, "<name>")),
        ["nobody administers cluster <name> any more"],
    );
    assert.deepEqual((await bench.state()).resources ?? [], []);
}

/** Resources a run says it changed. */
function changedBy(stdout: string): number {
    const lines = [...stdout.matchAll(/^\s+[~+-]+\s*(\d+) (?:updated|created|deleted|replaced)/gm)];
    return lines.reduce((sum, [, count]) => sum + Number(count), 0);
}
