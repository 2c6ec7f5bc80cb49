/** Claims that a chart's StatefulSets make: they are nobody's, and stay when the chart goes. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, valuesOf } from "../inventory";
import { KINDS } from "./controllers";
import { chartOf, isAlive, text, TYPES } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { World } from "./model";

/**
 * Where a chart's values say what is claimed, and by whom.
 * Source: prometheus-community/helm-charts charts/kube-prometheus-stack/values.yaml, prometheusSpec.storageSpec and
 * alertmanagerSpec.storage; Prometheus Operator documentation, platform/storage.
 */
const CLAIMING = [
    { by: "prometheus", path: ["prometheus", "prometheusSpec", "storageSpec"] },
    { by: "alertmanager", path: ["alertmanager", "alertmanagerSpec", "storage"] },
] as const;

/** Each living release has its claims; those of one that is gone stay as they are. */
export function makeClaims(cluster: Entry, world: World): void {
    const { inventory } = world;
    const place = text(cluster, "arn");
    for (const release of inventory.ofType(TYPES.release, place).filter(isAlive)) {
        if (chartOf(valuesOf(release)) !== "kube-prometheus-stack") continue;
        for (const { by, path } of CLAIMING) {
            const spec = claimAt(objectOf(valuesOf(release)["values"]), path);
            const name = `${by}-${text(release, "name")}-db-0`;
            const namespace = textOf(valuesOf(release)["namespace"], "default");
            const id = `${namespace}/${name}`;
            if (spec === undefined || inventory.get(KINDS.claim, place, id) !== undefined) continue;
            const outputs = { metadata: { name, namespace }, spec };
            inventory.put(madeByAws(world, { type: KINDS.claim, id, place, outputs }));
        }
    }
}

function claimAt(values: Properties, path: readonly string[]): Properties | undefined {
    const place = path.reduce((below, key) => objectOf(below[key]), values);
    const template = objectOf(place["volumeClaimTemplate"]);
    return Object.keys(template).length === 0 ? undefined : objectOf(template["spec"]);
}
