/** Ring 2: where pods run changes: zones, pools, profiles, node groups. */
import assert from "node:assert/strict";

import { objectOf } from "../../tools/facts/build";
import { valuesOf } from "../../tools/sandbox/inventory";
import { ROOT } from "../support/settings";
import { assertChanges, each } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, RUN_MS, said } from "./harness";

const POOL_COMES = [["create EC2NodeClass pool-batch-node-class"], ["create NodePool pool-batch-node-pool"]];
const POOL_GOES = [["delete NodePool pool-batch-node-pool"], ["delete EC2NodeClass pool-batch-node-class"]];

/** The root of the tree says what is not protected. */
const UNPROTECTED = "update Platform platform";

/** An instance has no logical name: nobody registered it. */
const INSTANCES_FIRST = [
    "sandbox:ec2/instance ",
    "kubernetes:karpenter.sh/v1:NodePool pool-batch-node-pool",
    "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass pool-batch-node-class",
];

describeWithPulumi("ring 2: capacity changes", function () {
    this.timeout(RUN_MS);

    it("rule 28: dev: a zone added: subnets and a way out for them, then Karpenter learns of it", async () => {
        const bench = await deployed("dev");
        bench.configure(["    b: us-east-1b", "    b: us-east-1b\n    c: us-east-1c"]);
        const run = await bench.up();
        assertChanges(
            run,
            [
                [...zoneOf("c"), "update VpcEndpoint network-endpoint-s3"],
                ["update EC2NodeClass pool-general-node-class"],
            ],
            ["update Vpc network"],
        );
        assert.deepEqual([run.left, run.notes], [[], []]);
    });

    it("rule 28: staging: a zone added, with a node group once its subnet has a way out", async () => {
        const bench = await deployed("staging");
        bench.configure(["    c: us-east-1c", "    c: us-east-1c\n    d: us-east-1d"]);
        const run = await bench.up();
        const endpoints = ["ecr-api", "ecr-dkr", "s3"].map((name) => `VpcEndpoint network-endpoint-${name}`);
        assertChanges(
            run,
            [
                [...zoneOf("d"), ...each("update", ...endpoints)],
                ["create NodeGroup nodes-system-d"],
                ["update EC2NodeClass pool-general-node-class"],
            ],
            ["update ManagedNodes nodes-system", "update Vpc network"],
        );
        assert.deepEqual([run.left, run.notes], [[], []]);
    });

    it("rule 1, 2: dev: a pool added, then removed: first its instances, then the pool, then its class", async () => {
        const bench = await deployed("dev");
        bench.run(require.resolve("./programs/dev-two-pools.ts"));
        assertChanges(await bench.up(), POOL_COMES, ["create NodePool pool-batch"]);
        assert.equal(instancesOf(bench, "batch"), 1);
        bench.run(ROOT);
        const gone = await bench.up();
        assertChanges(gone, POOL_GOES, ["delete NodePool pool-batch"]);
        assert.deepEqual(labels(gone.left), INSTANCES_FIRST);
        assert.deepEqual([instancesOf(bench, "batch"), instancesOf(bench, "general")], [0, 1]);
        assert.deepEqual(gone.notes, []);
    });

    it("rule 1, 2: staging: a protected pool is removed in two updates, and not in one", async () => {
        const bench = await deployed("staging");
        bench.run(require.resolve("./programs/staging-two-pools.ts"));
        assertChanges(await bench.up(), POOL_COMES, ["create NodePool pool-batch"]);

        bench.run(ROOT);
        const refused = await bench.up();
        assert.match(
            said(refused),
            /resource ".*::pool-batch-node-pool" cannot be deleted\s+because it is protected/,
        );
        assert.deepEqual([refused.code === 0, refused.changes, refused.left], [false, [], []]);

        bench.run(require.resolve("./programs/staging-pool-unprotected.ts"));
        assertChanges(await bench.up(), [], [UNPROTECTED]);
        bench.run(ROOT);
        const gone = await bench.up();
        assertChanges(gone, POOL_GOES, ["delete NodePool pool-batch", UNPROTECTED]);
        assert.deepEqual(labels(gone.left), INSTANCES_FIRST);
        assert.deepEqual(gone.notes, []);
    });

    it("staging: two pools removed, one of them unprotected: a preview stops it, without one that one goes", async () => {
        const bench = await deployed("staging");
        bench.run(require.resolve("./programs/staging-three-pools.ts"));
        const more = await bench.up();
        assert.equal(more.code, 0, said(more));
        bench.run(ROOT);
        const previewed = await bench.pulumi(["up", "--yes"]);
        const refused = /resource ".*::pool-jobs-node-pool" cannot be deleted\s+because it is protected/;
        assert.match(said(previewed), refused);
        assert.deepEqual([previewed.code === 0, previewed.changes, previewed.left], [false, [], []]);
        const unseen = await bench.up();
        assert.match(said(unseen), refused);
        assert.notEqual(unseen.code, 0);
        // How far it comes is the engine's: it goes on with what it has begun.
        const gone = labels(unseen.left);
        assert.deepEqual(gone.slice(0, 2), INSTANCES_FIRST.slice(0, 2));
        assert.deepEqual(
            gone.filter((label) => !INSTANCES_FIRST.includes(label)),
            [],
        );
    });

    it("rule 7: dev: two profiles added, then removed, one at a time", async () => {
        const bench = await deployed("dev");
        bench.run(require.resolve("./programs/dev-three-profiles.ts"));
        const comes = ["jobs", "serverless"].flatMap((profile) => [
            [`create Role fargate-${profile}-pod-execution`],
            [`create RolePolicyAttachment fargate-${profile}-pod-execution`],
            [`create FargateProfile fargate-${profile}-profile`],
        ]);
        const components = ["FargateProfile fargate-jobs", "FargateProfile fargate-serverless"];
        assertChanges(await bench.up(), comes, each("create", ...components));
        bench.run(ROOT);
        const goes = [...comes].reverse().map((stage) => stage.map((one) => one.replace("create", "delete")));
        const gone = await bench.up();
        assertChanges(gone, goes, each("delete", ...components));
        assert.deepEqual(gone.notes, []);
    });

    it("rule 29: staging: node groups replaced, the new ones first and under names of their own", async () => {
        const bench = await deployed("staging");
        const groups = ["a", "b", "c"].map((slot) => `NodeGroup nodes-system-${slot}`);
        const before = groupNames(bench);
        bench.run(require.resolve("./programs/staging-larger-nodes.ts"));
        const run = await bench.up();
        assertChanges(
            run,
            [each("create-replacement", ...groups), each("delete-replaced", ...groups)],
            ["update ManagedNodes nodes-system", UNPROTECTED],
        );
        const after = groupNames(bench);
        assert.deepEqual(
            [after.length, after.filter((name) => before.includes(name)), run.notes],
            [3, [], []],
        );
    });

    it("rule 23: staging: what an autoscaler set is nobody's change, also after a refresh", async () => {
        const bench = await deployed("staging");
        const group = bench.inventory.ofType(NODE_GROUP).find(({ name }) => name === "nodes-system-a");
        assert.ok(group);
        const scaled = { scalingConfig: { ...objectOf(group.inputs["scalingConfig"]), desiredSize: 2 } };
        const { inputs, outputs } = group;
        bench.inventory.put({
            ...group,
            inputs: { ...inputs, ...scaled },
            outputs: { ...outputs, ...scaled },
        });
        const run = await bench.up({ args: ["--refresh"] });
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(
            run.steps.filter(({ op }) => op !== "refresh"),
            [],
        );
        assert.deepEqual(run.changes, []);
        const { resources = [] } = await bench.state();
        const known = resources.find(({ urn }) => urn.endsWith("::nodes-system-a"));
        assert.deepEqual(objectOf(known?.outputs?.["scalingConfig"]), {
            desiredSize: 2,
            maxSize: 2,
            minSize: 1,
        });
    });
});

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** What a zone has of its own, where one NAT gateway serves all. */
function zoneOf(slot: string): readonly string[] {
    return each(
        "create",
        `Route network-node-${slot}-egress`,
        `RouteTable network-node-${slot}`,
        `RouteTableAssociation network-node-${slot}`,
        `RouteTableAssociation network-public-${slot}`,
        `Subnet network-node-${slot}`,
        `Subnet network-public-${slot}`,
    );
}

function instancesOf(bench: Bench, pool: string): number {
    return bench.inventory.ofType("sandbox:ec2/instance").filter((entry) => valuesOf(entry)["pool"] === pool)
        .length;
}

function groupNames(bench: Bench): readonly unknown[] {
    return bench.inventory.ofType(NODE_GROUP).map((entry) => valuesOf(entry)["nodeGroupName"]);
}

function labels(entries: readonly { readonly name: string; readonly type: string }[]): readonly string[] {
    return entries.map(({ name, type }) => `${type} ${name}`);
}
