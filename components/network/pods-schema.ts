/** What an environment may say of the addresses, subnets and security groups of its pods. */
import { z } from "zod";

import { list } from "../shared/schema";

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

const securityGroupIds = {
    /** Security groups of the pods, one to five, in place of the cluster's own: `sg-…`. @default the cluster's own */
    securityGroupIds: list(z.string()).exactOptional(),
};

const subnets = z.discriminatedUnion("kind", [
    z.strictObject({
        /**
         * Custom networking: an ENIConfig a zone, so that every pod has an address of the pods' subnets, and no pod one of its
         * node's. A node takes fewer pods, for its first interface carries none.
         */
        kind: z.literal("custom-networking"),
        ...securityGroupIds,
    }),
    z.strictObject({
        /**
         * vpc-cni finds the pods' subnets by their tag `kubernetes.io/role/cni`, and makes each further interface of a node where
         * most addresses are free: pods on the first one keep addresses of the node's subnet.
         */
        kind: z.literal("discovery"),
    }),
    z.strictObject({
        /** Node classes of Auto Mode's pools name the pods' subnets, unless they name others. */
        kind: z.literal("node-class"),
        ...securityGroupIds,
    }),
]);

export const podsSchema = z.strictObject({
    /**
     * How pods get addresses of the VPC. Nodes that run keep the old way until they are replaced.
     * @default { kind: "single" }
     */
    addresses: addresses.exactOptional(),
    /**
     * How pods come into subnets of their own: `platform:podCidr` is their range in a VPC of the kit's, and
     * `platform:existingVpc.podSubnets` they are in one of somebody else's. Running nodes keep what they have.
     * @default pods share their nodes' subnets
     */
    subnets: subnets.exactOptional(),
    /**
     * Security groups of single pods, as objects of kind SecurityGroupPolicy say: each such pod has a branch interface of its
     * own. Not on `t` types and others without Nitro. @default pods have the groups of their node's interfaces
     */
    securityGroups: z
        .strictObject({
            /**
             * `strict`: their rules count for all traffic of the pod. `standard`: not for traffic on the same node, and beyond
             * the VPC the node's groups count; wanted with Services whose traffic policy is Local, and with NodeLocal DNS.
             */
            enforcing: z.enum(["strict", "standard"]),
        })
        .exactOptional(),
    /**
     * How vpc-cni enforces NetworkPolicies. `standard`: a new pod may do everything until its policies stand. `strict`: it may do
     * nothing until then, and every pod needs one. `off`: another plugin enforces them, or nobody.
     * @default "standard"
     */
    policies: z.enum(["standard", "strict", "off"]).exactOptional(),
});

/** How pods on nodes are connected. */
export type PodsWords = z.infer<typeof podsSchema>;
