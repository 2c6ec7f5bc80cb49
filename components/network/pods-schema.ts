/** What an environment may say of the addresses, subnets and security groups of its pods. */
import { z } from "zod";

const someAddresses = z.strictObject({
    /** Single addresses, whatever they hang on: WARM_IP_TARGET and MINIMUM_IP_TARGET. */
    kind: z.literal("addresses"),
    /** Free addresses a node keeps. Each that is missing is a call to EC2, which a large cluster feels. 1 or more. */
    free: z.number(),
    /** Addresses a node has from the start: about the pods it usually runs. @default none */
    atLeast: z.number().exactOptional(),
});

const addresses = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Each pod has an address of an interface of its node. */
        kind: z.literal("single"),
        /** What a node keeps free for pods to come. @default { kind: "enis", count: 1 } */
        warm: z
            .discriminatedUnion("kind", [
                z.strictObject({
                    /** Whole interfaces with all their addresses: WARM_ENI_TARGET. */
                    kind: z.literal("enis"),
                    /** Free interfaces a node keeps. 0 or more. */
                    count: z.number(),
                }),
                someAddresses,
            ])
            .exactOptional(),
    }),
    z.strictObject({
        /**
         * Interfaces get prefixes of sixteen addresses: more pods on a node, fewer calls to EC2, and addresses taken sixteen at a
         * time. Nodes that run keep what they have until they are replaced.
         */
        kind: z.literal("prefixes"),
        /** What a node keeps free for pods to come. @default { kind: "prefixes", count: 1 } */
        warm: z
            .discriminatedUnion("kind", [
                z.strictObject({
                    /** Whole prefixes: WARM_PREFIX_TARGET. */
                    kind: z.literal("prefixes"),
                    /** Free prefixes a node keeps. 1 or more. */
                    count: z.number(),
                }),
                someAddresses,
            ])
            .exactOptional(),
    }),
]);

export const podsSchema = z.strictObject({
    /**
     * How pods get addresses of the VPC. Nodes that run keep the old way until they are replaced.
     * @default { kind: "single" }
     */
    addresses: addresses.exactOptional(),
});

/** How pods on nodes are connected. */
export type PodsWords = z.infer<typeof podsSchema>;
