/** What an environment may say: the words of each part, composed. */
import { z } from "zod";

import { addonsSchema } from "../addons/addons-schema";
import { clusterSchema } from "../cluster/cluster-schema";
import { fargateProfileSchema } from "../compute/fargate-profile-schema";
import { managedNodesSchema } from "../compute/managed-nodes-schema";
import { karpenterSchema } from "../karpenter/karpenter-schema";
import { vpcSchema } from "../network/vpc-schema";
import { keysSchema } from "../security/keys-schema";
import { list } from "../shared/schema";

/** Numbers and account facts stand in `Pulumi.<stack>.yaml`; everything here is the same in every account. */
export const shapeSchema = z.strictObject({
    network: vpcSchema,
    keys: keysSchema,
    controlPlane: clusterSchema,
    /** How pods get capacity. */
    compute: z.discriminatedUnion("kind", [karpenterSchema]),
    /** The add-ons every environment has. */
    addons: addonsSchema,
    /** Managed nodes for workloads, by name. @default none */
    managedNodes: z.record(z.string(), managedNodesSchema).exactOptional(),
    /** Fargate profiles for workloads, by name. Made one after the other. @default none */
    fargateProfiles: z.record(z.string(), fargateProfileSchema).exactOptional(),
    /**
     * Components that may be replaced or removed although the environment is protected, by logical name:
     * `network`, `pool-general`. The way down from protection takes two updates: list the component, `pulumi up`,
     * then change or remove it, `pulumi up`.
     * @default none
     */
    unprotected: list(z.string()).exactOptional(),
});

/** The shape of an environment. */
export type EnvironmentShape = z.infer<typeof shapeSchema>;
export type { ManagedNodesWords as ManagedNodesShape } from "../compute/managed-nodes-schema";
export type { KarpenterHostWords as KarpenterHostShape } from "../karpenter/karpenter-schema";
export type { NodePoolWords as NodePoolShape } from "../karpenter/node-pool-schema";
