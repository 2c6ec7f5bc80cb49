/** Buckets of the sandbox: who writes into them, and when S3 deletes one. */
import assert from "node:assert/strict";

import { deleteByHand } from "../../../../tools/sandbox/by-hand";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import type { World } from "../../../../tools/sandbox/world/model";
import { ACCOUNT, CLIENT, refusalOf, Rig } from "../../../support/sandbox-world";

const TRAIL = "aws:cloudtrail/trail:Trail";
const CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";

describe("buckets of the sandbox", () => {
    let rig: Rig;
    let world: World;

    beforeEach(() => {
        rig = new Rig();
        world = { inventory: rig.inventory, client: CLIENT, isUnreachable: false, note: () => undefined };
    });

    const bucket = (name: string, change = {}): Promise<Entry> =>
        rig.create(TYPES.bucket, name, { bucket: name, ...change });
    const objects = (): readonly string[] => rig.inventory.ofType(TYPES.object).map(({ id }) => id);

    it("go when they are empty", async () => {
        assert.equal(await refusalOf(rig.remove(await bucket("files"))), undefined);
    });

    it("get what a trail and AWS Config deliver, each its own, and stay for it", async () => {
        const [audit, config] = [await bucket("audit"), await bucket("config")];
        const trail = await rig.create(TRAIL, "trail", { name: "one", s3BucketName: "audit" });
        const channel = await rig.create(CHANNEL, "channel", { name: "default", s3BucketName: "config" });
        const written = [
            `audit/AWSLogs/${ACCOUNT}/CloudTrail`,
            `config/AWSLogs/${ACCOUNT}/Config/ConfigWritabilityCheckFile`,
        ];
        assert.deepEqual(objects(), written);
        await rig.remove(trail);
        await rig.remove(channel);
        assert.deepEqual(
            [await refusalOf(rig.remove(audit)), await refusalOf(rig.remove(config))],
            written.map(
                (id) => `BucketNotEmpty: The bucket you tried to delete is not empty (held by ${id})`,
            ),
        );
    });

    it("are filled again while their writer lives, and go once they are emptied after it", async () => {
        const audit = await bucket("audit");
        const trail = await rig.create(TRAIL, "trail", { name: "one", s3BucketName: "audit" });
        const [written = ""] = objects();
        assert.equal(deleteByHand(written, world), undefined);
        assert.deepEqual(objects(), [written]);
        await rig.remove(trail);
        assert.equal(deleteByHand(written, world), undefined);
        assert.deepEqual(objects(), []);
        assert.equal(await refusalOf(rig.remove(audit)), undefined);
    });

    it("stay empty of a trail that is off, and of one that writes elsewhere", async () => {
        await bucket("audit");
        await rig.create(TRAIL, "off", { name: "off", s3BucketName: "audit", enableLogging: false });
        await rig.create(TRAIL, "else", { name: "else", s3BucketName: "of-the-account" });
        assert.deepEqual(objects(), []);
    });

    it("go with what is in them where they say so, or where somebody deletes them by hand", async () => {
        const forced = await bucket("forced", { forceDestroy: true });
        await rig.create(CHANNEL, "channel", { name: "default", s3BucketName: "forced" });
        assert.equal(await refusalOf(rig.remove(forced)), undefined);
        assert.deepEqual(objects(), []);
        await bucket("audit");
        await rig.create(TRAIL, "trail", { name: "one", s3BucketName: "audit" });
        assert.equal(deleteByHand("audit", world), undefined);
        assert.deepEqual(objects(), []);
    });

    it("stay for objects that a stack put there", async () => {
        const files = await bucket("files");
        const object = await rig.create("aws:s3/bucketObjectv2:BucketObjectv2", "page", {
            bucket: "files",
            key: "index.html",
        });
        assert.equal(
            await refusalOf(rig.remove(files)),
            `BucketNotEmpty: The bucket you tried to delete is not empty (held by ${object.id})`,
        );
        await rig.remove(object);
        assert.equal(await refusalOf(rig.remove(files)), undefined);
    });
});
