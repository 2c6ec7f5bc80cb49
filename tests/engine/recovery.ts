/** What docs/runbooks/ tells people to type after an update was cut off. */
import assert from "node:assert/strict";

import { deleteByHand } from "../../tools/sandbox/by-hand";
import type { Entry } from "../../tools/sandbox/inventory";
import { creationOf, labelOf } from "../support/creations";
import { type Bench, type Checkpoint, type Run, type RunOptions, said, type StateResource } from "./harness";
import { assertQuoted } from "./quotes";

type PendingOperation = NonNullable<Checkpoint["pending_operations"]>[number];

/** Takes minutes to make, or holds what must not be lost: taken over, where anything else is deleted by hand. */
const TAKEN_OVER = new Set([
    "aws:eks/cluster:Cluster",
    "aws:eks/fargateProfile:FargateProfile",
    "aws:eks/nodeGroup:NodeGroup",
]);

/** State and account hold the same, and nothing half done. */
export async function assertSettled(bench: Bench): Promise<void> {
    const { pending_operations: pending = [], resources = [] } = await bench.state();
    assert.deepEqual(pending.map(describePending), []);
    assert.deepEqual(
        resources
            .filter((one) => one.delete === true || (one.initErrors ?? []).length > 0)
            .map(({ urn }) => urn),
        [],
    );
    assert.deepEqual(idsOf(resources), bench.made().map(labelOf).sort());
}

/** State, account and program are the same: nothing is left to do. */
export async function assertConverged(bench: Bench, place: RunOptions = {}): Promise<void> {
    await assertSettled(bench);
    const preview = await bench.preview(place);
    assert.equal(preview.code, 0, said(preview));
    assert.deepEqual(
        preview.planned.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`),
        [],
    );
}

/** Runbook interrupted-update: the lock. */
export async function unlock(bench: Bench): Promise<void> {
    const locked = await bench.refresh();
    assert.equal(locked.code === 0, false);
    assertQuoted(locked, "locked-stack", 1);
    const cancelled = await bench.pulumi(["cancel", "--yes"]);
    assert.equal(cancelled.code, 0, said(cancelled));
    assertQuoted(cancelled, "locked-stack", 2);
}

/** Ends the CLI in the middle of its work, as whoever waits for it can see. */
export async function killed(running: Promise<Run>): Promise<void> {
    const run = await running;
    assert.equal(run.code, null, said(run));
}

const NOBODY = { account: "", principalArn: "", address: "", insideVpc: false };

/** Somebody deletes it past Pulumi: an id, or a logical name. */
export function lose({ inventory }: Bench, what: string): void {
    const world = { inventory, client: NOBODY, isUnreachable: false, note: () => undefined };
    assert.equal(deleteByHand(what, world), undefined);
}

/**
 * Runbook interrupted-update: operations left pending. Each creation is looked up in the account; then the refresh
 * forgets it.
 * @returns what was pending, as the engine words it
 */
export async function clearPending(bench: Bench): Promise<readonly string[]> {
    const { pending_operations: pending = [], resources = [] } = await bench.state();
    const known = new Set(idsOf(resources));
    for (const operation of pending.filter(({ type }) => type === "creating")) {
        const { type } = operation.resource;
        const made = creationOf(operation.resource, bench.inventory.all(), known);
        if (made !== undefined && TAKEN_OVER.has(type)) await takeOver(bench, operation, made);
        else if (made !== undefined) bench.inventory.remove(made);
    }
    const refresh = await bench.refresh({ args: ["--clear-pending-creates"] });
    assert.equal(refresh.code, 0, said(refresh));
    return pending.map(describePending);
}

/** What the account holds of the stack and its state does not know. */
export async function strays(bench: Bench): Promise<readonly Entry[]> {
    const { resources = [] } = await bench.state();
    const known = new Set(idsOf(resources));
    return bench.made().filter((entry) => !known.has(labelOf(entry)));
}

async function takeOver(bench: Bench, { resource }: PendingOperation, { id, name }: Entry): Promise<void> {
    const { parent = "", provider = "", type } = resource;
    const line = [
        "import",
        type,
        name,
        id,
        "--parent",
        `parent=${parent}`,
        "--provider",
        `aws=${urnOf(provider)}`,
    ];
    const run = await bench.pulumi([
        ...line,
        "--protect=false",
        "--generate-code=false",
        "--yes",
        "--skip-preview",
    ]);
    assert.equal(run.code, 0, said(run));
    if (type === "aws:eks/cluster:Cluster") assertQuoted(run, "interrupted-update", 2);
}

/** A reference to a provider is its URN, and its id. */
function urnOf(provider: string): string {
    return provider.slice(0, provider.lastIndexOf("::"));
}

function describePending({ resource, type }: PendingOperation): string {
    return `${resource.urn}, interrupted while ${type}`;
}

function idsOf(resources: readonly StateResource[]): readonly string[] {
    return resources
        .filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"))
        .map(labelOf)
        .sort();
}
