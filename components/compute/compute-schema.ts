/** What an environment may say of compute: one kind of capacity, and the words of that kind. */
import { z } from "zod";

import type { existingComputeSchema } from "../cluster/existing-cluster-schema";
import { autoPoolSchema } from "../karpenter/auto-pool-schema";
import { karpenterSchema } from "../karpenter/karpenter-schema";
import { list, notYours } from "../shared/schema";
import { systemNodesSchema } from "./managed-nodes-schema";

const NO_KARPENTER = 'Karpenter does not run here: kind "karpenter" alone has it';

/** Words of Karpenter's controller that other kinds refuse by name. */
const noController = {
    host: notYours(NO_KARPENTER),
    settings: notYours(NO_KARPENTER),
    controller: notYours(NO_KARPENTER),
};

/** Words of Karpenter that kinds refuse by name where nothing makes nodes for pods. */
const notKarpenters = {
    pools: notYours('pools are made by Karpenter: kinds "karpenter" and "auto-mode" have them'),
    ...noController,
};

/** Managed node groups alone: the kit's system nodes, and the pools of `managedNodes`. */
export const managedSchema = z.strictObject({
    /** Managed node groups alone: the kit's system nodes, and the pools of `managedNodes`. No Karpenter. */
    kind: z.literal("managed"),
    /** Nodes for what keeps the cluster alive. */
    systemNodes: systemNodesSchema,
    /** Whether they take nothing else: the kit then taints them, and workloads need nodes of their own. */
    dedicated: z.boolean(),
    ...notKarpenters,
});

/** Fargate alone: no node, so what needs one is left out or refused. */
export const fargateSchema = z.strictObject({
    /** Fargate alone: no node, so what needs one is left out or refused. Workloads run by `fargateProfiles`. */
    kind: z.literal("fargate"),
    ...notKarpenters,
});

/** No capacity of the kit's: a control plane and what stands around it. */
export const noneSchema = z.strictObject({
    /**
     * No capacity of the kit's: a control plane and what stands around it, for `capabilities`, or for nodes that something
     * else brings. What runs as a Deployment is left out or refused.
     */
    kind: z.literal("none"),
    ...notKarpenters,
});

/** Pools EKS itself brings, as it names them. Source: EKS User Guide, set-builtin-node-pools. */
export const BUILT_IN_POOLS = ["general-purpose", "system"] as const;

/** EKS Auto Mode: AWS runs Karpenter, the add-ons of nodes and the volume driver itself. */
export const autoModeSchema = z.strictObject({
    /** EKS Auto Mode: AWS runs Karpenter, the add-ons of nodes and the volume driver itself. */
    kind: z.literal("auto-mode"),
    /**
     * Pools EKS brings: `general-purpose` for workloads, on amd64; `system` for what tolerates `CriticalAddonsOnly`. One that
     * is removed drains its nodes. None, with pools of your own. A cluster that was made without them has no good subnets for
     * their nodes.
     */
    nodePools: list(z.enum(BUILT_IN_POOLS)),
    /** Pools of your own, by name, which is also the name of the NodePool in the cluster. @default none */
    pools: z.record(z.string(), autoPoolSchema).exactOptional(),
    ...noController,
});

type ExistingComputeWords = z.infer<typeof existingComputeSchema>;

export const computeSchema = z.discriminatedUnion("kind", [
    karpenterSchema,
    managedSchema,
    fargateSchema,
    autoModeSchema,
    noneSchema,
]);

/** Compute of any kind, that of a cluster somebody else made among them. */
export type ComputeWords = z.infer<typeof computeSchema> | ExistingComputeWords;
export type ComputeKind = ComputeWords["kind"];
