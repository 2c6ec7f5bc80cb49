/** Whether a pool's nodes may be what a pod asks of its node. */
import {
    combine,
    isCompatible,
    type LabelSet,
    type NodeRequirement,
    requirementsOfLabels,
} from "../shared/node-requirements";
import type { PoolCapacity } from "../shared/pods";
import { isWellKnown } from "./node-pool-keys";

/**
 * What a pod asks for and no node of the pool has, by label; empty when Karpenter would start one for it.
 * @param wanted the pod's node selector, as `requirementsOfLabels` makes requirements of it, and those of its node affinity
 * Source: kubernetes-sigs/karpenter v1.14.0, pkg/scheduling/requirements.go, Compatible: a label Karpenter does not know
 * counts only where the pool has it.
 */
export function unmetByPool(
    pool: Pick<PoolCapacity, "labels" | "maker" | "requirements">,
    wanted: readonly NodeRequirement[],
): string[] {
    const nodes = combine([...pool.requirements, ...requirementsOfLabels(pool.labels)]);
    return [...combine(wanted)]
        .filter(([key, set]) => !isMet(nodes.get(key), set, isWellKnown(key, pool.maker)))
        .map(([key]) => key);
}

function isMet(node: LabelSet | undefined, wanted: LabelSet, isKnown: boolean): boolean {
    if (node !== undefined) return isCompatible(node, wanted);
    return isKnown || isCompatible(ABSENT, wanted);
}

/** What a node has of a label nobody gives it. */
const ABSENT: LabelSet = { isComplement: false, values: new Set() };

/** Whether a node of the pool may run a pod with these requirements; taints are another question. */
export function admitsNode(pool: PoolCapacity, wanted: readonly NodeRequirement[]): boolean {
    return unmetByPool(pool, wanted).length === 0;
}
