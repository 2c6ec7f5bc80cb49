/**
 * Where pods run: every pod the kit brings must fit capacity that exists before it must be ready. A pod that fits
 * nowhere would keep its add-on or its release waiting for twenty minutes, and then fail the update.
 */
import { unmetByPool } from "../karpenter/pool-admission";
import { amountOf } from "../shared/kubernetes-quantity";
import { describeTaint } from "../shared/kubernetes-names";
import { requirementsOfLabels } from "../shared/node-requirements";
import {
    type Capacity,
    describePhase,
    type FargateSelector,
    isBefore,
    type KitPod,
    OS_LABEL,
    type PoolCapacity,
    selectsPod,
    type Taint,
    toleratesAll,
} from "../shared/pods";
import type { Problem } from "../shared/problems";
import { beyondLimits, tooLarge, tooMany } from "./node-room";

/** Capacity, and where the shape asks for it. */
export type PlacedCapacity = Capacity & { readonly path?: string };

/** Nodes, whoever makes them. */
type NodeCapacity = Exclude<Capacity, { readonly kind: "fargate" }>;

/** Why a pod does not run on some capacity, and what would let it. */
interface Obstacle {
    readonly capacity: string;
    readonly why: string;
    readonly remedy: string;
}

/** Every pod that fits nowhere, and every DaemonSet that some nodes keep away. */
export function checkPlacement(
    path: string,
    pods: readonly KitPod[],
    capacities: readonly PlacedCapacity[],
): Problem[] {
    const daemonSets = pods.filter(({ kind }) => kind === "DaemonSet");
    return [
        ...pods.flatMap((pod) =>
            pod.kind === "DaemonSet"
                ? checkDaemonSet(path, pod, capacities)
                : checkReplicas(path, pod, capacities),
        ),
        ...capacities.flatMap((capacity) => checkNotTaken(path, daemonSets, capacity)),
    ];
}

/** Where a pod runs: the capacities it fits, in their order; of a DaemonSet all nodes that it does not stay away from. */
export function capacitiesFor<Room extends Capacity>(pod: KitPod, capacities: readonly Room[]): Room[] {
    if (pod.kind === "Deployment") return capacities.filter((room) => obstacleFor(pod, room) === undefined);
    return capacities.filter(
        (room) =>
            room.kind !== "fargate" &&
            toleratesAll(pod.tolerations, room.taints) &&
            osOfPod(pod) === osOfNodes(room),
    );
}

/** A DaemonSet has a pod on every node, tainted or not: what it does there, every pod of the node needs. */
function checkDaemonSet(path: string, pod: KitPod, capacities: readonly PlacedCapacity[]): Problem[] {
    return capacities.flatMap((capacity) => {
        if (capacity.kind === "fargate" || toleratesAll(pod.tolerations, capacity.taints)) return [];
        // Its image is for the other system, and its node selector or affinity says so.
        if (osOfPod(pod) !== osOfNodes(capacity)) return [];
        return [
            {
                path: capacity.path ?? path,
                what: `DaemonSet ${pod.name} stays away from ${capacity.name}, whose taints it does not tolerate`,
                got: capacity.taints.map(describeTaint),
                remedy: tolerate(pod, capacity.taints),
            },
        ];
    });
}

/** A profile takes matching pods wherever they were meant for, and Fargate runs no DaemonSet: they would never start. */
function checkNotTaken(path: string, daemonSets: readonly KitPod[], capacity: PlacedCapacity): Problem[] {
    if (capacity.kind !== "fargate") return [];
    const taken = daemonSets.filter((pod) => capacity.selectors.some((one) => selectsPod(one, pod)));
    if (taken.length === 0) return [];
    const selectors = capacity.selectors.filter((one) => taken.some((pod) => selectsPod(one, pod)));
    const names = taken.map(({ name }) => name).join(", ");
    return [
        {
            path: capacity.path ?? path,
            what: `${capacity.name} takes the pods of DaemonSets that Fargate does not run: ${names}`,
            got: selectors.map(({ labels = {}, namespace }) => ({ namespace, labels })),
            remedy: "Select by labels that these pods do not carry",
        },
    ];
}

function checkReplicas(path: string, pod: KitPod, capacities: readonly Capacity[]): Problem[] {
    const obstacles = capacities.map((capacity) => obstacleFor(pod, capacity));
    if (obstacles.includes(undefined)) return [];
    const found = obstacles.filter((obstacle) => obstacle !== undefined);
    const reasons = found.map(({ capacity, why }) => `${capacity} ${why}`);
    return [
        {
            path,
            what:
                `pod ${pod.name} of ${describePhase(pod.phase)} fits nowhere: ` +
                (reasons.length === 0 ? "there is no capacity at all" : reasons.join("; ")),
            remedy: nearest(found)?.remedy ?? "Choose a kind of compute with capacity, or remove it",
        },
    ];
}

/** Whether such capacity takes the pod, as far as kinds, taints, labels, limits and sizes decide. */
export function runsOn(pod: KitPod, capacity: Capacity): boolean {
    return obstacleFor(pod, capacity) === undefined;
}

/** Undefined when the pod runs there. */
function obstacleFor(pod: KitPod, capacity: Capacity): Obstacle | undefined {
    const obstacle = (why: string, remedy: string): Obstacle => ({ capacity: capacity.name, why, remedy });
    if (pod.notOnPools && capacity.kind === "pool") {
        return obstacle(
            "is its own work: without it there is no node to start it on",
            `Run ${pod.name} on Fargate or on a managed node group`,
        );
    }
    if (pod.notOnAutoMode === true && capacity.kind === "pool" && capacity.maker === "auto-mode") {
        return obstacle(
            "does itself what it is for, and its affinity keeps it away",
            `Let managedNodes or fargateProfiles have room for ${pod.name}`,
        );
    }
    if (!isBefore(capacity.phase, pod.phase)) {
        return obstacle(
            `comes later, in ${describePhase(capacity.phase)}`,
            `Run ${pod.name} on a Fargate profile or a managed node group`,
        );
    }
    return capacity.kind === "fargate"
        ? obstacleOnFargate(pod, capacity.selectors, obstacle)
        : obstacleOnNodes(pod, capacity, obstacle);
}

function obstacleOnNodes(pod: KitPod, capacity: NodeCapacity, obstacle: MakeObstacle): Obstacle | undefined {
    return (
        obstacleOfOs(pod, capacity, obstacle) ??
        obstacleOfTaints(pod, capacity.taints, obstacle) ??
        obstacleOfLabels(pod, capacity, obstacle) ??
        (capacity.kind === "pool"
            ? obstacleOfLimits(pod, capacity, obstacle)
            : obstacleOfCount(pod, nodesFor(pod, capacity), "Let the group have", obstacle)) ??
        obstacleOfSize(pod, capacity, obstacle)
    );
}

/** Why such capacity takes no pod like it, in the words of a refusal; undefined where it takes it. */
export function whyNot(pod: KitPod, capacity: Capacity): string | undefined {
    return obstacleFor(pod, capacity)?.why;
}

/** As many as there are, or may be once whoever adds them is there. */
export function nodesFor(
    { phase }: KitPod,
    { grows, minNodes }: Extract<Capacity, { readonly kind: "nodes" }>,
): number {
    return grows !== undefined && isBefore(grows.phase, phase) ? grows.maxNodes : minNodes;
}

type MakeObstacle = (why: string, remedy: string) => Obstacle;

function obstacleOnFargate(
    pod: KitPod,
    selectors: readonly FargateSelector[],
    obstacle: MakeObstacle,
): Obstacle | undefined {
    if (!selectors.some((selector) => selectsPod(selector, pod))) {
        return obstacle("does not select it", `Add a selector for ${describeLabels(pod)}`);
    }
    if (pod.nodesOnly) {
        return obstacle(
            "selects it, but its annotation eks.amazonaws.com/compute-type: ec2 keeps Fargate away",
            `Configure ${pod.name} with computeType Fargate`,
        );
    }
    if (pod.notOnFargate !== undefined) {
        return obstacle(
            `selects it, but Fargate runs no pod with ${pod.notOnFargate.join(", ")}`,
            `Give ${pod.name} nodes to run on, or do without ${pod.notOnFargate.join(", ")}`,
        );
    }
    if (pod.identity === "pod-identity") {
        return obstacle(
            "selects it, but has no Pod Identity agent, so its calls to AWS would be denied",
            `Give ${pod.name} its role through IRSA`,
        );
    }
    return undefined;
}

/** What a pod is made for, unless it says otherwise: Linux, as everything of the kit is. */
function osOfPod({ nodeSelector = {} }: KitPod): string {
    return nodeSelector[OS_LABEL] ?? "linux";
}

function osOfNodes({ labels }: NodeCapacity): string {
    return labels[OS_LABEL] ?? "linux";
}

/** That a node runs another system than it asks for, its labels say. */
function obstacleOfOs(pod: KitPod, capacity: NodeCapacity, obstacle: MakeObstacle): Obstacle | undefined {
    if (osOfNodes(capacity) !== "windows" || osOfPod(pod) === "windows") return undefined;
    return obstacle("runs Windows, and the pod is made for Linux", `Give ${pod.name} nodes that run Linux`);
}

function obstacleOfTaints(
    pod: KitPod,
    taints: readonly Taint[],
    obstacle: MakeObstacle,
): Obstacle | undefined {
    if (toleratesAll(pod.tolerations, taints)) return undefined;
    const list = taints.map(describeTaint).join(", ");
    return obstacle(`has taints it does not tolerate (${list})`, tolerate(pod, taints));
}

/** Nodes of a group have the group's labels, and those of their instances, which nobody knows beforehand. */
function obstacleOfLabels(pod: KitPod, capacity: NodeCapacity, obstacle: MakeObstacle): Obstacle | undefined {
    const nodes = capacity.kind === "pool" ? capacity : { labels: capacity.labels, requirements: [] };
    const unmet = unmetByPool(nodes, requirementsOfLabels(pod.nodeSelector ?? {}));
    if (unmet.length === 0) return undefined;
    const wanted = unmet.map((key) => `${key}=${pod.nodeSelector?.[key] ?? ""}`).join(" and ");
    return obstacle(`has no node with the label it asks for (${wanted})`, `Give its nodes ${wanted}`);
}

/** Karpenter starts a node for the pod, as long as the pool may grow; one with replicas has its nodes already. */
function obstacleOfLimits(
    pod: KitPod,
    { limits, replicas }: PoolCapacity,
    obstacle: MakeObstacle,
): Obstacle | undefined {
    if (replicas !== undefined) return obstacleOfCount(pod, replicas, "Let the pool have", obstacle);
    for (const resource of ["cpu", "memory"] as const) {
        const limit = amountOf(limits[resource]);
        const needed = (amountOf(pod.requests?.[resource]) ?? 0) * pod.replicas;
        if (limit === undefined || (limit > 0 && needed <= limit)) continue;
        const asked = needed === 0 ? "any pod" : `${pod.replicas} times ${pod.requests?.[resource] ?? ""}`;
        return obstacle(
            `may grow to ${limits[resource] ?? ""} of ${resource}, too little for ${asked}`,
            `Raise limits.${resource}`,
        );
    }
    return undefined;
}

/** How large nodes are, and how many replicas those hold that there can ever be. */
function obstacleOfSize(pod: KitPod, capacity: NodeCapacity, obstacle: MakeObstacle): Obstacle | undefined {
    const nodes = capacity.kind === "nodes" ? nodesFor(pod, capacity) : capacity.replicas;
    const found =
        tooLarge(pod, capacity) ??
        (nodes === undefined ? beyondLimits(pod, capacity) : tooMany(pod, capacity, nodes));
    return found === undefined ? undefined : obstacle(found.why, found.remedy);
}

function obstacleOfCount(
    pod: KitPod,
    nodes: number,
    remedy: string,
    obstacle: MakeObstacle,
): Obstacle | undefined {
    const needed = pod.spreadOverNodes ? pod.replicas : 1;
    if (nodes >= needed) return undefined;
    return obstacle(
        `has at least ${nodes} nodes, and its ${pod.replicas} replicas need ${needed}`,
        `${remedy} at least ${needed} nodes`,
    );
}

/** The obstacle that says most of what to do: capacity that nearly fits before capacity that never will. */
function nearest(obstacles: readonly Obstacle[]): Obstacle | undefined {
    const farAway = /^(comes later|is its own work|does not select)/;
    return obstacles.find(({ why }) => !farAway.test(why)) ?? obstacles[0];
}

function describeLabels(pod: KitPod): string {
    const labels = Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`);
    return `namespace ${pod.namespace} with ${labels.join(" or ")}`;
}

function tolerate(pod: KitPod, taints: readonly Taint[]): string {
    return `Let ${pod.name} tolerate ${taints.map(({ key }) => key).join(" and ")}`;
}
