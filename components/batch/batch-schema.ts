/** What an environment may say of AWS Batch. */
import { z } from "zod";

import { NODE_SLOTS } from "../network/slots";
import { list } from "../shared/schema";

const computeEnvironment = z.strictObject({
    /** One of `namespaces`, where its jobs are pods. A change replaces the compute environment. */
    namespace: z.string(),
    /** How EC2 sells its nodes: `spot` is cheaper and taken back at two minutes' notice. */
    capacity: z.enum(["on-demand", "spot"]),
    /** Types, `m7i.2xlarge`, or whole families, `m7i`, of one architecture. Batch chooses among them. */
    instanceTypes: list(z.string()),
    /** Cores of all its nodes together: what a runaway queue can cost at most. */
    maxVcpus: z.number(),
    /** Cores that stand even while no job waits. @default 0 */
    minVcpus: z.number().exactOptional(),
    /** Zones its nodes are in, by slot. @default all of the environment */
    slots: list(z.enum(NODE_SLOTS)).exactOptional(),
});

const queue = z.strictObject({
    /** Compute environments, the first of which is filled first. */
    environments: list(z.string()),
    /** Of queues that share a compute environment, the one with the larger number goes first. */
    priority: z.number(),
});

export const batchSchema = z.strictObject({
    /** GiB of the volume that each node has for images, logs and what pods write. A change replaces all compute environments. @default 50 */
    diskSizeGiB: z.number().exactOptional(),
    /** Nodes that Batch makes and ends by itself, by name. */
    environments: z.record(z.string(), computeEnvironment),
    /** Queues that jobs are submitted to, by name. */
    queues: z.record(z.string(), queue),
});

export type BatchWords = z.infer<typeof batchSchema>;
export type ComputeEnvironmentWords = z.infer<typeof computeEnvironment>;
