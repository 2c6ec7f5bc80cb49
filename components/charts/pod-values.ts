/** What charts of several controllers say alike of their pods, in the spelling of Kubernetes. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import { preferOtherZone } from "../shared/zone-spread";
import type { ChartSite } from "./definition";
import type { Values } from "./values";

/** They start on system nodes as well. */
export const TOLERATIONS: readonly Values[] = [{ ...SYSTEM_TOLERATION }];

/** On system nodes that are full others make room for them. Source: Kubernetes documentation, Guaranteed Scheduling For Critical Add-On Pods. */
export const PRIORITY = { priorityClassName: "system-cluster-critical" } as const;

/** One of several may be away at a time; of one alone a budget would keep its node from ever being drained. */
export function budgetOf({ replicas }: ChartSite): { readonly maxUnavailable: 1 } | undefined {
    return replicas > 1 ? { maxUnavailable: 1 } : undefined;
}

/** On nodes, where asked for. On Fargate each pod has a machine of its own, in whatever zone there is room. */
export function spreadOf({ onFargate, zoneSpread }: ChartSite, matchLabels: Labels): Values[] {
    if (!zoneSpread || onFargate) return [];
    return [preferOtherZone(matchLabels)];
}

type Labels = Readonly<Record<string, string>>;

/**
 * On nodes: a Fargate profile that selects the namespace would take the pods to where Pod Identity has no agent.
 * Source: EKS User Guide, fargate-getting-started, on CoreDNS's annotation.
 */
export function placeOf({ onFargate }: ChartSite): Labels {
    return onFargate ? {} : { "eks.amazonaws.com/compute-type": "ec2" };
}

/** Below the environment's own registry, where it has one. */
export function mirrored({ imageRegistry }: ChartSite, image: string): string {
    return imageRegistry === undefined ? image : `${imageRegistry}/${image.slice(image.indexOf("/") + 1)}`;
}

/** The same of an image that values name only where it comes from a mirror. @default the chart's own registry */
export function imageFrom({ imageRegistry }: ChartSite, path: string): string | undefined {
    return imageRegistry === undefined ? undefined : `${imageRegistry}/${path}`;
}
