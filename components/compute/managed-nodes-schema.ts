/** What an environment may say of a pool of managed nodes. */
import { z } from "zod";

import { list, notYours } from "../shared/schema";
import { foreignTemplateSchema } from "./foreign-template";
import { nodeRepairSchema } from "./node-repair";
import {
    AMI_FAMILIES,
    architectureWords,
    groupWords,
    instanceWords,
    placeWords,
    rightsWords,
    sizeWords,
} from "./node-words";

/** How EC2 sells the capacity. */
export const CAPACITY_TYPES = ["ON_DEMAND", "SPOT"] as const;

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
    ...placeWords,
    subnets: notYours("EKS has no managed groups on an Outpost: selfManagedNodes have subnets"),
    /** 1 to 20, of one architecture and best of one size. A change replaces the groups. @default by instanceSizes */
    instanceTypes: list(z.string()).exactOptional(),
    ...sizeWords,
    ...architectureWords,
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
    ...instanceWords,
    /** Volume for images, logs and `emptyDir`: the root volume, or Bottlerocket's data volume. 20, of Windows 50, to 65 536 GiB. @default none, with somebody else's template alone */
    diskSizeGiB: instanceWords.diskSizeGiB.exactOptional(),
    /**
     * A launch template that somebody else keeps, in place of the kit's; what it decides is not said here. To it and back
     * the groups are replaced.
     * @default the kit's own
     */
    launchTemplate: foreignTemplateSchema.exactOptional(),
    ...groupWords,
    /** How many nodes of a zone may be unavailable while EKS replaces them. */
    update,
    /** Lets EKS replace nodes that stay unhealthy, never more than a share of them at once; or says how. */
    nodeRepair: nodeRepairSchema,
    ...rightsWords,
});

/** A pool of managed nodes, one group in each zone. */
export type ManagedNodesWords = z.infer<typeof managedNodesSchema>;

/** System nodes, which the kit taints itself. */
export const systemNodesSchema = managedNodesSchema.omit({ taints: true });
