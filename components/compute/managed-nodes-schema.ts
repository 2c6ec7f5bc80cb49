/** What an environment may say of a pool of managed nodes. */
import { z } from "zod";

import { SLOTS } from "../network/slots";
import { ARCHITECTURES } from "../shared/instance-types";
import { labelsSchema, taintSchema } from "../shared/nodes-schema";
import { list } from "../shared/schema";

/** What the nodes run: Amazon Linux, or an image that holds containers and little else. */
export const AMI_FAMILIES = ["AL2023", "Bottlerocket"] as const;
export type AmiFamily = (typeof AMI_FAMILIES)[number];

const sizePerZone = z.strictObject({
    min: z.number(),
    /** At creation only: afterwards it is the autoscaler's, and what stands here is ignored. */
    desired: z.number(),
    max: z.number(),
});

/** Nodes of one zone. A pool of three zones has three times as many. */
export type SizePerZone = z.infer<typeof sizePerZone>;

const update = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("count"),
        /** Nodes of a zone that may be unavailable at once. 1 to 100. */
        maxUnavailable: z.number(),
    }),
    z.strictObject({
        kind: z.literal("percentage"),
        /** Share of a zone's nodes, 1 to 100, and never more than 100 nodes. */
        maxUnavailablePercentage: z.number(),
    }),
]);

/** How many nodes of a zone may be unavailable while EKS replaces them: as many, or a share of them. */
export type UpdatePolicy = z.infer<typeof update>;

export const managedNodesSchema = z.strictObject({
    /** Zones: one node group each, so that a volume's zone always has a node. @default every zone of the environment */
    slots: list(z.enum(SLOTS)).exactOptional(),
    /** 1 to 20, of one architecture and best of one size. A change replaces the groups. */
    instanceTypes: list(z.string()),
    /**
     * Must be that of the types; with it, types newer than the kit's catalogue are taken.
     * @default that of the types
     */
    architecture: z.enum(ARCHITECTURES).exactOptional(),
    /** A change replaces the groups. */
    capacityType: z.enum(["ON_DEMAND", "SPOT"]),
    /** A change replaces the groups. */
    amiFamily: z.enum(AMI_FAMILIES),
    /** Volume for images, logs and `emptyDir`: the root volume, or Bottlerocket's data volume. */
    diskSizeGiB: z.number(),
    /** Nodes of one zone. A pool of three zones has three times as many. */
    sizePerZone,
    /** @default none */
    labels: labelsSchema.exactOptional(),
    /** Effects as in a pod or as in the EKS API. System nodes carry the kit's own taint. @default none */
    taints: list(taintSchema).exactOptional(),
    /** How many nodes of a zone may be unavailable while EKS replaces them. */
    update,
    /** Lets EKS replace nodes that stay unhealthy, never more than a share of them at once. */
    nodeRepair: z.boolean(),
    /** Policies the nodes carry besides those every node needs. @default none */
    extraPolicyArns: list(z.string()).exactOptional(),
});

/** A pool of managed nodes, one group in each zone. */
export type ManagedNodesWords = z.infer<typeof managedNodesSchema>;

/** System nodes, which the kit taints itself. */
export const systemNodesSchema = managedNodesSchema.omit({ taints: true });
