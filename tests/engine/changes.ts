/** What a run did, exactly, and in which order. */
import assert from "node:assert/strict";

import type { Call } from "../../tools/sandbox/calls";
import { type Bench, type Preview, type Run, said, type Step } from "./harness";

/**
 * What may happen at the same time, as the engine names it: `update Cluster cluster-control-plane`. Nothing of the
 * next stage begins before all of this one is done.
 */
export type Stage = readonly string[];

/** The engine's operations that the providers carry out. */
const METHODS: Readonly<Record<string, Call["method"]>> = {
    create: "create",
    "create-replacement": "create",
    update: "update",
    delete: "delete",
    "delete-replaced": "delete",
};

/**
 * The run succeeded and did this and nothing else, stage by stage.
 * @param besides what no provider is asked: components, and providers themselves; in no order
 */
export function assertChanges(run: Run, stages: readonly Stage[], besides: readonly string[] = []): void {
    assert.equal(run.code, 0, said(run));
    assertDone(run, stages, besides);
}

/** As {@link assertChanges}, of a run that failed in the end. */
export function assertDone(run: Run, stages: readonly Stage[], besides: readonly string[] = []): void {
    assert.deepEqual(
        run.steps
            .filter(({ op }) => op !== "replace")
            .map(labelOfStep)
            .sort(),
        [...stages.flat(), ...besides].sort(),
    );
    assert.deepEqual(run.changes.map(labelOfCall).sort(), stages.flat().map(asCall).sort());
    assertOrder(run, stages);
}

/** All these calls were made, and each stage was over before the next began. Others may have been made besides. */
export function assertOrder({ changes }: Run, stages: readonly Stage[]): void {
    const spans = stages.map((stage) => {
        const calls = stage.map((label) => {
            const call = changes.find((one) => labelOfCall(one) === asCall(label));
            assert.ok(call, `${label} was not done`);
            return call;
        });
        return {
            stage,
            begins: Math.min(...calls.map(({ began }) => began)),
            ends: Math.max(...calls.map(({ ended = Infinity }) => ended)),
        };
    });
    spans.forEach((span, index) => {
        const next = spans[index + 1];
        if (next === undefined) return;
        assert.ok(
            span.ends < next.begins,
            `${next.stage.join(", ")} began before the end of ${span.stage.join(", ")}`,
        );
    });
}

/** `update Cluster cluster-control-plane` */
function labelOfStep({ op, urn }: Step): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${op} ${kindOf(types)} ${name.join("::")}`;
}

/** The method, of something with a kind and a name. */
export function labelOfCall({ method, name, type }: Call): string {
    return `${method} ${kindOf(type)} ${name}`;
}

/** A stage's entry as its call would be labelled. */
function asCall(label: string): string {
    const [op = "", ...rest] = label.split(" ");
    return [METHODS[op] ?? op, ...rest].join(" ");
}

/** `Cluster` of `…$aws:eks/cluster:Cluster`. */
function kindOf(type: string): string {
    return type.split(":").at(-1) ?? "";
}

/** One operation on several resources: `each("create", "Subnet a", "Subnet b")`. */
export function each(op: string, ...what: readonly string[]): Stage {
    return what.map((one) => `${op} ${one}`);
}

/** The project of dev gets another name, and the stack with it: the preview after it, in which nothing changes. */
export async function renamedWithItsStack(bench: Bench): Promise<Preview> {
    const renamed = await bench.pulumi(["stack", "rename", "organization/their-platform/dev"]);
    assert.equal(renamed.code, 0, said(renamed));
    bench.rename("their-platform");
    const preview = await bench.preview();
    assert.equal(preview.code, 0, said(preview));
    assert.deepEqual(
        preview.planned.filter(({ op }) => op !== "same"),
        [],
    );
    return preview;
}
