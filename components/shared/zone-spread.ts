/** Replicas that prefer different zones, as Kubernetes spells it. */
import type { Json } from "./json";

/** A wish, not a rule: in the zone that is left when another fails, all replicas must find a place. */
export function preferOtherZone(
    matchLabels: Readonly<Record<string, string>>,
): Readonly<Record<string, Json>> {
    return {
        labelSelector: { matchLabels },
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
    };
}
