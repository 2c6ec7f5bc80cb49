/** What is in buckets: what services of AWS deliver there, and what a stack puts there. S3 deletes an empty one only. */
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { allBy, isAlive, text, TYPES } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, Operation, World } from "./model";

export const buckets: Model = {
    name: "buckets",
    refuse: (operation, world) => (operation.method === "delete" ? notEmpty(operation, world) : undefined),
    settle: ({ entry, method, type }, world) => {
        // Whoever deletes one with everything in it: the provider, told to, or somebody by hand.
        if (method === "delete" && entry !== undefined && type === TYPES.bucket) empty(entry, world);
        deliver(world);
    },
};

/** Who writes, and under which key of the account's. Each has its bucket in `s3BucketName`. */
const WRITERS: Readonly<Record<string, { readonly below: string; readonly writes: (by: Entry) => boolean }>> =
    {
        // Source: CloudTrail User Guide, get-and-view-cloudtrail-log-files: within minutes, again and again.
        "aws:cloudtrail/trail:Trail": {
            below: "CloudTrail",
            writes: (trail) => valuesOf(trail)["enableLogging"] !== false,
        },
        // Source: AWS Config Developer Guide, s3-bucket-policy: a file that shows that it may, when the channel is made.
        "aws:cfg/deliveryChannel:DeliveryChannel": {
            below: "Config/ConfigWritabilityCheckFile",
            writes: () => true,
        },
    };

/** Objects of a stack's own: their bucket goes after them. */
const OWN: readonly string[] = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

/** What is deleted by hand comes again for as long as its writer lives. */
function deliver(world: World): void {
    const { inventory } = world;
    for (const [type, { below, writes }] of Object.entries(WRITERS)) {
        for (const writer of inventory.ofType(type).filter((one) => isAlive(one) && writes(one))) {
            const bucket = inventory
                .ofType(TYPES.bucket)
                .find(({ id }) => id === text(writer, "s3BucketName"));
            if (bucket === undefined) continue;
            const [account = ""] = writer.place.split(" ");
            const id = `${bucket.id}/AWSLogs/${account}/${below}`;
            if (inventory.get(TYPES.object, bucket.place, id) !== undefined) continue;
            const outputs = { bucket: bucket.id };
            inventory.put(madeByAws(world, { type: TYPES.object, id, place: bucket.place, outputs }));
        }
    }
}

function contentsOf(bucket: Entry, inventory: Inventory): readonly Entry[] {
    return [TYPES.object, ...OWN].flatMap((type) => allBy(inventory, type, "bucket", bucket.id));
}

/**
 * The provider does not try again.
 * Source: hashicorp/terraform-provider-aws internal/service/s3/bucket.go, resourceBucketDelete.
 */
function notEmpty({ entry, type, values }: Operation, { inventory }: World): Refusal | undefined {
    if (entry === undefined || type !== TYPES.bucket || values["forceDestroy"] === true) return undefined;
    const contents = contentsOf(entry, inventory);
    if (contents.length === 0) return undefined;
    return {
        error: `BucketNotEmpty: The bucket you tried to delete is not empty (held by ${contents.map(({ id }) => id).join(", ")})`,
        source: "S3 API Reference, error codes, BucketNotEmpty",
        wording: "reported",
    };
}

function empty(bucket: Entry, { inventory }: World): void {
    for (const one of contentsOf(bucket, inventory)) inventory.remove(one);
}
