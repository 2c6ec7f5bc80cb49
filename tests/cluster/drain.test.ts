/** Ring 5: production's nodes get a new minor, and a zone is lost. What stays up, in numbers. */
import assert from "node:assert/strict";

import { type KarpenterTypes, karpenterTypesOf } from "../../tools/cluster/instance-types";
import { makeNodes, type Rehearsal, start } from "../../tools/cluster/rehearsal";
import {
    type Kept,
    leftWithoutAZone,
    loseZone,
    type Rolled,
    rolledGroupsOf,
    rollNodes,
} from "../../tools/cluster/roll";
import { inputOf } from "../../tools/fit/fit";
import { readEnvironment } from "../../tools/parity/environment";
import { describeWithGo, report } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;
const STEP_MS = 5 * 60_000;

/** Each of these has two pods and a budget that keeps one. */
const KEPT = [
    "external-secrets/external-secrets",
    "external-secrets/external-secrets-cert-controller",
    "external-secrets/external-secrets-webhook",
    "kube-system/aws-load-balancer-controller",
    "kube-system/coredns",
    "kube-system/ebs-csi-controller",
    "kube-system/karpenter",
    "kube-system/metrics-server",
].map((name) => `${name}: 1 of 2, promised 1`);

/** EKS says of neither how it is to have a budget: one has a single pod. */
const UNPROMISED = [
    "amazon-cloudwatch/amazon-cloudwatch-observability-controller-manager",
    "kube-system/snapshot-controller",
];

describeWithGo("production's nodes go", function () {
    this.timeout(STEP_MS);
    let rehearsal: Rehearsal;
    let rolled: Rolled;

    before("start", async function () {
        this.timeout(START_MS);
        const environment = await readEnvironment("production");
        assert.ok(!("problems" in environment));
        rehearsal = await start({ environment: inputOf(environment) });
    });

    after("stop", async () => rehearsal.stop());

    it("a new minor replaces the nodes of three groups at once, and no budget is broken", async () => {
        const nodes = await rehearsal.nodes("desired");
        await rehearsal.install();
        await rehearsal.settled();
        rolled = await rollNodes(rehearsal.client, rolledGroupsOf(rehearsal.world, nodes), {
            kubelet: "v1.37",
        });
        assert.deepEqual(rolled.stuck, []);
        assert.deepEqual(rolled.replaced.toSorted(), [
            "nodes-system-a-1",
            "nodes-system-b-1",
            "nodes-system-c-1",
        ]);
        assert.deepEqual(promised(rolled.workloads), KEPT);
        assert.deepEqual(unpromised(rolled.workloads), UNPROMISED);
        assert.deepEqual(await waiting(), []);
    });

    it("on the new nodes, pods are in two zones again: no zone's loss takes both", async () => {
        assert.deepEqual(promised(await leftWithoutAZone(rehearsal.client)), KEPT);
    });

    it("a zone lost: the two others take its pods back, all but perhaps a second Karpenter", async () => {
        const { pods: before } = await rehearsal.settled();
        await rehearsal.karpenter({ types: withoutZone(karpenterTypesOf(rehearsal.world), "us-east-1a") });
        await loseZone(rehearsal.client, "us-east-1a");
        const { nodes, pods, short } = await rehearsal.settled();
        assert.deepEqual(short, []);
        assert.deepEqual(withoutDaemons(pods), withoutDaemons(before));
        assert.deepEqual(zonesOf(nodes), ["us-east-1b", "us-east-1c"]);
        const waiting = pods.filter(({ pending }) => pending !== undefined);
        report(`a zone lost: ${waiting.length === 0 ? "nothing waits" : "a second Karpenter waits"}`);
        for (const { labels, pending = "" } of waiting) {
            assert.equal(labels["app.kubernetes.io/name"], "karpenter");
            assert.match(pending, /Insufficient cpu/);
        }
        assert.ok(waiting.length <= 1);
    });

    it("with a second node in the zone without a Karpenter, whose group may have two, nothing waits", async () => {
        const { pods } = await rehearsal.settled();
        const one = pods.find(
            ({ labels, node }) => labels["app.kubernetes.io/name"] === "karpenter" && node !== undefined,
        );
        const zone = one?.node?.startsWith("nodes-system-b-") === true ? "c" : "b";
        const [there] = rolled.made.filter(({ name }) => name.startsWith(`nodes-system-${zone}-`));
        assert.ok(there !== undefined);
        const name = `nodes-system-${zone}-2`;
        await makeNodes(rehearsal.client, [
            { ...there, name, labels: { ...there.labels, "kubernetes.io/hostname": name } },
        ]);
        assert.deepEqual(await waiting(), []);
    });

    it("a budget that keeps every pod stops its node, and the message says which", async () => {
        const budget = { namespace: "kube-system", name: "coredns" };
        await rehearsal.client.patch("policy/v1", "PodDisruptionBudget", budget, {
            spec: { maxUnavailable: null, minAvailable: 2 },
        });
        const there = new Set(
            (await rehearsal.client.list("v1", "Node")).map(({ metadata }) => metadata.name),
        );
        const left = rolled.made.filter(({ name }) => there.has(name));
        const { replaced, stuck, workloads } = await rollNodes(
            rehearsal.client,
            rolledGroupsOf(rehearsal.world, left),
            { kubelet: "v1.38", patienceSeconds: 10 },
        );
        assert.deepEqual(
            stuck.map((line) => line.replace(/-[a-z0-9]+-[a-z0-9]+:/, ":")),
            Array.from(
                { length: 2 },
                () =>
                    "kube-system/coredns: Cannot evict pod as it would violate the pod's disruption budget. " +
                    "The disruption budget coredns needs 2 healthy pods and has 2 currently",
            ),
        );
        assert.equal(workloads.find(({ name }) => name === "kube-system/coredns")?.fewest, 2);
        assert.deepEqual(replaced, []);
    });

    async function waiting(): Promise<readonly string[]> {
        const { pods, short } = await rehearsal.settled();
        const unplaced = pods.flatMap(({ name, pending }) =>
            pending === undefined ? [] : [`${name}: ${pending}`],
        );
        return [...unplaced, ...short.map(({ owner, why }) => `${owner}: ${why}`)];
    }
});

function promised(workloads: readonly Kept[]): readonly string[] {
    return workloads.flatMap(({ fewest, name, promised: least, replicas }) =>
        least === undefined ? [] : [`${name}: ${fewest} of ${replicas}, promised ${least}`],
    );
}

function unpromised(workloads: readonly Kept[]): readonly string[] {
    return workloads.flatMap(({ name, promised: least }) => (least === undefined ? [name] : []));
}

function withoutDaemons(pods: readonly { readonly owner: string }[]): readonly string[] {
    return pods
        .map(({ owner }) => owner)
        .filter((owner) => !owner.startsWith("DaemonSet/"))
        .sort();
}

function zonesOf(nodes: readonly { readonly metadata: object }[]): readonly string[] {
    const zones = nodes.map(
        ({ metadata }) =>
            (metadata as { readonly labels: Readonly<Record<string, string>> }).labels[
                "topology.kubernetes.io/zone"
            ] ?? "",
    );
    return [...new Set(zones)].sort();
}

/** As EC2 has nothing in it. */
function withoutZone({ types, ...rest }: KarpenterTypes, zone: string): KarpenterTypes {
    return {
        ...rest,
        types: types.map(({ offerings, ...type }) => ({
            ...type,
            offerings: offerings.filter(({ labels }) => labels["topology.kubernetes.io/zone"] !== zone),
        })),
    };
}
