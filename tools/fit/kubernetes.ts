/** Pods the kit itself needs, against the nodes that are always there: by requests and by their number. Pure. */
import { runsOn } from "../../components/platform/placement";
import type { InstanceType } from "../../components/shared/instance-data";
import type { Capacity, KitPod } from "../../components/shared/pods";
import { podsOf } from "./density";
import { isOnFargate } from "./fargate";
import { type Level, levelOf, shareOf } from "./levels";
import { groupsOf } from "./node-addresses";
import { type Asked, askedBy, isOnEach } from "../facts/asked-by-pods";
import { pack, type SystemNode } from "./packing";
import type { World } from "./world";

/** One of three sums. */
export interface Sum {
    readonly asked: number;
    readonly there: number;
    readonly share: number;
}

export interface Load {
    /** Nodes there are. */
    readonly nodes: number;
    /** DaemonSets, and pods that run nowhere else. */
    readonly milliCpu: Sum;
    readonly memoryMib: Sum;
    readonly pods: Sum;
    /** Pods that find no node, `karpenter` twice for two replicas; they run nowhere else. */
    readonly homeless: readonly string[];
    /** Replicas that wait for a node of their own, as another already runs. */
    readonly waiting: readonly string[];
    readonly level: Level;
}

export interface PodFit extends Omit<Asked, "gpuOnly" | "source"> {
    readonly pod: string;
    readonly kind: KitPod["kind"];
    readonly replicas: number;
    readonly runsOn: "each node" | "Fargate" | "nodes" | "nodes or pools" | "pools";
    /** Absent where nobody says what it asks for: it counts as nothing. */
    readonly source?: string;
}

export interface KubernetesFit {
    readonly pods: readonly PodFit[];
    /** With all nodes, and with the one gone that hurts most; absent where no node is always there. */
    readonly whole?: Load;
    readonly oneGone?: Load;
    /** Pods whose requests nobody says, and types whose size no list does. */
    readonly unknown: readonly string[];
}

export function kubernetesOf(world: World): KubernetesFit {
    const nodes = nodesOf(world);
    const pods = world.pods.map((pod) => fitOfPod(world, pod));
    const must = world.pods.filter((_, index) => pods[index]?.runsOn === "nodes");
    const unknown = [
        ...pods.flatMap(({ pod, source }) => (source === undefined ? [pod] : [])),
        ...groupsOf(world).flatMap(({ group }) => group.unknownTypes),
    ];
    const daemonSets = world.pods.filter(({ kind }) => kind === "DaemonSet");
    if (nodes.length === 0) return { pods, unknown };
    const load = (some: readonly TypedNode[]): Load => loadOf(some, must, daemonSets);
    const without = kindsOf(nodes).map((gone) => load(nodes.filter((node) => node !== gone)));
    const worst = without.reduce((one, other) => (isWorse(other, one) ? other : one));
    return { pods, whole: load(nodes), oneGone: worst, unknown };
}

interface TypedNode extends SystemNode {
    readonly instance: InstanceType;
}

/** As many as are always there, each of the smallest type its group may have. */
function nodesOf(world: World): readonly TypedNode[] {
    return groupsOf(world).flatMap(({ group, room }) => {
        const capacity = room?.capacity;
        if (capacity === undefined || capacity.kind !== "nodes") return [];
        const [smallest] = group.types
            .filter(({ allocatable }) => allocatable !== undefined)
            .sort((one, other) => (one.allocatable?.milliCpu ?? 0) - (other.allocatable?.milliCpu ?? 0));
        const allocatable = smallest?.allocatable;
        if (smallest === undefined || allocatable === undefined) return [];
        const { addressing } = capacity;
        const pods = podsOf(smallest, addressing);
        return Array.from({ length: group.min }, (_, index) => ({
            ...{ name: `${group.resource.name}-${index + 1}`, type: smallest.type, capacity },
            ...{ instance: smallest, ...allocatable, pods: pods ?? allocatable.pods },
        }));
    });
}

/** One node of each kind: which of two alike goes makes no difference. */
function kindsOf(nodes: readonly TypedNode[]): readonly TypedNode[] {
    const seen = new Map(nodes.map((node) => [`${node.type} ${node.capacity.name}`, node]));
    return [...seen.values()];
}

function fitOfPod(world: World, pod: KitPod): PodFit {
    const { memoryMib, milliCpu, source } = askedBy(pod);
    return {
        ...{ pod: pod.name, kind: pod.kind, replicas: pod.replicas, runsOn: placeOf(world, pod) },
        ...{ milliCpu, memoryMib, ...(source === undefined ? {} : { source }) },
    };
}

function placeOf(world: World, pod: KitPod): PodFit["runsOn"] {
    if (pod.kind === "DaemonSet") return "each node";
    if (isOnFargate(world, pod)) return "Fargate";
    const on = (kind: Capacity["kind"]) =>
        world.rooms.some(({ capacity }) => capacity.kind === kind && runsOn(pod, capacity));
    if (!on("nodes")) return "pools";
    return on("pool") ? "nodes or pools" : "nodes";
}

function loadOf(nodes: readonly TypedNode[], must: readonly KitPod[], daemonSets: readonly KitPod[]): Load {
    const onEach = nodes.map((node) => daemonSetsOn(node, daemonSets));
    const free = nodes.map((node, index) => {
        const taken = onEach[index] ?? NOTHING;
        return {
            ...node,
            milliCpu: node.milliCpu - taken.milliCpu,
            memoryMib: node.memoryMib - taken.memoryMib,
            pods: node.pods - taken.pods,
        };
    });
    const { homeless, placed, waiting } = pack(free, must);
    const all = [...onEach, ...placed.map((pod) => ({ ...askedBy(pod), pods: 1 }))];
    // What found no place is asked for as well.
    const missing = must.flatMap((pod) =>
        homeless.filter((name) => name === pod.name).map(() => ({ ...askedBy(pod), pods: 1 })),
    );
    const sum = (of: "memoryMib" | "milliCpu" | "pods"): Sum => {
        const asked = [...all, ...missing].reduce((total, one) => total + one[of], 0);
        const there = nodes.reduce((total, node) => total + node[of], 0);
        return { asked, there, share: shareOf(asked, there) };
    };
    const sums = { milliCpu: sum("milliCpu"), memoryMib: sum("memoryMib"), pods: sum("pods") };
    const share = Math.max(...Object.values(sums).map((one) => one.share));
    return {
        ...{ nodes: nodes.length, ...sums, homeless, waiting },
        level: homeless.length > 0 ? "over" : levelOf(share),
    };
}

const NOTHING = { milliCpu: 0, memoryMib: 0, pods: 0 };

function daemonSetsOn({ capacity, instance }: TypedNode, daemonSets: readonly KitPod[]) {
    return daemonSets
        .filter((pod) => isOnEach(pod, capacity))
        .map(askedBy)
        .filter(({ gpuOnly }) => !gpuOnly || instance.gpu !== undefined)
        .reduce(
            (sum, { memoryMib, milliCpu }) => ({
                milliCpu: sum.milliCpu + milliCpu,
                memoryMib: sum.memoryMib + memoryMib,
                pods: sum.pods + 1,
            }),
            NOTHING,
        );
}

function isWorse(one: Load, other: Load): boolean {
    if (one.homeless.length !== other.homeless.length) return one.homeless.length > other.homeless.length;
    const most = ({ memoryMib, milliCpu, pods }: Load) =>
        Math.max(milliCpu.share, memoryMib.share, pods.share);
    return most(one) > most(other);
}
