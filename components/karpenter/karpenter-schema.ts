/** What an environment may say of compute by Karpenter: where the controller runs, and its pools. */
import { z } from "zod";

import { systemNodesSchema } from "../compute/managed-nodes-schema";
import { nodeAccessSchema } from "../shared/node-access";
import { list } from "../shared/schema";
import { nodePoolSchema } from "./node-pool-schema";
import { controllerSchema, controllerSettingsSchema } from "./settings-schema";

const replicas = z.number();

/** Where Karpenter itself runs, and with it CoreDNS, the EBS CSI controller and the metrics server. */
export const hostSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        /** No node at all until a pod asks for one. One profile, `system`, made by the kit. */
        kind: z.literal("fargate"),
        /** Pods of the controller. One leads, the others take over. */
        replicas,
    }),
    z.strictObject({
        /** A group of system nodes that take nothing else: the kit taints them. */
        kind: z.literal("managed-nodes"),
        /** Pods of the controller. One leads, the others take over. Each needs a node of its own. */
        replicas,
        /** Nodes for what keeps the cluster alive. The kit taints them. */
        systemNodes: systemNodesSchema,
    }),
]);

export type KarpenterHostWords = z.infer<typeof hostSchema>;

/** Pods get nodes that Karpenter makes for them. */
export const karpenterSchema = z.strictObject({
    /** Pods get nodes that Karpenter makes for them. */
    kind: z.literal("karpenter"),
    /** Where Karpenter itself runs, and with it CoreDNS, the EBS CSI controller and the metrics server. */
    host: hostSchema,
    /** Pools of nodes, by name, which is also the name of the NodePool in the cluster. */
    pools: z.record(z.string(), nodePoolSchema),
    /** The role all nodes of the pools have, unless a pool names one of its own. @default Session Manager, no further policy */
    nodeRole: z
        .strictObject({
            /** Policies the nodes carry besides those every node needs. @default none */
            extraPolicyArns: list(z.string()).exactOptional(),
            /** How people get onto a node. Karpenter gives nodes no key pair. @default Session Manager */
            access: nodeAccessSchema.exactOptional(),
        })
        .exactOptional(),
    /** Settings of the controller, in the words of its chart. @default the chart's */
    settings: controllerSettingsSchema.exactOptional(),
    /** The controller's pods. @default log level info, one core */
    controller: controllerSchema.exactOptional(),
});

export type KarpenterWords = z.infer<typeof karpenterSchema>;
