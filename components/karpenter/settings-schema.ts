/** What an environment may say of Karpenter's controller, in the words of its chart. */
import { z } from "zod";

import { list, notYours } from "../shared/schema";

const gate = z.boolean().exactOptional();

/** Source: aws/karpenter-provider-aws, charts/karpenter/values.yaml of v1.14.1, settings.featureGates. */
const featureGates = z.strictObject({
    /** Replaces nodes whose conditions say that they are broken. Alpha. @default false */
    nodeRepair: gate,
    /** NodeOverlays change what Karpenter believes of prices and resources. Alpha. @default false */
    nodeOverlay: gate,
    /** Uses capacity that node classes select by `capacityReservationSelectorTerms`. Beta. @default true */
    reservedCapacity: gate,
    /** Replaces Spot nodes by cheaper Spot nodes. Alpha. @default false */
    spotToSpotConsolidation: gate,
    /** Lets pools have `replicas`. Alpha. @default false */
    staticCapacity: gate,
    /** CapacityBuffers keep room for pods to come. Alpha. @default false */
    capacityBuffer: gate,
});

/** Source: the same file, settings. */
export const controllerSettingsSchema = z.strictObject({
    /** How long pods that come one after the other are gathered at most, to share nodes. @default 10s */
    batchMaxDuration: z.string().exactOptional(),
    /** How long the next pod is waited for. @default 1s */
    batchIdleDuration: z.string().exactOptional(),
    /** Whether preferences of pods count like rules as long as they can be met. @default Respect */
    preferencePolicy: z.enum(["Respect", "Ignore"]).exactOptional(),
    /** What happens when a pool's minValues cannot be met: no node, or fewer values. @default Strict */
    minValuesPolicy: z.enum(["Strict", "BestEffort"]).exactOptional(),
    /** Share of an instance's memory that its hypervisor keeps, until a node of the type was seen. @default 0.075 */
    vmMemoryOverheadPercent: z.number().exactOptional(),
    /** Network interfaces that carry no pods: 1 with custom networking. @default 0 */
    reservedENIs: z.number().exactOptional(),
    /** Whether requests by dynamic resource allocation are left out when nodes are chosen. @default true */
    ignoreDRARequests: z.boolean().exactOptional(),
    /** Whether metrics and events of the cluster's state are left out. @default false */
    disableClusterStateObservability: z.boolean().exactOptional(),
    /** Whether node classes count as ready without a try of what AWS would allow. @default false */
    disableDryRun: z.boolean().exactOptional(),
    /** How often images are looked up: 1m or more. @default 1m */
    amiRefreshInterval: z.string().exactOptional(),
    /** How often subnets are looked up: 1m or more. @default 1m */
    subnetRefreshInterval: z.string().exactOptional(),
    /** What is not on, or not off, for everybody yet. @default the chart's */
    featureGates: featureGates.exactOptional(),
    clusterName: notYours("the cluster's name is the kit's to say: nodes would look for another cluster"),
    clusterEndpoint: notYours("the address of the API server is the kit's to say: nodes would not join"),
    clusterCABundle: notYours("the API server's certificate is read from the cluster: nodes would not join"),
    eksControlPlane: notYours(
        "the cluster's name and address are given, so that nothing has to be discovered",
    ),
    interruptionQueue: notYours("the queue is made with the controller: without it, interruptions go unseen"),
    isolatedVPC: notYours(
        "the network decides it: network.nat or network.egress says whether there is a way out",
    ),
    enableZonalShift: notYours("the cluster decides it: set controlPlane.zonalShift"),
});

/** Settings of the controller. */
export type ControllerSettings = z.infer<typeof controllerSettingsSchema>;

export const LOG_LEVELS = ["debug", "info", "error"] as const;

export const controllerSchema = z.strictObject({
    /** The least that is logged. @default info */
    logLevel: z.enum(LOG_LEVELS).exactOptional(),
    /** What the controller gets, requests and limits alike. @default 1 core and 1 GiB, on Fargate 1.5 GiB */
    resources: z
        .strictObject({
            /** Cores, `1`, or thousandths, `500m`. */
            cpu: z.string(),
            /** Bytes with their unit: `1Gi`. */
            memory: z.string(),
        })
        .exactOptional(),
    /** Further environment variables of the controller. @default none */
    env: list(
        z.strictObject({
            /** Name of the variable. */
            name: z.string(),
            /** Its value. Shown in plans: no secrets. */
            value: z.string(),
        }),
    ).exactOptional(),
});

/** The controller's pods. */
export type ControllerWords = z.infer<typeof controllerSchema>;
