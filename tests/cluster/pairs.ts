/** What planner and scheduler are both asked: whether some pods run on some capacity. */
import { nodesFor, whyNot } from "../../components/platform/placement";
import { type Capacity, type KitPod, OS_LABEL, type PoolCapacity } from "../../components/shared/pods";
import { isOnEach } from "../../tools/facts/asked-by-pods";

export type NodeCapacity = Extract<Capacity, { readonly kind: "nodes" }>;

export interface Pair<Room extends Capacity = Capacity> {
    readonly pod: KitPod;
    readonly capacity: Room;
    /** Where it was met first. */
    readonly from: string;
    /** Why the planner says it does not run; undefined where it says it does. */
    readonly planner: string | undefined;
}

/** Pods and capacities of an environment. */
export interface Placed {
    readonly from: string;
    readonly pods: readonly KitPod[];
    readonly capacities: readonly Capacity[];
}

/**
 * Pairs that differ in something a scheduler looks at: every pod with all nodes there are anywhere, and with the pools of its
 * own environment.
 */
export function pairsOf(all: readonly Placed[]): {
    readonly onNodes: readonly Pair<NodeCapacity>[];
    readonly onPools: readonly Pair<PoolCapacity>[];
} {
    const pods = new Map<string, Met<KitPod>>();
    const nodes = new Map<string, Met<NodeCapacity>>();
    const onPools = new Map<string, Pair<PoolCapacity>>();
    for (const { capacities, from, pods: own } of all) {
        for (const pod of own.filter(isPossible).map(placeable))
            keep(pods, shapeOfPod(pod), { from, what: pod });
        for (const capacity of capacities) {
            if (capacity.kind === "nodes") keep(nodes, shapeOf(capacity), { from, what: capacity });
            // Pools with replicas have their nodes whatever pods ask for.
            if (capacity.kind !== "pool" || capacity.replicas !== undefined) continue;
            // Karpenter starts no node for a DaemonSet.
            for (const pod of own
                .filter((one) => one.kind === "Deployment" && isPossible(one))
                .map(placeable))
                keep(onPools, `${shapeOfPod(pod)} ${shapeOf(capacity)}`, pairOf(from, pod, capacity));
        }
    }
    const onNodes = [...pods.values()].flatMap((pod) =>
        [...nodes.values()].map((node) => pairOf(`${pod.from} and ${node.from}`, pod.what, node.what)),
    );
    return { onNodes, onPools: [...onPools.values()] };
}

interface Met<What> {
    readonly from: string;
    readonly what: What;
}

function pairOf<Room extends Exclude<Capacity, { readonly kind: "fargate" }>>(
    from: string,
    pod: KitPod,
    capacity: Room,
): Pair<Room> {
    return { from, pod, capacity, planner: verdict(pod, capacity) };
}

/** What a server takes: words that describe somebody else's pods may say what no pod has. */
function isPossible({ tolerations }: KitPod): boolean {
    return tolerations.every(({ key, operator }) => key !== undefined || operator === "Exists");
}

function keep<Value>(all: Map<string, Value>, key: string, value: Value): void {
    if (!all.has(key)) all.set(key, value);
}

/** One pod of a DaemonSet, for a node that is there. What comes first is a question of order, which no scheduler knows. */
function placeable(pod: KitPod): KitPod {
    return { ...pod, phase: "admission", ...(pod.kind === "DaemonSet" ? { replicas: 1 } : {}) };
}

function verdict(pod: KitPod, capacity: Exclude<Capacity, { readonly kind: "fargate" }>): string | undefined {
    if (pod.kind === "Deployment") return whyNot(pod, capacity);
    return isOnEach(pod, capacity) ? undefined : "stays away";
}

function shapeOfPod(pod: KitPod): string {
    const {
        kind,
        nodeSelector,
        notOnAutoMode,
        notOnPools,
        replicas,
        requests,
        spreadOverNodes,
        tolerations,
    } = pod;
    return JSON.stringify([
        ...[kind, nodeSelector, notOnAutoMode, notOnPools, requests, spreadOverNodes, tolerations],
        ...(spreadOverNodes ? [replicas] : []),
    ]);
}

/** All that decides which nodes there may be. */
export function shapeOf(capacity: Capacity): string {
    if (capacity.kind === "fargate") return "";
    const { labels, taints } = capacity;
    const types = (capacity.types?.() ?? []).map(({ type }) => type);
    return capacity.kind === "nodes"
        ? JSON.stringify([labels, taints, types, capacity.minNodes, capacity.grows?.maxNodes])
        : JSON.stringify([labels, taints, types, capacity.requirements, capacity.limits, capacity.maker]);
}

/** As many nodes as the planner counts with; a DaemonSet is asked of one that is there, whenever it comes. */
export function nodesOfPair({ capacity, pod }: Pair<NodeCapacity>): number {
    return Math.max(pod.kind === "DaemonSet" ? 1 : 0, nodesFor(pod, capacity));
}

export function osOf({ labels }: NodeCapacity): string {
    return labels[OS_LABEL] ?? "linux";
}
