import assert from "node:assert/strict";

import { KUBE_DNS, makeAddon, makeProfile } from "../../../support/sandbox-compute";
import { AWS, makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const OTHER_PROCESS = { ...AWS, id: "aws-2" };

describe("Fargate profiles in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    it("rule 7: two providers at once are refused", async () => {
        // The role they share is made first.
        await rig.remove(await makeProfile(rig, small, { name: "zero", selectors: [KUBE_DNS] }));
        const first = makeProfile(rig, small, { name: "one", selectors: [KUBE_DNS] });
        const second = makeProfile(rig, small, { name: "two", selectors: [KUBE_DNS], by: OTHER_PROCESS });
        assert.deepEqual(await Promise.all([refusalOf(first), refusalOf(second)]), [
            undefined,
            "ResourceInUseException: Cannot create Fargate Profile two because cluster one currently has Fargate " +
                "profile one in status CREATING",
        ]);
    });

    it("rule 7: one provider makes them one after the other by itself", async () => {
        await rig.remove(await makeProfile(rig, small, { name: "zero", selectors: [KUBE_DNS] }));
        const made = ["one", "two", "three"].map((name) =>
            refusalOf(makeProfile(rig, small, { name, selectors: [KUBE_DNS] })),
        );
        assert.deepEqual(await Promise.all(made), [undefined, undefined, undefined]);
    });

    it("rule 40: take private subnets only", async () => {
        const subnetIds = [small.nodes[0].id, small.open.id];
        assert.equal(
            await refusalOf(makeProfile(rig, small, { selectors: [KUBE_DNS], subnetIds })),
            `InvalidParameterException: Subnet ${small.open.id} provided in Fargate Profile is not a private subnet`,
        );
    });

    it("take five selectors", async () => {
        const selectors = ["a", "b", "c", "d", "e", "f"].map((namespace) => ({ namespace }));
        assert.equal(
            await refusalOf(makeProfile(rig, small, { selectors })),
            "InvalidParameterException: Fargate Profile has 6 selectors, more than 5",
        );
        assert.equal(await refusalOf(makeProfile(rig, small, { selectors: selectors.slice(1) })), undefined);
    });

    it("evict their pods when they go", async () => {
        const profile = await makeProfile(rig, small, { selectors: [KUBE_DNS] });
        await makeAddon(rig, "coredns", { computeType: "Fargate" });
        await rig.remove(profile);
        assert.deepEqual(rig.log.notes, [
            "after system went, pod coredns is Pending: 0/0 nodes are available",
        ]);
    });
});
