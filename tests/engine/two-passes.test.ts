/** Ring 2: production, whose API server nobody reaches from outside, in its two documented passes. */
import assert from "node:assert/strict";

import { assertOrder, labelOfCall } from "./changes";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";

const INSIDE = { insideVpc: true };

const UNREACHABLE = /configured Kubernetes cluster is unreachable: .* dial tcp .*: i\/o timeout/;

/** Everything with a Kubernetes provider, in the order in which it comes. */
const IN_CLUSTER = [
    ["create StorageClass storage-class-gp3"],
    ["create Release karpenter-crd"],
    ["create Release karpenter-controller"],
    ["create EC2NodeClass pool-graviton-node-class", "create EC2NodeClass pool-x86-node-class"],
    ["create NodePool pool-graviton-node-pool", "create NodePool pool-x86-node-pool"],
];

describeWithPulumi("ring 2: a private API server", function () {
    this.timeout(RUN_MS);

    describe("in two passes", () => {
        let bench: Bench;

        before(() => {
            bench = new Bench({
                stack: "production",
                settings: [["platform:inCluster: true", "platform:inCluster: false"]],
            });
        });

        after(() => bench.close());

        it("rule 11, 14: the first, from outside, makes all of AWS, nodes and add-ons too", async () => {
            const run = await bench.up();
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(inCluster(run), []);
            assertOrder(run, [
                [
                    "create NodeGroup nodes-system-a",
                    "create NodeGroup nodes-system-b",
                    "create NodeGroup nodes-system-c",
                ],
                ["create Addon addon-coredns-addon", "create Addon addon-aws-ebs-csi-driver-addon"],
                ["create PodIdentityAssociation karpenter-controller"],
            ]);
            await assertRecorded(bench);
        });

        it("the second, from outside, fails and loses nothing", async () => {
            bench.configure(["platform:inCluster: false", "platform:inCluster: true"]);
            const before = bench.inventory.all();
            const run = await bench.up();
            assert.notEqual(run.code, 0);
            assert.match(said(run), UNREACHABLE);
            assert.deepEqual([run.changes, bench.inventory.all()], [[], before]);
        });

        it("rule 11: the second, from inside, makes what lives in the cluster", async () => {
            const run = await bench.up(INSIDE);
            assert.equal(run.code, 0, said(run));
            assert.deepEqual(run.changes.map(labelOfCall).sort(), IN_CLUSTER.flat().sort());
            assertOrder(run, IN_CLUSTER);
            assert.deepEqual([run.left, run.notes], [[], []]);
            await assertRecorded(bench);
        });

        it("rule 8: a refresh from outside fails and takes nothing out of the state", async () => {
            const before = await bench.state();
            const run = await bench.refresh();
            assert.notEqual(run.code, 0);
            assert.match(said(run), /failed to read resource state due to unreachable cluster/);
            assert.deepEqual(run.changes, []);
            assert.deepEqual(urnsOf(await bench.state()), urnsOf(before));
        });
    });

    it("rule 11: a single pass from outside fails without losing anything; from inside it goes on", async () => {
        const bench = new Bench({ stack: "production" });
        try {
            const failed = await bench.up();
            assert.notEqual(failed.code, 0);
            assert.match(said(failed), UNREACHABLE);
            assert.deepEqual([inCluster(failed), failed.left], [[], []]);
            await assertRecorded(bench);
            const made = bench.made();

            const run = await bench.up(INSIDE);
            assert.equal(run.code, 0, said(run));
            assert.ok(run.changes.every(({ method }) => method === "create"));
            assertOrder(run, IN_CLUSTER);
            assert.deepEqual(
                bench.made().filter(({ id }) => made.some((earlier) => earlier.id === id)).length,
                made.length,
            );
            await assertRecorded(bench);
        } finally {
            bench.close();
        }
    });
});

/** State and account hold the same. */
async function assertRecorded(bench: Bench): Promise<void> {
    const { pending_operations = [], resources = [] } = await bench.state();
    const custom = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
    assert.deepEqual(
        custom.map(({ id = "", type }) => `${type} ${id}`).sort(),
        bench
            .made()
            .map(({ id, type }) => `${type} ${id}`)
            .sort(),
    );
    assert.deepEqual(pending_operations, []);
}

function inCluster({ changes }: Run): readonly string[] {
    return changes.filter(({ type }) => type.startsWith("kubernetes:")).map(labelOfCall);
}

function urnsOf({ resources = [] }: Awaited<ReturnType<Bench["state"]>>): readonly string[] {
    return resources.map(({ urn }) => urn);
}
