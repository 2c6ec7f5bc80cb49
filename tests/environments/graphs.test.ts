/** Rules on the whole graph of every environment, with its placeholders filled in. */
import assert from "node:assert/strict";

import fc from "fast-check";

import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { filledStack } from "../support/filled";
import { faultyNames } from "../support/physical-names";
import { recordEnvironment } from "../support/record-environment";
import { ofTheKit } from "./of-the-kit";

const STACKS = listStacks(ROOT);

/** The graph of an environment with changed settings. */
async function graphWith(
    stack: string,
    edit?: (settings: string) => string,
    project?: string,
): Promise<PlannedGraph> {
    const settings = filledStack(stack, edit);
    const { graph, problems } = await recordEnvironment({
        ...settings,
        ...(project === undefined ? {} : { project }),
    });
    assert.deepEqual(problems, []);
    return graph;
}

/** A line of the settings, replaced. */
function setting(key: string, value: string): (settings: string) => string {
    const line = new RegExp(`^  platform:${key}: .*$`, "m");
    return (settings) => {
        assert.match(settings, line);
        return settings.replace(line, () => `  platform:${key}: ${value}`);
    };
}

/** Source: EKS API Reference, CreateCluster, name. */
const LONGEST_CLUSTER_NAME = 100;

/** What every name of the environment begins with, by its organisation's rules. */
function prefixOf(stack: string): string {
    const { config } = filledStack(stack);
    const rules = JSON.parse(config["platform:organisation"] ?? "{}") as { readonly namePrefix?: string };
    return rules.namePrefix ?? "";
}

for (const stack of STACKS) {
    describe(stack, () => {
        it("rule 33: exports the kubeconfig as a secret, and shows it nowhere", async () => {
            const graph = await graphWith(stack);
            assert.deepEqual(objectOf(graph.outputs)["kubeconfig"], { $secret: true });
            assert.doesNotMatch(JSON.stringify(graph), /get-token/);
        });

        it("rule 8: without inCluster needs no API server: nothing of Kubernetes, all of AWS", async () => {
            const [all, outside] = [
                await graphWith(stack, setting("inCluster", "true")),
                await graphWith(stack, setting("inCluster", "false")),
            ];
            assert.deepEqual(urnsOf(outside, "kubernetes:"), []);
            assert.notDeepEqual(urnsOf(all, "kubernetes:"), []);
            assert.deepEqual(urnsOf(outside, "aws:"), urnsOf(all, "aws:"));
        });
    });
}

describe("names in AWS and in the cluster", () => {
    it("rule 43: are valid and unique in every environment, whatever cluster and project are called", async () => {
        const cluster = fc.stringMatching(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/);
        const project = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);
        const longest = "Long_Name-".repeat(10);
        await fc.assert(
            fc.asyncProperty(fc.constantFrom(...STACKS), cluster, project, async (stack, name, of) => {
                const called = `${prefixOf(stack)}${name}`.slice(0, LONGEST_CLUSTER_NAME);
                const graph = await graphWith(stack, setting("clusterName", JSON.stringify(called)), of);
                assert.deepEqual(faultyNames(ofTheKit(graph)), []);
            }),
            // Each plans an environment.
            { seed: 20261124, numRuns: 5, examples: STACKS.map((stack) => [stack, longest, longest]) },
        );
    });

    it("rule 43: are named when they are too long, malformed or taken", () => {
        const role = { type: "aws:iam/role:Role", name: "r".repeat(57) };
        const queue = { type: "aws:sqs/queue:Queue", name: "a.b" };
        const rule = { type: "aws:cloudwatch/eventRule:EventRule", name: "one", inputs: { name: "same" } };
        const resources = [role, queue, rule, { ...rule, name: "two" }].map((sketch) => ({
            inputs: {},
            ...sketch,
        }));
        assert.deepEqual(faultyNames({ resources }), [
            `aws:iam/role:Role ${"r".repeat(57)}-0000000`,
            "aws:sqs/queue:Queue a.b-0000000",
            "aws:cloudwatch/eventRule:EventRule same",
        ]);
    });
});

/** URNs of the resources of one package. */
function urnsOf(graph: PlannedGraph, pkg: string): string[] {
    return graph.resources.filter(({ type }) => type.startsWith(pkg)).map(({ urn }) => urn);
}
