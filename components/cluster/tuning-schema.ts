/** What an environment may say of how its control plane works. */
import { z } from "zod";

/** Source: EKS User Guide, eks-provisioned-control-plane; @pulumi/aws 7.48.0 typings, ClusterControlPlaneScalingConfig. */
export const TIERS = ["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"] as const;

/** What a node is scored by. Source: EKS User Guide, control-plane-configuration, "Scheduler: node resources fit". */
const weights = z.strictObject({
    /** Weight of its processors. @default nothing */
    cpu: z.number().exactOptional(),
    /** Weight of its memory. @default nothing */
    memory: z.number().exactOptional(),
    /** Weight of its GPUs. @default nothing */
    "nvidia.com/gpu": z.number().exactOptional(),
    /** Weight of its chips of Trainium and Inferentia. @default nothing */
    "aws.amazon.com/neuron": z.number().exactOptional(),
    /** Weight of the cores of those chips. @default nothing */
    "aws.amazon.com/neuroncore": z.number().exactOptional(),
});

/** Each in place, in several minutes. Left out again, EKS keeps what it had: write its default. */
export const tuningWords = {
    /**
     * Capacity that the control plane always has, paid by the hour beside the cluster; `standard` grows and shrinks by
     * itself. The way back to `standard` is closed while etcd holds more than 8 GB.
     * @default `standard`
     */
    tier: z.enum(TIERS).exactOptional(),
    /**
     * Who leads calls of the control plane to webhooks, OIDC issuers and aggregated API servers outside the cluster: AWS,
     * or the routes of the control plane's subnets. The second cannot be undone: the way back replaces the cluster.
     * @default `aws-managed`
     */
    egress: z.enum(["aws-managed", "customer-routed"]).exactOptional(),
    /**
     * Whether the ConfigMap `aws-auth` lets people and nodes in beside access entries: only for a cluster that comes from
     * elsewhere, until its entries are made. EKS takes no way back from `API`.
     * @default `API`: access entries alone
     */
    authenticationMode: z.enum(["API", "API_AND_CONFIG_MAP"]).exactOptional(),
    /** Settings of kube-apiserver. @default EKS's own */
    apiServer: z
        .strictObject({
            /** How long events are kept: 10 to 60 minutes. @default 60 */
            eventTtlMinutes: z.number().exactOptional(),
            /** Ports for Services of type NodePort and LoadBalancer: 10260 to 32767. @default 30000 to 32767 */
            nodePorts: z
                .strictObject({
                    /** The lowest port. */
                    first: z.number(),
                    /** The highest port. */
                    last: z.number(),
                })
                .exactOptional(),
        })
        .exactOptional(),
    /** Settings of kube-controller-manager. @default EKS's own */
    controllerManager: z
        .strictObject({
            /** Seconds between two looks of the HorizontalPodAutoscaler: 10 to 15. Needs a `tier`. @default 15 */
            autoscalerSyncSeconds: z.number().exactOptional(),
            /** Ended pods that may lie about before the oldest are deleted: 0 to 12500. @default 12500 */
            terminatedPods: z.number().exactOptional(),
        })
        .exactOptional(),
    /** How kube-scheduler chooses among nodes that a pod fits on. Running pods are not moved. @default EKS's own */
    scheduler: z
        .strictObject({
            /** Empty nodes first, or full ones, so that others can go. @default `LeastAllocated` */
            scoring: z.enum(["LeastAllocated", "MostAllocated"]),
            /** What counts, with its weight: 1 to 100. A resource left out counts nothing. @default cpu and memory, 1 each */
            weights: weights.exactOptional(),
        })
        .exactOptional(),
};

export type TuningWords = z.infer<z.ZodObject<typeof tuningWords>>;
