/** What Deployments of charts have in common, in the words of Kubernetes that charts hand on. */
import { SYSTEM_TOLERATION } from "../shared/pods";
import { preferOtherZone } from "../shared/zone-spread";
import type { ChartSite } from "./definition";
import type { Values } from "./values";

/** They start on system nodes as well. */
export const TOLERATIONS: readonly Values[] = [{ ...SYSTEM_TOLERATION }];

/** They prefer different zones, where asked for. */
export function otherZones(
    matchLabels: Readonly<Record<string, string>>,
    { zoneSpread }: ChartSite,
): Values[] {
    if (!zoneSpread) return [];
    return [preferOtherZone(matchLabels)];
}

/** Where an image comes from: the mirror keeps its path below its own name. @default the chart's own registry */
export function imageFrom({ imageRegistry }: ChartSite, path: string): string | undefined {
    return imageRegistry === undefined ? undefined : `${imageRegistry}/${path}`;
}
