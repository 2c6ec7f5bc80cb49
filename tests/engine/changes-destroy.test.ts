/** Ring 2: protected environments go by the documented steps, in an order the sandbox accepts. */
import assert from "node:assert/strict";

import { assertChanges, assertOrder, each } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";

const ZONES = ["a", "b", "c"] as const;
const GROUPS = each("delete", ...ZONES.map((slot) => `NodeGroup nodes-system-${slot}`));

describeWithPulumi("ring 2: protected environments go", function () {
    this.timeout(RUN_MS);

    it("rule 1, 3, 5: staging: protection off, then destroy: nothing is left", async () => {
        const bench = await deployed("staging");
        await unprotect(bench);
        const run = await bench.destroy();
        assert.equal(run.code, 0, said(run));
        assertGone(
            "staging",
            run,
            ["pool-general"],
            ZONES.map((slot) => `Route network-node-${slot}-egress`),
        );
        assert.deepEqual(bench.inventory.all(), []);
        assert.deepEqual((await bench.state()).resources ?? [], []);
    });

    it("production: protection off, keys given up, then destroy: only they and the audit logs are left", async () => {
        const bench = await deployed("production");
        const inside = { insideVpc: true };
        await unprotect(bench, inside);
        const keys = ((await bench.state()).resources ?? []).filter(({ type }) => type === "aws:kms/key:Key");

        const early = await bench.pulumi(["destroy", "--yes"], inside);
        assert.match(said(early), /::keys-\w+" cannot be deleted\s+because it is protected/);
        assert.deepEqual([early.code === 0, early.changes], [false, []]);

        const given = await bench.pulumi(["state", "unprotect", ...keys.map(({ urn }) => urn), "--yes"]);
        assert.equal(given.code, 0, said(given));
        const run = await bench.destroy(inside);
        assert.equal(run.code, 0, said(run));
        assertGone(
            "production",
            run,
            ["pool-graviton", "pool-x86"],
            ZONES.map((slot) => `NatGateway network-nat-${slot}`),
        );
        assert.deepEqual(
            bench.inventory
                .all()
                .map(({ name }) => name)
                .sort(),
            ["cluster-logs", "keys-logs", "keys-secrets", "keys-volumes"],
        );
        assert.deepEqual((await bench.state()).resources ?? [], []);
    });
});

/** AWS's own protection of the cluster goes with Pulumi's. */
async function unprotect(bench: Bench, place: { readonly insideVpc?: boolean } = {}): Promise<void> {
    bench.configure(["platform:protection: true", "platform:protection: false"]);
    assertChanges(
        await bench.up(place),
        [["update Cluster cluster-control-plane"]],
        ["update Cluster cluster", "update Platform platform"],
    );
}

/** Pools, what removes their instances, nodes, their network plugin, access, control plane, the way out. */
function assertGone(stack: string, run: Run, pools: readonly string[], wayOut: readonly string[]): void {
    assertOrder(run, [
        each("delete", ...pools.map((pool) => `NodePool ${pool}-node-pool`)),
        each("delete", ...pools.map((pool) => `EC2NodeClass ${pool}-node-class`)),
        ["delete Release karpenter-controller"],
        ["delete Release karpenter-crd"],
        ["delete PodIdentityAssociation karpenter-controller"],
        each("delete", ...["aws-ebs-csi-driver", "coredns"].map((name) => `Addon addon-${name}-addon`)),
        GROUPS,
        ["delete Addon addon-vpc-cni-addon"],
        ["delete AccessPolicyAssociation access-platform-deploy-e26565d6"],
        ["delete Cluster cluster-control-plane"],
        each("delete", ...wayOut),
    ]);
    // The last entry goes when nothing in the cluster is left, and before the cluster.
    assert.deepEqual(run.notes, [`nobody administers cluster platform-${stack} any more`]);
}
