/** Words that nodes have alike, whether EKS makes their group or EC2 Auto Scaling alone does. */
import { z } from "zod";

import { NODE_SLOTS } from "../network/slots";
import { bottlerocketSchema } from "../shared/bottlerocket-settings";
import { instanceSizesSchema } from "../shared/instance-sizes";
import { ARCHITECTURES } from "../shared/instance-types";
import { nodeAccessSchema } from "../shared/node-access";
import { labelsSchema, taintSchema } from "../shared/nodes-schema";
import { list } from "../shared/schema";
import { scarceWords } from "./scarce-words";

/** Windows Server by edition and year, on amd64 alone. Source: EKS API Reference, CreateNodegroup, amiType. */
export const WINDOWS_FAMILIES = [
    "WindowsCore2019",
    "WindowsFull2019",
    "WindowsCore2022",
    "WindowsFull2022",
    "WindowsCore2025",
    "WindowsFull2025",
] as const;
export type WindowsFamily = (typeof WINDOWS_FAMILIES)[number];

/** What the nodes run: Amazon Linux, an image that holds containers and little else, or Windows Server. */
export const AMI_FAMILIES = ["AL2023", "Bottlerocket", ...WINDOWS_FAMILIES] as const;
export type AmiFamily = (typeof AMI_FAMILIES)[number];

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

/** Where the nodes are. */
export const placeWords = {
    /**
     * Zones: one node group each, so that a volume's zone always has a node. Slots `e` to `h` are those of
     * `platform:edgeZones`: a pool is in edge zones alone, or in none.
     * @default every zone of the region that the environment has
     */
    slots: list(z.enum(NODE_SLOTS)).exactOptional(),
};

/** Of the types they are. */
export const architectureWords = {
    /**
     * Must be that of the types; with it, types newer than the kit's catalogue are taken.
     * @default that of the types
     */
    architecture: z.enum(ARCHITECTURES).exactOptional(),
};

/** Which types they are: by name, or by size. */
export const sizeWords = {
    /** What the types must have, in place of their names; the plan shows which they are. @default types by name */
    instanceSizes: instanceSizesSchema.exactOptional(),
};

/** What an instance of them is, beside its type and its image. */
export const instanceWords = {
    /** Volume for images, logs and `emptyDir`: the root volume, or Bottlerocket's data volume. 20, of Windows 50, to 65 536 GiB. */
    diskSizeGiB: z.number(),
    /** Operations a second of that volume, 3 000 to 80 000, billed above 3 000. @default 3000 */
    iops: z.number().exactOptional(),
    /** MiB a second of that volume, 125 to 2 000, billed above 125. @default 125 */
    throughput: z.number().exactOptional(),
    /**
     * Key of the pool's volumes, by ARN, which must let EC2 Auto Scaling use it. A change rolls every node.
     * @default the environment's
     */
    kmsKeyArn: z.string().exactOptional(),
    /**
     * What a node does at its start, besides joining: a MIME multi-part archive for AL2023, TOML for Bottlerocket, commands
     * within `<powershell>` for Windows.
     * Shown in plans: no secrets. A change rolls every node.
     * @default none
     */
    userData: z.string().exactOptional(),
    /**
     * Settings of Bottlerocket as values, beside what userData says; the kit writes the TOML. A change rolls every node.
     * @default Bottlerocket's own
     */
    bottlerocket: bottlerocketSchema.exactOptional(),
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
    ...scarceWords,
};

/** How many there are, and what pods see of them. */
export const groupWords = {
    /** Nodes of one zone. A pool of three zones has three times as many. */
    sizePerZone,
    /** Labels of the nodes, by key. @default none */
    labels: labelsSchema.exactOptional(),
    /**
     * Effects as in a pod or as in the EKS API. System nodes carry the kit's own taint.
     * @default none; of Windows `os=windows:NoSchedule`
     */
    taints: list(taintSchema).exactOptional(),
};

/** What they may do in AWS, and who reaches them. */
export const rightsWords = {
    /** Policies the nodes carry besides those every node needs. @default none */
    extraPolicyArns: list(z.string()).exactOptional(),
    /** How people get onto a node. @default Session Manager */
    access: nodeAccessSchema.exactOptional(),
    /** Security groups the nodes have besides the cluster's own, by id. A change rolls every node. @default none */
    securityGroupIds: list(z.string()).exactOptional(),
};

/** All of them. */
export type NodeWords = z.infer<
    z.ZodObject<
        typeof placeWords &
            typeof sizeWords &
            typeof architectureWords &
            typeof instanceWords &
            typeof groupWords &
            typeof rightsWords
    >
>;
