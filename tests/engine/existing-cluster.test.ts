/** Ring 2: an environment on a cluster that somebody else made comes, holds still and goes, and leaves the cluster as it was. */
import assert from "node:assert/strict";

import { objectOf } from "../../tools/facts/build";
import { type Entry, type Inventory, valuesOf } from "../../tools/sandbox/inventory";
import { text, TYPES, vpcConfigOf } from "../../tools/sandbox/world/lookups";
import { Bench, describeWithPulumi, type Edit, RUN_MS, said } from "./harness";
import { assertHoldsStill } from "./life";

describeWithPulumi("ring 2: a cluster that somebody else made", function () {
    this.timeout(RUN_MS);
    let owner: Bench;
    let guest: Bench;
    let untouched: readonly string[];

    before(async () => {
        owner = new Bench({ stack: "dev" });
        owner.run(require.resolve("./programs/on-managed-nodes.ts"));
        const up = await owner.up();
        assert.equal(up.code, 0, said(up));
        untouched = described(owner.inventory.all());
        // The same account, and a state of its own in which there is nothing.
        guest = new Bench({ stack: "dev", settings: factsOf(owner.inventory), inventory: owner.inventory });
        guest.run(require.resolve("./programs/dev-guest.ts"));
    });

    after(() => {
        guest.close();
        owner.close();
    });

    it("gets what the platform team adds, in one pass", async () => {
        const up = await guest.up();
        assert.equal(up.code, 0, said(up));
        assert.deepEqual(
            up.changes.filter(({ method }) => method !== "create"),
            [],
        );
        assert.deepEqual([up.left, up.notes], [[], []]);
        const added = described(guest.inventory.all()).filter((one) => !untouched.includes(one));
        assert.ok(added.length > 0);
        for (const kind of ["eks/addon:Addon", "helm.sh/v3:Release", "core/v1:Namespace"]) {
            assert.ok(
                added.some((one) => one.includes(kind)),
                kind,
            );
        }
        for (const kind of ["eks/cluster:", "eks/nodeGroup:", "ec2/vpc:", "ec2/subnet:"]) {
            assert.ok(!added.some((one) => one.includes(kind)), kind);
        }
    });

    it("then changes nothing", async () => assertHoldsStill(guest, {}));

    it("keeps all of its own when the environment goes, as it was", async () => {
        const run = await guest.destroy();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual((await guest.state()).resources ?? [], []);
        assert.deepEqual(described(guest.inventory.all()), untouched);
        const preview = await owner.preview();
        assert.equal(preview.code, 0, said(preview));
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });
});

/** With its revision: what was changed shows. */
function described(entries: readonly Entry[]): readonly string[] {
    return entries.map(({ id, revision, status, type }) => `${type} ${id} ${status} ${revision}`).sort();
}

/** As its owner reads them off the account. */
function factsOf(inventory: Inventory): readonly Edit[] {
    const [cluster] = inventory.ofType(TYPES.cluster);
    assert.ok(cluster);
    const { certificateAuthority, endpoint, identities } = valuesOf(cluster);
    const existingCluster = {
        endpoint,
        certificateAuthorityData: objectOf(certificateAuthority)["data"],
        issuer: issuerIn(identities),
        securityGroupId: vpcConfigOf(cluster)["clusterSecurityGroupId"],
    };
    const subnets = (tier: string) => ({
        a: inventory
            .ofType(TYPES.subnet)
            .flatMap(({ id, name }) => (name === `network-${tier}-a` ? [id] : [])),
        b: inventory
            .ofType(TYPES.subnet)
            .flatMap(({ id, name }) => (name === `network-${tier}-b` ? [id] : [])),
    });
    const vpcId = text(inventory.ofType(TYPES.subnet)[0], "vpcId");
    const existingVpc = { vpcId, nodeSubnets: subnets("node") };
    const facts = { existingCluster, existingVpc };
    return [
        ...Object.entries(facts).map(([key, value]): Edit => [
            "config:\n",
            `config:\n  platform:${key}: ${JSON.stringify(value)}\n`,
        ]),
        ["  platform:serviceCidr: 172.20.0.0/16\n", ""],
    ];
}

function issuerIn(identities: unknown): unknown {
    const [identity] = identities as readonly { readonly oidcs: readonly { readonly issuer: string }[] }[];
    return identity?.oidcs[0]?.issuer;
}
