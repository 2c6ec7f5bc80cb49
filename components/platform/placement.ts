/**
 * Where pods run: every pod the kit brings must fit capacity that exists before it must be ready. A pod that fits
 * nowhere would keep its add-on or its release waiting for twenty minutes, and then fail the update.
 */
import { describeTaint } from "../shared/kubernetes-names";
import {
    type Capacity,
    type FargateSelector,
    isBefore,
    type KitPod,
    selectsPod,
    type Taint,
    toleratesAll,
} from "../shared/pods";
import type { Problem } from "../shared/problems";

/** Capacity, and where the shape asks for it. */
export type PlacedCapacity = Capacity & { readonly path?: string };

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

/** A DaemonSet has a pod on every node, tainted or not: what it does there, every pod of the node needs. */
function checkDaemonSet(path: string, pod: KitPod, capacities: readonly PlacedCapacity[]): Problem[] {
    return capacities.flatMap((capacity) => {
        if (capacity.kind === "fargate" || toleratesAll(pod.tolerations, capacity.taints)) return [];
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
                `pod ${pod.name} of phase ${pod.phase} fits nowhere: ` +
                (reasons.length === 0 ? "there is no capacity at all" : reasons.join("; ")),
            remedy: nearest(found)?.remedy ?? "Add a Fargate profile or a managed node group",
        },
    ];
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
    if (!isBefore(capacity.phase, pod.phase)) {
        return obstacle(
            `comes later, in phase ${capacity.phase}`,
            `Run ${pod.name} on a Fargate profile or a managed node group`,
        );
    }
    return capacity.kind === "fargate"
        ? obstacleOnFargate(pod, capacity.selectors, obstacle)
        : obstacleOnNodes(pod, capacity.taints, capacity.kind === "pool" ? 0 : capacity.minNodes, obstacle);
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
    if (pod.identity === "pod-identity") {
        return obstacle(
            "selects it, but has no Pod Identity agent, so its calls to AWS would be denied",
            `Give ${pod.name} its role through IRSA`,
        );
    }
    return undefined;
}

function obstacleOnNodes(
    pod: KitPod,
    taints: readonly Taint[],
    minNodes: number,
    obstacle: MakeObstacle,
): Obstacle | undefined {
    if (!toleratesAll(pod.tolerations, taints)) {
        const list = taints.map(describeTaint).join(", ");
        return obstacle(`has taints it does not tolerate (${list})`, tolerate(pod, taints));
    }
    const needed = pod.spreadOverNodes ? pod.replicas : 1;
    if (minNodes < needed) {
        return obstacle(
            `has at least ${minNodes} nodes, and its ${pod.replicas} replicas need ${needed}`,
            `Let the group have at least ${needed} nodes`,
        );
    }
    return undefined;
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
