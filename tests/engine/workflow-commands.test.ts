/** Ring 2: the commands of the workflows, word for word, on the real engine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { FACTS } from "../../tools/facts";
import { compareOperations, readReviewed } from "../../tools/deploy/compare";
import { type EngineOperation, nameOf, readOperations } from "../../tools/deploy/operations";
import type { PlannedGraph } from "../../tools/plan/graph";
import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { renderJson } from "../../tools/review/render-json";
import { review } from "../../tools/review/review";
import type { Call } from "../../tools/sandbox/calls";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

/** A role without an access entry, on a machine that the API server does not answer. */
const READER = {
    client: { principalArn: "arn:aws:iam::210987654321:role/platform-preview", address: "198.18.99.1" },
};

/** The words of a workflow after `pulumi`, up to where its output goes. */
function commandIn(workflow: string): readonly string[] {
    const text = readFileSync(path.join(ROOT, ".github/workflows", workflow), "utf8");
    const command = /pulumi ((?:preview|refresh) [^>\n\\]*)/.exec(text)?.[1] ?? assert.fail(workflow);
    return command
        .replace('--stack "$STACK" --non-interactive', "")
        .replace("--policy-pack policy", `--policy-pack ${path.join(ROOT, "policy")}`)
        .replaceAll("'", "")
        .split(" ")
        .filter((word) => word !== "");
}

function operationsOf(stdout: string): readonly EngineOperation[] {
    const reading = readOperations(stdout);
    assert.ok("operations" in reading, JSON.stringify(reading));
    return reading.operations;
}

async function planOf(bench: Bench): Promise<PlannedGraph> {
    const { directory, stack } = bench.workspace();
    const result = await planStack({ directory, stack, mode: "deterministic" });
    assert.ok("graph" in result);
    return result.graph;
}

/** What `npm run plan -- diff --format json` prints for two plans. */
function reviewOf(base: PlannedGraph, head: PlannedGraph): string {
    return renderJson(
        review({
            environments: [{ base, head }],
            removed: [],
            base: "base",
            acknowledgements: { entries: [], problems: [] },
            today: "2026-11-25",
            facts: FACTS,
        }),
    );
}

describeWithPulumi("ring 2: the workflows' commands", function () {
    this.timeout(RUN_MS);

    let bench: Bench;
    let deployed: PlannedGraph;

    before(async () => {
        bench = new Bench({
            stack: "dev",
            settings: [['kubernetesVersion: "1.36"', 'kubernetesVersion: "1.35"']],
        });
        const up = await bench.up();
        assert.equal(up.code, 0, said(up));
        deployed = await planOf(bench);
    });

    after(() => bench.close());

    it("drift.yml: a refresh finds what is gone and what is another, asks no cluster and changes nothing", async () => {
        const { inventory } = bench;
        const subnet = inventory.all().find(({ name }) => name === "network-public-a") ?? assert.fail();
        const addon = inventory.all().find(({ name }) => name.includes("metrics-server")) ?? assert.fail();
        inventory.put({
            ...subnet,
            inputs: { ...subnet.inputs, tags: { by: "hand" } },
            outputs: { ...subnet.outputs, tags: { by: "hand" } },
        });
        inventory.remove(addon);
        const state = await bench.state();
        const run = await bench.pulumi(commandIn("drift.yml"), READER);
        inventory.put(subnet);
        inventory.put(addon);
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(
            operationsOf(run.stdout).map(({ operation, urn }) => `${operation} ${nameOf(urn)}`),
            [
                "update aws:ec2/subnet:Subnet network-public-a",
                "delete aws:eks/addon:Addon addon-metrics-server-addon",
            ],
        );
        assert.deepEqual(ofClusters(run.calls), []);
        assert.deepEqual(await bench.state(), state);
    });

    it("drift.yml: finds nothing where nothing is another", async () => {
        const run = await bench.pulumi(commandIn("drift.yml"), READER);
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(operationsOf(run.stdout), []);
    });

    describe("with a newer Kubernetes and another registry of charts", () => {
        let reviewed: string;
        let full: readonly EngineOperation[];

        before(async () => {
            bench.configure([
                'kubernetesVersion: "1.35"',
                'kubernetesVersion: "1.36"\n  platform:chartRegistry: charts.example.invalid',
            ]);
            reviewed = reviewOf(deployed, await planOf(bench));
            const run = await bench.pulumi(commandIn("deploy-stack.yml"));
            assert.equal(run.code, 0, said(run));
            full = operationsOf(run.stdout);
        });

        it("preview.yml: a preview shows all of AWS, and asks no cluster", async () => {
            const run = await bench.pulumi(commandIn("preview.yml"), READER);
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(ofClusters(run.calls), []);
            const inAws = full.filter(({ urn }) => !nameOf(urn).startsWith("kubernetes:"));
            assert.deepEqual(sorted(operationsOf(run.stdout)), sorted(inAws));
            assert.ok(inAws.length > 0 && inAws.length < full.length);
        });

        it("deploy-stack.yml: the engine would do what the review shows, no more and no less", () => {
            const reading = readReviewed(reviewed, "dev");
            assert.ok(reading instanceof Map, JSON.stringify(reading));
            assert.deepEqual(compareOperations(reading, full), { surprises: [], done: [] });
        });

        it("deploy-stack.yml: a stack that was changed by hand is noticed", () => {
            const nothing = readReviewed(reviewOf(deployed, deployed), "dev");
            assert.ok(nothing instanceof Map, JSON.stringify(nothing));
            assert.equal(compareOperations(nothing, full).surprises.length, full.length);
        });
    });
});

function ofClusters(calls: readonly Call[]): readonly string[] {
    return calls
        .filter(({ type }) => type.startsWith("kubernetes:"))
        .map(({ method, name }) => `${method} ${name}`);
}

function sorted(operations: readonly EngineOperation[]): readonly string[] {
    return operations.map(({ operation, urn }) => `${operation} ${nameOf(urn)}`).sort();
}
