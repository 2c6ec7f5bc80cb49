/** Ring 2: the cluster replaced: refused by the engine while objects live in it, and done in three updates. */
import assert from "node:assert/strict";

import { each, labelOfCall } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, type Edit, type Run, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";
import { assertConverged, lose } from "./recovery";

const SERVICES: Edit = ["172.20.0.0/16", "172.21.0.0/16"];
const NAME: Edit = ["clusterName: platform-dev", "clusterName: other-dev"];

const OFF: Edit = ["platform:inCluster: true", "platform:inCluster: false"];

const OBJECTS = [
    "EC2NodeClass pool-general-node-class",
    "NodePool pool-general-node-pool",
    "Release karpenter-controller",
    "Release karpenter-crd",
    "StorageClass storage-class-gp3",
];

const CLUSTER = each("delete", "Cluster cluster-control-plane").concat(
    "create Cluster cluster-control-plane",
);

describeWithPulumi("ring 2: the cluster is replaced", function () {
    this.timeout(RUN_MS);

    it("at once it fails, and fails again; the setting put back, nothing has happened", async () => {
        const bench = await deployed("dev");
        bench.configure(SERVICES);
        for (const run of [await bench.up(), await bench.up()]) {
            assert.notEqual(run.code, 0);
            assertQuoted(run, "replace-the-cluster", 1);
            assert.deepEqual([run.changes, run.left], [[], []]);
        }
        bench.configure(back(SERVICES));
        assert.deepEqual(succeeded(await bench.up()).changes, []);
        await assertConverged(bench);
    });

    it("at once with what is in it left out fails as well", async () => {
        const bench = await deployed("dev");
        bench.configure(SERVICES, OFF);
        const run = await bench.up();
        assert.notEqual(run.code, 0);
        assertQuoted(run, "replace-the-cluster", 1);
    });

    it("in three updates: without its objects, then the change, then with them", async () => {
        const bench = await deployed("dev");
        await inThree(bench, SERVICES);
        const config = bench.inventory.ofType("aws:eks/cluster:Cluster").map(({ inputs }) => inputs);
        assert.deepEqual(
            config.map((inputs) => inputs["kubernetesNetworkConfig"]),
            [{ ipFamily: "ipv4", serviceIpv4Cidr: "172.21.0.0/16" }],
        );
    });

    it("another name: the old one's log group is left behind", async () => {
        const bench = await deployed("dev");
        await inThree(bench, NAME);
        assert.deepEqual(
            bench.inventory
                .ofType("aws:cloudwatch/logGroup:LogGroup")
                .map(({ id, name }) => [id, name])
                .sort(),
            [
                ["/aws/eks/other-dev/cluster", "cluster-logs"],
                ["/aws/eks/platform-dev/cluster", ""],
            ],
        );
    });

    it("the old name put back after the failure: the log group is taken over", async () => {
        const bench = await deployed("dev");
        bench.configure(NAME);
        assertQuoted(await bench.up(), "replace-the-cluster", 1);
        bench.configure(back(NAME));
        assertQuoted(await bench.up(), "replace-the-cluster", 2);
        bench.configure(NAME);
        assertQuoted(await bench.up(), "replace-the-cluster", 1);
        lose(bench, "cluster-logs");
        succeeded(await bench.refresh());
        bench.configure(back(NAME));
        const { resources = [] } = await bench.state();
        const urnOf = (wanted: string) => resources.find(({ type }) => type === wanted)?.urn ?? wanted;
        const group = ["aws:cloudwatch/logGroup:LogGroup", "cluster-logs", "/aws/eks/platform-dev/cluster"];
        const place = [
            ...["--parent", `cluster=${urnOf("platform:cluster:Cluster")}`],
            ...["--provider", `aws=${urnOf("pulumi:providers:aws")}`],
        ];
        const flags = ["--generate-code=false", "--protect=false", "--yes"];
        succeeded(await bench.pulumi(["import", ...group, ...flags, ...place]));
        const run = succeeded(await bench.up());
        assert.ok(run.changes.map(labelOfCall).includes("update LogGroup cluster-logs"));
        assert.deepEqual(
            run.changes.filter(({ method }) => method !== "update"),
            [],
        );
        const preview = await bench.preview();
        assert.equal(preview.code, 0, said(preview));
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });
});

async function inThree(bench: Bench, change: Edit): Promise<void> {
    bench.configure(OFF);
    const off = succeeded(await bench.up());
    assert.deepEqual(off.changes.map(labelOfCall).sort(), [...each("delete", ...OBJECTS)]);
    bench.configure(change);
    const replaced = succeeded(await bench.up()).changes.map(labelOfCall);
    assert.deepEqual(
        replaced.filter((label) => CLUSTER.includes(label)),
        CLUSTER,
    );
    bench.configure(back(OFF));
    const on = succeeded(await bench.up());
    assert.deepEqual(on.changes.map(labelOfCall).sort(), [...each("create", ...OBJECTS)]);
    await assertConverged(bench);
}

function back([from, to]: Edit): Edit {
    return [to, from];
}

function succeeded(run: Run): Run {
    assert.equal(run.code, 0, said(run));
    return run;
}
