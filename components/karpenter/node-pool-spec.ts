/** A node pool as plain values: which nodes Karpenter may start, and everything it would refuse or never start. */
import {
    checkLabels,
    checkTaints,
    describeLabels,
    describeTaint,
    kubernetesTaint,
    type SpelledTaint,
} from "../shared/kubernetes-names";
import type { Capacity, Taint } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { amiAliasOf, checkNodeClass, type NodeClassSpec } from "./ec2-node-class";
import { checkDisruption, describeDisruption, hasUnlimitedTimes } from "./node-pool-disruption";
import { CAPACITY_TYPE, checkReservedKey, NODE_POOL } from "./node-pool-keys";
import { admits, checkRequirements, describeRequirement, isAccelerated } from "./node-pool-requirements";
import type { NodePoolWords } from "./node-pool-schema";
import { checkDuration, checkLimits, describeLimits, secondsOf } from "./node-pool-units";

export interface NodePoolSpec extends Omit<NodePoolWords, "diskSizeGiB"> {
    readonly region: string;
    readonly clusterName: string;
    /** Name of the NodePool and of its EC2NodeClass: 1 to 63 of a-z 0-9 -. A change makes a new pool. */
    readonly pool: string;
    /** Minor of the control plane. Karpenter replaces all nodes when it changes, as fast as the budgets let it. */
    readonly kubernetesVersion: string;
    readonly nodeClass: NodeClassSpec;
}

/** Everything Karpenter would refuse, and what would keep it from starting a node; empty when all holds. */
export function checkNodePool(spec: NodePoolSpec): Problem[] {
    const { labels, startupTaints = [], taints } = spec;
    return [
        ...checkName(spec.pool),
        ...checkNodeClass(spec),
        ...checkRequirements("requirements", spec.requirements, spec),
        ...checkLabels("labels", labels),
        ...Object.keys(labels).flatMap((key) => checkReservedKey(`labels.${key}`, key)),
        ...checkTaints("taints", taints),
        ...checkTaints("startupTaints", startupTaints),
        ...checkSharedTaints(taints, startupTaints),
        ...checkLimits(spec.limits),
        ...checkDisruption(spec.disruption),
        ...checkDuration("expireAfter", spec.expireAfter, "or-never"),
        ...checkDuration("terminationGracePeriod", spec.terminationGracePeriod, "ends"),
        ...checkWeight(spec.weight),
    ];
}

/** The name becomes the value of a label on every node. Source: Kubernetes documentation, Labels and Selectors. */
function checkName(pool: string): Problem[] {
    if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(pool)) return [];
    const remedy = "Use 1 to 63 of a-z 0-9 - with a letter or digit at both ends";
    return [{ path: "pool", what: "not a name of a pool", got: pool, remedy }];
}

/** Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/nodeclaim_validation.go, validateTaints. */
function checkSharedTaints(
    taints: readonly SpelledTaint[],
    startupTaints: readonly SpelledTaint[],
): Problem[] {
    const identity = (taint: SpelledTaint): string => `${taint.key}:${kubernetesTaint(taint).effect}`;
    const known = taints.map(identity);
    return startupTaints.flatMap((taint, index) => {
        const first = known.indexOf(identity(taint));
        if (first < 0) return [];
        const what = `the same key and effect as taints[${first}]`;
        return [{ path: `startupTaints[${index}]`, what, got: taint.key, remedy: "Keep one of them" }];
    });
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, weight. */
function checkWeight(weight: number | undefined): Problem[] {
    if (weight === undefined || (Number.isInteger(weight) && weight >= 1 && weight <= 100)) return [];
    return [{ path: "weight", what: "not a weight", got: weight, remedy: "Write 1 to 100, or leave it out" }];
}

/** What is derived from a spec. */
export interface NodePoolPlan {
    readonly taints: Taint[];
    readonly startupTaints: Taint[];
    /** How long Pulumi waits for the pool's nodes to go. */
    readonly deleteTimeout: string;
}

/** Assumes a checked spec. */
export function planNodePool({
    startupTaints = [],
    taints,
    terminationGracePeriod,
}: NodePoolSpec): NodePoolPlan {
    return {
        taints: taints.map(withoutEmptyValue),
        startupTaints: startupTaints.map(withoutEmptyValue),
        deleteTimeout: deleteTimeoutFor(terminationGracePeriod),
    };
}

/** No value and an empty one are the same taint, but the CRD's pattern takes no empty one. */
function withoutEmptyValue(taint: SpelledTaint): Taint {
    const { effect, key, value } = kubernetesTaint(taint);
    return value === undefined || value === "" ? { key, effect } : { key, value, effect };
}

/** After the grace period pods are gone; volumes are then detached and instances terminated. */
const TERMINATION_MINUTES = 15;
const MIN_DELETE_MINUTES = 30;

/**
 * All nodes of a pool that is deleted drain at once, each for as long as its grace period. Pulumi's own ten minutes
 * would end before them and leave instances behind.
 * Source: pulumi-kubernetes provider/pkg/await/await.go, Deletion.
 */
function deleteTimeoutFor(terminationGracePeriod: string): string {
    const graceMinutes = Math.ceil((secondsOf(terminationGracePeriod) ?? 0) / 60);
    return `${Math.max(MIN_DELETE_MINUTES, graceMinutes + TERMINATION_MINUTES)}m`;
}

/** Where pods can run once Karpenter has started a node for them. */
export function capacityOfNodePool(spec: NodePoolSpec): Capacity {
    return {
        kind: "pool",
        name: `node pool ${spec.pool}`,
        phase: "pools",
        taints: planNodePool(spec).taints,
        labels: { ...spec.labels, [NODE_POOL]: spec.pool },
        minNodes: 0,
    };
}

/** Whether Karpenter may start Spot instances for the pool. */
export function mayUseSpot({ requirements }: NodePoolSpec): boolean {
    return admits(requirements, CAPACITY_TYPE, "spot");
}

/** What is legal but worth knowing before the first `pulumi up`, one sentence each. */
export function noticesOfNodePool({ disruption, pool, requirements, taints }: NodePoolSpec): string[] {
    const notices: string[] = [];
    if (hasUnlimitedTimes(disruption)) {
        notices.push(
            `Pool ${pool} may lose all its nodes at once whenever none of its budgets applies: ` +
                "add one without schedule and reasons",
        );
    }
    if (
        isAccelerated(requirements) &&
        !taints.some((taint) => kubernetesTaint(taint).effect !== "PreferNoSchedule")
    ) {
        notices.push(`Pool ${pool} has accelerators and no taint: any pod may take a place on its instances`);
    }
    return notices;
}

/** What a reader of the plan sees. */
export function decisionsOfNodePool(spec: NodePoolSpec): Record<string, string | number | string[]> {
    const { weight } = spec;
    return {
        ...describeDisruption(spec.disruption),
        ami: amiAliasOf(spec),
        diskSizeGiB: spec.nodeClass.diskSizeGiB,
        expireAfter: spec.expireAfter,
        kubernetesVersion: spec.kubernetesVersion,
        labels: describeLabels(spec.labels),
        limits: describeLimits(spec.limits),
        pool: spec.pool,
        requirements: spec.requirements.map(describeRequirement),
        ...(spec.startupTaints === undefined ? {} : { startupTaints: spec.startupTaints.map(describeTaint) }),
        taints: spec.taints.map(describeTaint),
        terminationGracePeriod: spec.terminationGracePeriod,
        ...(weight === undefined ? {} : { weight }),
    };
}
