/** What an environment may say of a pool of nodes that Karpenter makes and takes away. */
import { z } from "zod";

import { OPERATORS } from "../shared/node-requirements";
import { labelsSchema, taintSchema } from "../shared/nodes-schema";
import { list } from "../shared/schema";
import { nodeClassSchema } from "./node-class-schema";

/** `Balanced` weighs a saving against the pods it moves. Source: Karpenter documentation, Disruption. */
export const CONSOLIDATION_POLICIES = ["WhenEmpty", "WhenEmptyOrUnderutilized", "Balanced"] as const;

/** What a budget holds back. Expiry and Spot interruptions ask no budget. */
export const DISRUPTION_REASONS = ["Underutilized", "Empty", "Drifted"] as const;
export type DisruptionReason = (typeof DISRUPTION_REASONS)[number];

const requirement = z.strictObject({
    /** Label of a node, such as `karpenter.k8s.aws/instance-category`. */
    key: z.string(),
    /** How the label's value is compared with `values`. */
    operator: z.enum(OPERATORS),
    /**
     * Texts, numbers too: `["4"]`. One with `Gt`, `Lt`, `Gte` and `Lte`; none with `Exists` and `DoesNotExist`.
     * @default none
     */
    values: list(z.string()).exactOptional(),
    /** How many different values must stay possible, so that Spot has a choice. 1 to 50. @default any number */
    minValues: z.number().exactOptional(),
});

/** One condition on a node's label. Several of one key must all hold. */
export type Requirement = z.infer<typeof requirement>;

const budget = z.strictObject({
    /** A share of the pool's nodes, rounded up, `10%`, or a number. `0` lets none go. */
    nodes: z.union([z.number(), z.string()]),
    /** Why nodes would go that it holds back. @default every reason */
    reasons: list(z.enum(DISRUPTION_REASONS)).exactOptional(),
    /** Starts of the times in which it applies, in UTC: `0 9 * * mon-fri`. With `duration`. @default always */
    schedule: z.string().exactOptional(),
    /** How long it applies from each start on, in hours and minutes: `9h`. With `schedule`. @default always */
    duration: z.string().exactOptional(),
});

/** How many nodes may go at once. Of several that apply the smallest counts. */
export type DisruptionBudget = z.infer<typeof budget>;

const disruption = z.strictObject({
    /**
     * Which nodes may go to save money: empty ones, badly used ones too, or those whose saving is worth the moves.
     */
    consolidationPolicy: z.enum(CONSOLIDATION_POLICIES),
    /** How long a node must have kept its pods before it may go: `5m`; `Never` keeps every node until it expires. */
    consolidateAfter: z.string(),
    /** At least one: without any, all nodes may go at once. */
    budgets: list(budget),
});

/** How Karpenter may take nodes away by itself. */
export type Disruption = z.infer<typeof disruption>;

const quantity = z.union([z.number(), z.string()]);

/** A number or a text with a unit: `100`, `1500m`, `400Gi`. */
export type Quantity = z.infer<typeof quantity>;

const limits = z
    .object({
        /**
         * Cores of all nodes together: `100`, or thousandths with `m`. `0` keeps the pool empty.
         * @default none, with `replicas` alone
         */
        cpu: quantity.exactOptional(),
        /** Memory of all nodes together, with its unit: `400Gi`. @default none, with `replicas` alone */
        memory: quantity.exactOptional(),
    })
    // Further ones: `nodes`, `pods`, `ephemeral-storage`, or a device such as `nvidia.com/gpu`.
    .catchall(quantity);

/**
 * What one pool may grow to. Nodes that stand already stay when a limit is lowered. A pool with `replicas` has `nodes` at
 * most, every other cpu and memory.
 */
export type NodePoolLimits = z.infer<typeof limits>;

/** What every pool says, whoever runs the Karpenter that makes its nodes. */
export const poolWords = {
    /** Which instances. All that Karpenter knows when empty, on Spot where it can. */
    requirements: list(requirement),
    /** Labels of the nodes, by key. */
    labels: labelsSchema,
    /** Annotations of the nodes. @default none */
    annotations: z.record(z.string(), z.string()).exactOptional(),
    /** Keep away every pod that does not tolerate them. */
    taints: list(taintSchema),
    /** Taints a DaemonSet takes off once a node is ready: pods need not tolerate them. @default none */
    startupTaints: list(taintSchema).exactOptional(),
    /**
     * What the pool may grow to. Nodes that stand already stay when a limit is lowered. Besides cpu and memory: `nodes`,
     * `pods`, `ephemeral-storage`, or a device such as `nvidia.com/gpu`.
     */
    limits,
    /** How Karpenter may take nodes away by itself. */
    disruption,
    /** Age at which a node is replaced whatever the budgets say: `720h`, or `Never`. */
    expireAfter: z.string(),
    /** How long a node waits for its pods before it goes all the same. Holds up `pulumi destroy` as long. */
    terminationGracePeriod: z.string(),
    /**
     * As many nodes as this, whatever pods ask for: a static pool. Karpenter of one's own needs
     * settings.featureGates.staticCapacity; a change to or from it makes a new pool. @default as many as pods ask for
     */
    replicas: z.number().exactOptional(),
    /** Of several pools that fit, the one with the largest is used first. 1 to 100. @default 0 */
    weight: z.number().exactOptional(),
};

export const nodePoolSchema = z.strictObject({
    /**
     * Image of the nodes, `al2023@v<date>` or `bottlerocket@v<release>`. Must exist for the cluster's minor and for
     * the next one. A change replaces all nodes, as fast as the budgets let it. Of Windows the newest alone:
     * `windows2022@latest`.
     * @default `AMI_ALIAS` of components/versions.ts
     */
    amiAlias: z.string().exactOptional(),
    /**
     * Volume for images, logs and what pods write, billed by its size. 20 to 59 000 GiB. Required unless
     * `nodeClass.blockDeviceMappings` says it.
     * @default none
     */
    diskSizeGiB: z.number().exactOptional(),
    /** Everything else about the instances, in the words of Karpenter's EC2NodeClass. @default the kit's choices */
    nodeClass: nodeClassSchema.exactOptional(),
    ...poolWords,
});

/** A pool of nodes that Karpenter makes and takes away. */
export type NodePoolWords = z.infer<typeof nodePoolSchema>;

/** What every pool says. */
export type PoolWords = z.infer<z.ZodObject<typeof poolWords>>;
