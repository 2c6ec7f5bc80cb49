import assert from "node:assert/strict";

import { deleteByHand } from "../../../tools/sandbox/by-hand";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import type { World } from "../../../tools/sandbox/world/model";
import { makeBootstrap, makeNodes } from "../../support/sandbox-compute";
import { CLIENT, makeCluster, makeNetwork, Rig } from "../../support/sandbox-world";

describe("a resource deleted by hand", () => {
    let rig: Rig;
    let world: World;

    beforeEach(() => {
        rig = new Rig();
        world = { inventory: rig.inventory, client: CLIENT, isUnreachable: false, note: () => undefined };
    });

    it("is named by its id or its logical name, and gone", async () => {
        const { nat, vpc } = await makeNetwork(rig);
        assert.equal(deleteByHand(nat.id, world), undefined);
        assert.equal(deleteByHand("vpc", world), undefined);
        assert.deepEqual([rig.inventory.find(nat.id), rig.inventory.find(vpc.id)], [undefined, undefined]);
    });

    it("is refused when nothing or more than one thing is meant", async () => {
        const { address, nat } = await makeNetwork(rig);
        assert.equal(deleteByHand("nut", world), "nothing in the account has the id or the logical name nut");
        const ids = rig.inventory.all().flatMap(({ id, name }) => (name === "nat" ? [id] : []));
        assert.deepEqual(ids, [address.id, nat.id]);
        assert.equal(
            deleteByHand("nat", world),
            `nat names 2 resources, give the id of one: ${address.id}, ${nat.id}`,
        );
    });

    it("takes along what AWS deletes with it", async () => {
        const small = await makeCluster(rig);
        const { cluster } = small;
        await makeBootstrap(rig);
        await makeNodes(rig, small);
        assert.equal(deleteByHand(cluster.id, world), undefined);
        for (const type of [TYPES.addon, TYPES.accessEntry, TYPES.nodeGroup]) {
            assert.deepEqual(rig.inventory.ofType(type), []);
        }
    });
});
