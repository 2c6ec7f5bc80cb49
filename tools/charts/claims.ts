/** What a definition says of its chart in one environment, as plain values to compare with what Helm renders. */
import type { ChartDefinitions, ChartWebhook } from "../../components/charts/definition";
import type { KitPod } from "../../components/shared/pods";

export interface Claims {
    readonly namespace: string;
    /** Pods as placement is told of them. */
    readonly pods: readonly KitPod[];
    /** Whether its DaemonSets choose their nodes by labels, and placement is not told of them. @default false */
    readonly choosesItsNodes?: boolean;
    /** Whether what its pods make room for waits for them: nothing may push them off a node. @default false */
    readonly isCritical?: boolean;
    /** As whom its pods call AWS. @default they call nothing */
    readonly serviceAccount?: string;
    /** Names without tag. */
    readonly images: readonly string[];
    /** Registry that all of them come from. @default where each is published */
    readonly mirror?: string;
    readonly definitions?: ChartDefinitions;
    /** Whether the release leaves out the chart's folder `crds`. @default false */
    readonly skipCrds?: boolean;
    readonly webhooks: readonly ChartWebhook[];
    /** `Job/name`. */
    readonly hooks: readonly string[];
    /** `Secret/name`. */
    readonly rendersAnew: readonly string[];
    /** Paths of values that the definition speaks of without setting them: reserved, annotated, filled in later. */
    readonly paths: readonly string[];
    readonly zoneSpread: boolean;
    readonly onFargate: boolean;
}
