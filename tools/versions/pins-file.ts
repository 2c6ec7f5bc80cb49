/** Writes pins into the text of stacks/own/pins.yaml: comments and everything else stay. */
import path from "node:path";

import type { Pins } from "../../components/shared/pins-schema";
import { PINS_FILE } from "../../components/shared/pins-schema";
import { FORK } from "../plan/root";
import type { VersionTable } from "./table";

export const PINS_PLACE = path.join(FORK, PINS_FILE);

/** A pin and where it stands, such as `minors`, `1.36`, `nodeRelease`. */
export interface PinEdit {
    readonly place: readonly string[];
    readonly value: string;
}

/** The text with the pins in it, for every environment or for one. */
export async function writePins(
    text: string,
    edits: readonly PinEdit[],
    environment: string | undefined,
): Promise<string> {
    // Only this command needs it.
    const { isMap, parseDocument } = await import("yaml");
    const document = parseDocument(text);
    const to = environment === undefined ? ["everywhere"] : ["environments", environment];
    for (const { place: below, value } of edits) {
        const place = [...to, ...below];
        // An empty map as the kit ships it is written {}: what comes into it takes lines of its own.
        for (let depth = 0; depth < place.length; depth += 1) {
            const node = depth === 0 ? document.contents : document.getIn(place.slice(0, depth), true);
            if (isMap(node)) node.flow = false;
            else if (depth > 0) document.setIn(place.slice(0, depth), document.createNode({}));
        }
        document.setIn(place, value);
    }
    return document.toString({ lineWidth: 0 });
}

/** The table with a fork's pins in the place of the kit's. */
export function tableWith(
    table: VersionTable,
    { amiAlias, charts = {}, karpenter, minors = {} }: Pins,
): VersionTable {
    const over = <Kit extends { readonly value: string } | undefined>(kit: Kit, value: string | undefined) =>
        value === undefined ? kit : { seen: "", ...kit, value, source: PINS_FILE, address: PINS_FILE };
    const entries = <Value>(valueOf: (minor: string) => Value): Record<string, Value> =>
        Object.fromEntries(table.minors.map((minor) => [minor, valueOf(minor)]));
    return {
        ...table,
        karpenter: over(table.karpenter, karpenter),
        amiAlias: over(table.amiAlias, amiAlias),
        nodeReleases: Object.fromEntries(
            Object.entries(table.nodeReleases).map(([minor, pin]) => [
                minor,
                over(pin, minors[minor]?.nodeRelease),
            ]),
        ),
        charts: Object.fromEntries(
            Object.entries(table.charts).map(([name, chart]) => [
                name,
                { ...chart, version: over(chart.version, charts[name]) },
            ]),
        ),
        autoscalers: Object.fromEntries(
            Object.entries(table.autoscalers).map(([minor, pin]) => [
                minor,
                over(pin, minors[minor]?.clusterAutoscaler),
            ]),
        ),
        addons: entries((minor) => {
            const pinned = minors[minor]?.addons ?? {};
            const names = [...new Set([...Object.keys(table.addons[minor] ?? {}), ...Object.keys(pinned)])];
            return Object.fromEntries(
                names.map((addon) => [addon, over(table.addons[minor]?.[addon], pinned[addon])]),
            );
        }),
    };
}

/** One line for each version a file pins, for a person. */
export function pinLines(pins: Pins, title: string): string[] {
    const { amiAlias, charts = {}, karpenter, minors = {} } = pins;
    return [
        ...Object.entries(minors).flatMap(([minor, { addons = {}, clusterAutoscaler, nodeRelease }]) => [
            ...Object.entries(addons).map(([addon, version]) => `${minor} ${addon}  ${version}`),
            ...(nodeRelease === undefined ? [] : [`${minor} node release  ${nodeRelease}`]),
            ...(clusterAutoscaler === undefined ? [] : [`${minor} Cluster Autoscaler  ${clusterAutoscaler}`]),
        ]),
        ...(karpenter === undefined ? [] : [`charts karpenter, karpenter-crd  ${karpenter}`]),
        ...(amiAlias === undefined ? [] : [`AMI alias  ${amiAlias}`]),
        ...Object.entries(charts).map(([chart, version]) => `chart ${chart}  ${version}`),
    ].map((line) => `${title}: ${line}`);
}
