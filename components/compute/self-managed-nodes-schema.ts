/** What an environment may say of self-managed nodes: groups of EC2 Auto Scaling that EKS knows nothing of. */
import { z } from "zod";

import { list } from "../shared/schema";
import {
    AMI_FAMILIES,
    architectureWords,
    groupWords,
    instanceWords,
    placeWords,
    rightsWords,
    sizeWords,
} from "./node-words";

/** How EC2 chooses among Spot's offers. Source: EC2 Auto Scaling API Reference, InstancesDistribution. */
export const SPOT_ALLOCATIONS = [
    "price-capacity-optimized",
    "capacity-optimized",
    "capacity-optimized-prioritized",
    "lowest-price",
] as const;

/** Source: EC2 Auto Scaling API Reference, EnableMetricsCollection, but for those of warm pools. */
export const GROUP_METRICS = [
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
    "GroupInServiceCapacity",
    "GroupPendingCapacity",
    "GroupStandbyCapacity",
    "GroupTerminatingCapacity",
    "GroupTotalCapacity",
] as const;

const spot = z.strictObject({
    /** Nodes of each zone that are bought on demand before any is Spot. */
    onDemandBasePerZone: z.number(),
    /** Share of all further nodes that is on demand, 0 to 100. 0: all of them are Spot. */
    onDemandPercentage: z.number(),
    /** How EC2 chooses among Spot's offers. @default price-capacity-optimized */
    allocation: z.enum(SPOT_ALLOCATIONS).exactOptional(),
    /** With `lowest-price` alone: over how many of the cheapest types nodes are spread, 1 to 20. @default 2 */
    pools: z.number().exactOptional(),
    /** USD an hour a Spot node may cost, above which it is taken back. @default the price on demand */
    maxPriceUsdHour: z.number().exactOptional(),
    /** Starts another node as soon as Spot warns that one may go, and ends that one. @default false */
    rebalance: z.boolean().exactOptional(),
});

/** How much of a group is Spot. */
export type SpotWords = z.infer<typeof spot>;

const percentages = {
    /** Share of a zone's nodes that stays in service meanwhile, 0 to 100. */
    minHealthyPercentage: z.number(),
    /** Share up to which new nodes are started before old ones go, 100 to 200, at most 100 above the other. */
    maxHealthyPercentage: z.number(),
};

const update = z.discriminatedUnion("kind", [
    z.strictObject({
        /** EC2 replaces the nodes of a zone in steps, whenever types, Spot or the template change. It drains none. */
        kind: z.literal("refresh"),
        ...percentages,
        /** Seconds a new node gets before the next step. @default 0 */
        warmupSeconds: z.number().exactOptional(),
        /** Goes back when the refresh fails. With `amiId` alone. @default false */
        autoRollback: z.boolean().exactOptional(),
    }),
    z.strictObject({
        /** Running nodes stay what they are until somebody or something ends them. */
        kind: z.literal("none"),
    }),
]);

/** What happens to running nodes when they are to be others. */
export type RefreshPolicy = z.infer<typeof update>;

/** Where the nodes of a pool are. */
export const NODE_SUBNETS = ["nodes", "outpost"] as const;

export const selfManagedNodesSchema = z.strictObject({
    ...placeWords,
    /**
     * Which subnets of its zones: those of all nodes, or those on an Outpost that `platform:existingVpc.outpostSubnets` names. A
     * change of it rolls every node, where `update` says so.
     * @default `nodes`
     */
    subnets: z.enum(NODE_SUBNETS).exactOptional(),
    /**
     * 1 to 40, of one architecture and best of one size; on demand the first that is to be had is taken. A change rolls
     * every node.
     * @default by instanceSizes
     */
    instanceTypes: list(z.string()).exactOptional(),
    ...sizeWords,
    ...architectureWords,
    /** How much of them is Spot. @default none: all are on demand */
    spot: spot.exactOptional(),
    /** What the nodes run. EKS's image for the accelerator of the types, if they have one. A change rolls every node. */
    amiFamily: z.enum(AMI_FAMILIES),
    /**
     * Release of EKS's image: `v20260930` of AL2023, `1.63.0` of Bottlerocket. A change rolls every node.
     * @default the kit's pin of AL2023; of Bottlerocket the newest, whenever a node starts
     */
    release: z.string().exactOptional(),
    /**
     * An image of your own, built like one of the family: `ami-0123456789abcdef0`. A change rolls every node.
     * @default EKS's own
     */
    amiId: z.string().exactOptional(),
    /** Bottlerocket with FIPS-validated modules. A change rolls every node. @default false */
    fips: z.boolean().exactOptional(),
    ...instanceWords,
    ...groupWords,
    /** What happens to running nodes when they are to be others. */
    update,
    /**
     * Bounds for what EC2 replaces by itself: unhealthy nodes, those past their lifetime, those of a lost zone.
     * @default EC2's: it ends a node before it starts another one
     */
    maintenance: z.strictObject(percentages).exactOptional(),
    /** Days after which EC2 replaces a node, 1 to 365. @default never */
    maxLifetimeDays: z.number().exactOptional(),
    /** Target groups of load balancers in which every node is a target, by ARN. @default none */
    targetGroupArns: list(z.string()).exactOptional(),
    /** Classic load balancers behind which every node is, by name. @default none */
    classicLoadBalancers: list(z.string()).exactOptional(),
    /** Metrics of each group in CloudWatch, every minute, free of charge. @default none */
    groupMetrics: z.union([z.literal("all"), list(z.enum(GROUP_METRICS))]).exactOptional(),
    ...rightsWords,
});

/** A pool of self-managed nodes, one group in each zone. */
export type SelfManagedNodesWords = z.infer<typeof selfManagedNodesSchema>;
