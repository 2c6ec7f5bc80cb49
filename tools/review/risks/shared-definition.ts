/** Karpenter's definitions taken away from a cluster whose Auto Mode keeps its own pools under the same names. */
import { objectOf, textOf } from "../../facts/build";
import type { Change } from "../change";
import { type Around, changesOfType, CLUSTER_TYPE, isLost, named, type Risk } from "./risk";

const RELEASE_TYPE = "kubernetes:helm.sh/v3:Release";

/** NodePool and NodeClaim are of `karpenter.sh` in both. */
export function sharedDefinitions(around: Around): readonly Risk[] {
    if (!hasAutoMode(around)) return [];
    return changesOfType(around, RELEASE_TYPE)
        .filter((change) => isLost(change) && /(^|\/)karpenter-crd$/.test(chartOf(change)))
        .map((release) => ({
            kind: "deleted",
            severity: "critical",
            urn: release.urn,
            what: `${named("Helm release", release)} goes, and with it the definition of NodePools, which EKS Auto Mode uses as well.`,
            why: "Kubernetes deletes every object of a definition that goes: the pools of Auto Mode too, and their nodes.",
            source: "Kubernetes documentation, custom-resource-definitions, on deletion; EKS User Guide, create-node-pool; not seen on AWS",
            remedy: "Go to compute.kind managed first, in an update of its own, then to auto-mode: docs/recipes/auto-mode.md",
        }));
}

function hasAutoMode({ head }: Around): boolean {
    return [...head.values()]
        .filter(({ type }) => type === CLUSTER_TYPE)
        .some(({ inputs }) => objectOf(objectOf(inputs)["computeConfig"])["enabled"] === true);
}

function chartOf({ before }: Change): string {
    return textOf(objectOf(before?.inputs)["chart"]);
}
