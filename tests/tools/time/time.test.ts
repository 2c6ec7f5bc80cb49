/** What the environments of the tests' fork take, and what they wait for: figures of tools/time/durations.ts along their graphs. */
import assert from "node:assert/strict";

import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { type Schedule, scheduleOf } from "../../../tools/time/schedule";
import { timeOf, USUAL_PARALLEL } from "../../../tools/time/time";
import { deploymentOf } from "../../../tools/time/work";
import { graphOf, planned } from "../../support/graphs";
import { plan } from "../../support/run-plan";

const PROFILE = "aws:eks/fargateProfile:FargateProfile";

/** Steps of the path that take more than ten seconds. */
function longSteps({ critical }: Schedule): readonly string[] {
    return critical.filter(({ seconds }) => seconds > 10).map(({ name, seconds }) => `${name} ${seconds}`);
}

function ends({ longest, shortest, usual }: Schedule): readonly number[] {
    return [shortest, usual, longest];
}

async function graphOfStack(stack: string): Promise<PlannedGraph> {
    const { out } = await plan([stack, "--json"]);
    return JSON.parse(out) as PlannedGraph;
}

/** Both ways, of one of the environments. */
async function told(stack: string) {
    const { deployment, destroy, isProtected } = timeOf(await graphOfStack(stack));
    return {
        isProtected,
        up: ends(deployment),
        upWaitsFor: longSteps(deployment),
        down: ends(destroy),
        downWaitsFor: longSteps(destroy),
    };
}

describe("time: environments", function () {
    this.timeout(120_000);

    it("dev: pods on Fargate, once its profile is there", async () => {
        // 1546 s of 1577 s are these; the rest are 24 small steps between them.
        assert.deepEqual(await told("dev"), {
            isProtected: false,
            up: [1009, 1577, 2212],
            upWaitsFor: [
                "network-nat-a 107",
                "cluster-control-plane 564",
                "addon-vpc-cni-addon 65",
                "fargate-system-profile 259",
                "addon-aws-ebs-csi-driver-addon 260",
                "karpenter-interruption 26",
                "karpenter-crd 25",
                "karpenter-controller 240",
            ],
            down: [477, 999, 1677],
            downWaitsFor: [
                "pool-general-node-pool 380",
                "karpenter-controller 30",
                "karpenter-crd 30",
                "fargate-system-profile 256",
                "cluster-control-plane 178",
                "network-nat-a 60",
            ],
        });
    });

    it("staging: a Fargate profile takes longer to make than the nodes beside it, and nodes longer to go", async () => {
        assert.deepEqual(await told("staging"), {
            isProtected: true,
            up: [823, 1147, 1798],
            upWaitsFor: [
                "network-nat-a 107",
                "cluster-control-plane 564",
                "addon-vpc-cni-addon 65",
                "fargate-serverless-profile 259",
                "addon-aws-ebs-csi-driver-addon 45",
                "karpenter-interruption 26",
                "karpenter-crd 25",
                "karpenter-controller 25",
            ],
            down: [493, 1124, 1964],
            downWaitsFor: [
                "pool-general-node-pool 380",
                "karpenter-controller 30",
                "karpenter-crd 30",
                "nodes-system-c 380",
                "cluster-control-plane 178",
                "network-nat-a 60",
            ],
        });
    });

    it("production: as staging, a second later, since sixteen workers do not do for its first steps", async () => {
        const [staging, production] = [await told("staging"), await told("production")];
        const c = (name: string): string => name.replace("nat-a", "nat-c").replace("general", "x86");
        assert.deepEqual(production, {
            isProtected: true,
            up: [824, 1148, 1808],
            upWaitsFor: staging.upWaitsFor.map(c),
            down: staging.down,
            downWaitsFor: staging.downWaitsFor.map(c),
        });
        assert.equal(timeOf(await graphOfStack("production"), { parallel: 32 }).deployment.usual, 1147);
    });
});

describe("time: what would make it shorter", () => {
    const cluster = planned({ type: "aws:eks/cluster:Cluster", name: "cluster" });
    const nodes = (name: string) =>
        planned({ type: "aws:eks/nodeGroup:NodeGroup", name, dependsOn: [cluster] });
    const profile = (name: string, ...dependsOn: readonly PlannedResource[]) =>
        planned({ type: PROFILE, name, dependsOn: [cluster, ...dependsOn], inputs: { clusterName: "one" } });

    it("is a step without its time: of several at once all of them, and what is beside it is left", () => {
        // 564 s and 119 s, beside which a queue takes 26 s.
        const queue = planned({ type: "aws:sqs/queue:Queue", name: "queue", dependsOn: [cluster] });
        const schedule = scheduleOf(deploymentOf(graphOf(cluster, nodes("a"), nodes("b"), queue)), 16);
        assert.equal(schedule.usual, 683);
        assert.deepEqual(schedule.critical, [
            { urn: cluster.urn, name: "cluster", operation: "create", seconds: 564, because: "start" },
            { urn: nodes("b").urn, name: "b", operation: "create", seconds: 119, because: "dependency" },
        ]);
        const [create, nodeGroup] = ["create" as const, "aws:eks/nodeGroup:NodeGroup"];
        assert.deepEqual(schedule.savings, [
            { kind: "steps", names: ["cluster"], operation: create, type: cluster.type, seconds: 564 },
            { kind: "steps", names: ["b", "a"], operation: create, type: nodeGroup, seconds: 93 },
        ]);
    });

    it("is to do together what AWS does one at a time", () => {
        const schedule = scheduleOf(deploymentOf(graphOf(cluster, profile("a"), profile("b"))), 16);
        assert.equal(schedule.usual, 564 + 259 + 259);
        assert.deepEqual(
            schedule.savings.map(({ kind, names, seconds }) => [kind, names, seconds]),
            [
                ["steps", ["cluster"], 564],
                ["steps", ["a"], 259],
                ["steps", ["b"], 259],
                ["together", ["a", "b"], 259],
                ["locks", [], 259],
            ],
        );
    });

    it("is to put side by side what waits for its like, of which the longest is left", () => {
        const first = profile("a");
        const schedule = scheduleOf(deploymentOf(graphOf(cluster, first, profile("b", first))), 16);
        const together = schedule.savings.filter(({ kind }) => kind === "together");
        assert.deepEqual(
            together.map(({ names, seconds }) => [names, seconds]),
            [[["a", "b"], 259]],
        );
        assert.ok(!schedule.savings.some(({ kind }) => kind === "locks"));
    });

    it("is more workers, where steps wait for one", () => {
        const work = deploymentOf(graphOf(cluster, nodes("a"), nodes("b")));
        assert.deepEqual(
            scheduleOf(work, 1).savings.filter(({ kind }) => kind === "parallel"),
            [{ kind: "parallel", names: [], seconds: 119 }],
        );
        assert.equal(scheduleOf(work, 1).usual, 564 + 119 + 119);
        assert.equal(scheduleOf(work, USUAL_PARALLEL).usual, 564 + 119);
    });

    it("is only what is like it in length as well, of what is beside it", () => {
        const addon = (addonName: string) =>
            planned({ type: "aws:eks/addon:Addon", name: addonName, inputs: { addonName } });
        // 65 s, beside 25 s and 15 s.
        const schedule = scheduleOf(
            deploymentOf(graphOf(...["vpc-cni", "kube-proxy", "coredns"].map(addon))),
            16,
        );
        assert.deepEqual(
            schedule.savings.map(({ names, seconds }) => [names, seconds]),
            [[["vpc-cni"], 40]],
        );
    });

    it("is no step that leaves another as long, and no step without time is on the way", () => {
        const provider = planned({ type: "pulumi:providers:aws", name: "aws" });
        const policy = planned({
            type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            name: "policy",
            dependsOn: [cluster],
        });
        // After the cluster and its policy, which takes no time: a chart and an add-on, 25 s each.
        const chart = planned({ type: "kubernetes:helm.sh/v3:Release", name: "chart", dependsOn: [policy] });
        const proxy = planned({
            type: "aws:eks/addon:Addon",
            name: "proxy",
            inputs: { addonName: "kube-proxy" },
            dependsOn: [policy],
        });
        const schedule = scheduleOf(deploymentOf(graphOf(provider, cluster, policy, chart, proxy)), 16);
        assert.deepEqual(
            schedule.steps.map(({ end, isCritical, name, start }) => [name, start, end, isCritical]),
            [
                ["cluster", 0, 564, true],
                ["policy", 564, 564, false],
                ["proxy", 564, 589, false],
                ["chart", 564, 589, true],
            ],
        );
        assert.deepEqual(
            schedule.critical.map(({ because, name }) => [name, because]),
            [
                ["cluster", "start"],
                ["chart", "dependency"],
            ],
        );
        assert.deepEqual(
            schedule.savings.map(({ names, seconds }) => [names, seconds]),
            [[["cluster"], 564]],
        );
    });

    it("is nothing, where nothing is to do", () => {
        assert.deepEqual(scheduleOf({ jobs: [], waves: [] }, 16), {
            shortest: 0,
            usual: 0,
            longest: 0,
            steps: [],
            critical: [],
            savings: [],
        });
    });
});

describe("time: what nobody timed", () => {
    it("is named and counted by kind, once for all schedules", () => {
        const policies = ["a", "b"].map((name) => planned({ type: "aws:iam/policy:Policy", name }));
        const release = planned({
            type: "kubernetes:helm.sh/v3:Release",
            name: "chart",
            inputs: { chart: "some/chart" },
        });
        assert.deepEqual(timeOf(graphOf(...policies, release)).untimed, [
            {
                basis: "stand-in",
                type: release.type,
                operation: "delete",
                names: ["chart"],
                what: "uninstalling argo-cd",
                seconds: 30,
            },
            ...(["create", "delete"] as const).map((operation) => ({
                basis: "assumed",
                type: "aws:iam/policy:Policy",
                operation,
                names: ["a", "b"],
                what: "a small piece",
                seconds: 1,
            })),
        ]);
    });
});
