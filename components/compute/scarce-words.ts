/** Words of nodes that are hard to come by: their network, where they stand, and what was reserved for them. */
import { z } from "zod";

import { list } from "../shared/schema";

const placement = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Close together, in one zone and one group of its own: the lowest latency between nodes. */
        kind: z.literal("cluster"),
    }),
    z.strictObject({
        /** In partitions that share no hardware with each other. */
        kind: z.literal("partition"),
        /** Partitions in each zone, 1 to 7. */
        partitions: z.number(),
    }),
    z.strictObject({
        /** Each node on hardware of its own: at most 7 in a zone. */
        kind: z.literal("spread"),
    }),
    z.strictObject({
        /** In a placement group that exists already. */
        kind: z.literal("existing"),
        /** Its name. */
        name: z.string(),
    }),
]);

const reservation = z.discriminatedUnion("kind", [
    z.strictObject({
        /** One capacity reservation, of one type in one zone. */
        kind: z.literal("reservation"),
        /** Its id: `cr-0123456789abcdef0`. */
        id: z.string(),
    }),
    z.strictObject({
        /** Several capacity reservations, which the kit puts into a group of their own. */
        kind: z.literal("reservations"),
        /** Their ARNs; those of another account are shared with this one. */
        arns: list(z.string()),
    }),
    z.strictObject({
        /** A capacity block for machine learning, bought for some days. Of managed nodes alone. */
        kind: z.literal("capacity-block"),
        /** Id of its reservation: `cr-0123456789abcdef0`. */
        id: z.string(),
    }),
]);

/** Capacity that was reserved beforehand. */
export type Reservation = z.infer<typeof reservation>;

export const scarceWords = {
    /**
     * `RAID0` makes one volume of an instance's own disks, for images, logs and what pods write. A change rolls every
     * node.
     * @default left unused
     */
    instanceStore: z.enum(["RAID0"]).exactOptional(),
    /** Elastic Fabric Adapters, as many as the types have. A change rolls every node. @default none */
    efa: z
        .strictObject({
            /** `efa-only` carries no IP traffic and takes no address, `efa` does both. AWS recommends the first. */
            interfaces: z.enum(["efa-only", "efa"]),
        })
        .exactOptional(),
    /** Where nodes stand to each other. A change rolls every node. @default wherever EC2 has room */
    placement: placement.exactOptional(),
    /** Capacity reserved beforehand, which the nodes take and no other. A change rolls every node. @default none */
    reservation: reservation.exactOptional(),
};

export type ScarceWords = z.infer<z.ZodObject<typeof scarceWords>>;
