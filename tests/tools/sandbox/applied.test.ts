import assert from "node:assert/strict";

import { applyByHand, BY_HAND, deleteByHand } from "../../../tools/sandbox/by-hand";
import { madeForObjects } from "../../../tools/sandbox/world/leaks";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import type { World } from "../../../tools/sandbox/world/model";
import { makeRelease } from "../../support/sandbox-compute";
import { CLIENT, makeCluster, Rig } from "../../support/sandbox-world";

describe("an object applied by hand", () => {
    let rig: Rig;
    let world: World;

    beforeEach(() => {
        rig = new Rig();
        world = { inventory: rig.inventory, client: CLIENT, isUnreachable: false, note: () => undefined };
    });

    function made(): readonly string[] {
        return madeForObjects(rig.inventory).map(({ text }) => text.replaceAll(/-\d{10}/g, "-N"));
    }

    it("needs a cluster", () => {
        for (const kind of BY_HAND) {
            assert.equal(applyByHand(kind, world), `there is no cluster to apply a ${kind} in`);
        }
    });

    it("is answered by whoever answers such objects, and goes with what was made for it", async () => {
        const small = await makeCluster(rig);
        await rig.create(TYPES.zone, "zone", { name: "example.com" });
        await makeRelease(rig, small, "aws-load-balancer-controller", {});
        await makeRelease(rig, small, "external-dns", { policy: "sync" });
        assert.equal(applyByHand("Ingress", world), undefined);
        assert.deepEqual(made(), [
            "security group sg-k8s-N, made for Ingress default/by-hand",
            "load balancer k8s-by-hand-N, made for Ingress default/by-hand",
            "DNS record by-hand.example.com, made for Ingress default/by-hand",
        ]);
        assert.equal(deleteByHand("default/by-hand", world), undefined);
        assert.deepEqual(made(), []);
    });

    it("goes with its cluster, and what was made for it stays", async () => {
        const small = await makeCluster(rig);
        assert.equal(applyByHand("Service", world), undefined);
        await rig.remove(small.association);
        await rig.remove(small.cluster);
        assert.equal(rig.inventory.find("default/by-hand"), undefined);
        assert.deepEqual(made(), [
            "security group sg-k8s-N, made for Service default/by-hand",
            "load balancer k8s-by-hand-N, made for Service default/by-hand",
        ]);
    });

    it("waits unanswered where nobody answers", async () => {
        await makeCluster(rig);
        for (const kind of ["Ingress", "PersistentVolumeClaim", "VolumeSnapshot"] as const) {
            assert.equal(applyByHand(kind, world), undefined);
            assert.deepEqual(made(), []);
        }
    });
});
