/** What an environment may say of a pool of managed nodes. */
import { z } from "zod";

import { SLOTS } from "../network/slots";
import { ARCHITECTURES } from "../shared/instance-types";
import { labelsSchema, taintSchema } from "../shared/nodes-schema";
import { list } from "../shared/schema";

/** What the nodes run: Amazon Linux, or an image that holds containers and little else. */
export const AMI_FAMILIES = ["AL2023", "Bottlerocket"] as const;
export type AmiFamily = (typeof AMI_FAMILIES)[number];

/** How EC2 sells the capacity. */
export const CAPACITY_TYPES = ["ON_DEMAND", "SPOT"] as const;

const sizePerZone = z.strictObject({
    /** Nodes that stay whatever the autoscaler wants. */
    min: z.number(),
    /** At creation only: afterwards it is the autoscaler's, and what stands here is ignored. */
    desired: z.number(),
    /** Nodes the autoscaler may go up to. */
    max: z.number(),
});

/** Nodes of one zone. A pool of three zones has three times as many. */
export type SizePerZone = z.infer<typeof sizePerZone>;

const update = z.discriminatedUnion("kind", [
    z.strictObject({
        /** As many nodes at once. */
        kind: z.literal("count"),
        /** Nodes of a zone that may be unavailable at once. 1 to 100. */
        maxUnavailable: z.number(),
    }),
    z.strictObject({
        /** A share of the nodes at once. */
        kind: z.literal("percentage"),
        /** Share of a zone's nodes, 1 to 100, and never more than 100 nodes. */
        maxUnavailablePercentage: z.number(),
    }),
]);

/** How many nodes of a zone may be unavailable while EKS replaces them: as many, or a share of them. */
export type UpdatePolicy = z.infer<typeof update>;

export const managedNodesSchema = z.strictObject({
    /**
     * Zones: one node group each, so that a volume's zone always has a node.
     * @default every zone of the environment
     */
    slots: list(z.enum(SLOTS)).exactOptional(),
    /** 1 to 20, of one architecture and best of one size. A change replaces the groups. */
    instanceTypes: list(z.string()),
    /**
     * Must be that of the types; with it, types newer than the kit's catalogue are taken.
     * @default that of the types
     */
    architecture: z.enum(ARCHITECTURES).exactOptional(),
    /**
     * How EC2 sells the nodes: `SPOT` is cheaper and taken back at two minutes' notice. A change replaces the
     * groups.
     */
    capacityType: z.enum(CAPACITY_TYPES),
    /**
     * What the nodes run. EKS's image for the accelerator of the types, if they have one. A change replaces the
     * groups.
     */
    amiFamily: z.enum(AMI_FAMILIES),
    /**
     * An image of your own, built like one of the family: `ami-0123456789abcdef0`. EKS then adds nothing to the user
     * data: the kit does. A change rolls every node; from and to EKS's own images the groups are replaced.
     * @default EKS's own
     */
    amiId: z.string().exactOptional(),
    /** Bottlerocket with FIPS-validated modules. A change replaces the groups. @default false */
    fips: z.boolean().exactOptional(),
    /** Volume for images, logs and `emptyDir`: the root volume, or Bottlerocket's data volume. 20 to 65 536 GiB. */
    diskSizeGiB: z.number(),
    /** Operations a second of that volume, 3 000 to 80 000, billed above 3 000. @default 3000 */
    iops: z.number().exactOptional(),
    /** MiB a second of that volume, 125 to 2 000, billed above 125. @default 125 */
    throughput: z.number().exactOptional(),
    /**
     * What a node does at its start, besides joining: a MIME multi-part archive for AL2023, TOML for Bottlerocket.
     * Shown in plans: no secrets. A change rolls every node.
     * @default none
     */
    userData: z.string().exactOptional(),
    /**
     * Lets the metadata service answer further away than the node itself: from 2 on every pod can act as its node.
     * @default 1, which no pod reaches
     */
    metadataHopLimit: z
        .strictObject({
            /** Hops an answer may travel. 2 to 64. */
            value: z.number(),
            /** Which pods need it and why they cannot have an identity of their own. */
            reason: z.string(),
        })
        .exactOptional(),
    /** Metrics of the instances each minute instead of each five, billed by the metric. @default false */
    detailedMonitoring: z.boolean().exactOptional(),
    /**
     * Tags of the groups, their instances, volumes and interfaces besides the environment's; one of the same key wins.
     * A change rolls every node.
     * @default none
     */
    extraTags: z.record(z.string(), z.string()).exactOptional(),
    /** Nodes of one zone. A pool of three zones has three times as many. */
    sizePerZone,
    /** Labels of the nodes, by key. @default none */
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
