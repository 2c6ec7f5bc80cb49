import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Inventory, valuesOf } from "../../../tools/sandbox/inventory";
import { asSecret } from "../../../tools/plan/wire-values";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import { Rig } from "../../support/sandbox-world";

const VPC = { cidrBlock: "10.0.0.0/16" };

describe("the sandbox's record", () => {
    it("never gives an id a second time, however often the same is made", async () => {
        const rig = new Rig();
        const ids = new Set<string>();
        for (const _ of [1, 2, 3]) {
            const vpc = await rig.create(TYPES.vpc, "vpc", VPC);
            ids.add(vpc.id);
            await rig.remove(vpc);
        }
        assert.equal(ids.size, 3);
    });

    it("counts on after a restart, and remembers the client's address", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "sandbox-record-"));
        try {
            const file = path.join(folder, "deep", "inventory.json");
            const first = new Rig({ inventory: new Inventory(file) });
            const kept = await first.create(TYPES.vpc, "kept", VPC);
            const gone = await first.create(TYPES.vpc, "vpc", VPC);
            await first.remove(gone);
            first.inventory.remember({ address: "198.18.7.1" });
            first.inventory.save();
            const second = new Rig({ inventory: new Inventory(file) });
            assert.deepEqual(second.inventory.all(), [first.now(kept)]);
            assert.deepEqual(second.inventory.memory, { address: "198.18.7.1" });
            assert.notEqual((await second.create(TYPES.vpc, "vpc", VPC)).id, gone.id);
            second.inventory.save();
            assert.deepEqual(readdirSync(path.dirname(file)), ["inventory.json"]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("says what left, in that order", async () => {
        const rig = new Rig();
        const [first, second] = [
            await rig.create(TYPES.vpc, "a", VPC),
            await rig.create(TYPES.vpc, "b", VPC),
        ];
        await rig.remove(second);
        await rig.remove(second);
        await rig.remove(first);
        assert.deepEqual(
            rig.inventory.left.map(({ name }) => name),
            ["b", "a"],
        );
    });

    it("is copied whole, and then lives by itself", async () => {
        const rig = new Rig();
        const kept = await rig.create(TYPES.vpc, "kept", VPC);
        rig.inventory.remember({ address: "198.18.7.1" });
        const other = new Rig({ inventory: rig.inventory.copy() });
        assert.deepEqual([other.inventory.all(), other.inventory.memory.address], [[kept], "198.18.7.1"]);
        const [mine, theirs] = [
            await rig.create(TYPES.vpc, "x", VPC),
            await other.create(TYPES.vpc, "x", VPC),
        ];
        assert.equal(mine.id, theirs.id);
        await other.remove(kept);
        assert.deepEqual([rig.now(kept), rig.inventory.left], [kept, []]);
    });

    it("writes no file as long as nothing happens", () => {
        const file = path.join(tmpdir(), "sandbox-record-never", "inventory.json");
        new Inventory(file).save();
        assert.equal(existsSync(file), false);
    });

    it("keeps secrets marked, and opens them for the models", async () => {
        const rig = new Rig();
        const { inputs } = await rig.create(TYPES.vpc, "vpc", { ...VPC, tags: asSecret({ token: "t" }) });
        const [entry] = rig.inventory.all();
        assert.ok(entry);
        assert.deepEqual(inputs["tags"], asSecret({ token: "t" }));
        assert.deepEqual(valuesOf(entry)["tags"], { token: "t" });
    });

    it("keeps an id through updates, and answers with the new values", async () => {
        const rig = new Rig();
        const vpc = await rig.create(TYPES.vpc, "vpc", VPC);
        const changed = await rig.update(vpc, { enableDnsHostnames: true });
        assert.deepEqual([changed.id, changed.revision], [vpc.id, 1]);
        assert.equal((await rig.read(vpc))?.outputs["enableDnsHostnames"], true);
        assert.equal(changed.outputs["arn"], vpc.outputs["arn"]);
    });

    it("gives a launch template a version with each update", async () => {
        const rig = new Rig();
        const template = await rig.create(TYPES.launchTemplate, "nodes", { name: "nodes" });
        const changed = await rig.update(template, { description: "new" });
        assert.deepEqual([template.outputs["latestVersion"], changed.outputs["latestVersion"]], [1, 2]);
    });
});
