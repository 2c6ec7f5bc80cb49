/** Settings that meet those of other stacks, or of bootstrap: no update sees them, since it knows its own stack alone. */
import type { PlannedGraph } from "../../plan/graph";
import { same } from "../compare";
import { inputsOf } from "../settle";
import { PLATFORM_TYPE, type PlacedRisk } from "./risk";

const NETWORK_TYPE = "platform:network:Vpc";

/** What decides whom an environment meets, as its components say it. */
const PLACE = ["account", "clusterName", "iamPath", "namePrefix", "permissionsBoundary", "region"] as const;

/**
 * One risk for each sentence; none for an environment that stands where it stood: what met before is not this change's.
 * @param base absent for an environment that is new or deployed for the first time
 */
export function meetingsOf(
    sentences: readonly string[],
    base: PlannedGraph | undefined,
    head: PlannedGraph,
): readonly PlacedRisk[] {
    const platform = head.resources.find(({ type }) => type === PLATFORM_TYPE);
    if (platform === undefined || (base !== undefined && same(placeOf(base), placeOf(head)))) return [];
    return sentences.map((sentence) => ({
        kind: "settings-meet",
        severity: "medium",
        urn: platform.urn,
        component: platform.name,
        what: `${sentence}.`,
        why: "An update sees its own stack alone: it does not stop here, and what is built cannot be moved.",
        source: "the settings files beside each other: docs/environments.md, Beside each other",
        remedy: "Correct it before the environment is built",
    }));
}

function placeOf({ resources }: PlannedGraph): unknown {
    const of = (wanted: string): ReturnType<typeof inputsOf> =>
        inputsOf(resources.find(({ type }) => type === wanted));
    const platform = of(PLATFORM_TYPE);
    return [...PLACE.map((key) => platform[key] ?? null), of(NETWORK_TYPE)["cidr"] ?? null];
}
