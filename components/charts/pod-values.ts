/** What charts of several controllers say alike of their pods, in the spelling of Kubernetes. */
import type { Json } from "../shared/json";
import { preferOtherZone } from "../shared/zone-spread";
import type { ChartSite } from "./definition";

/** One of several may be away at a time; of one alone a budget would keep its node from ever being drained. */
export function budgetOf({ replicas }: ChartSite): { readonly maxUnavailable: 1 } | undefined {
    return replicas > 1 ? { maxUnavailable: 1 } : undefined;
}

/** On nodes, where asked for. On Fargate each pod has a machine of its own, in whatever zone there is room. */
export function spreadOf({ onFargate, zoneSpread }: ChartSite, matchLabels: Labels): readonly Json[] {
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
