/** Whether nodes have room for pods, by what their instance types leave them. Pure. */
import { boundingLimits, isWithin } from "../shared/counted-in-limits";
import type { InstanceType } from "../shared/instance-data";
import { amountOf } from "../shared/kubernetes-quantity";
import type { KitPod } from "../shared/pods";
import { boundsOfSize, type Room } from "../shared/types-of-size";

/** Nodes, of any of these types. */
export interface Typed {
    readonly types?: () => readonly InstanceType[];
    /** Of a pool: no node may be larger. @default none */
    readonly limits?: Readonly<Record<string, string>>;
}

/** Why pods find no room, and what would make some. */
export interface Lack {
    readonly why: string;
    readonly remedy: string;
}

/** A pod that is larger than every type a node may be of waits for ever, and Karpenter starts no node for it. */
export function tooLarge(pod: KitPod, nodes: Typed): Lack | undefined {
    const rooms = roomsFor(pod, nodes, 1);
    if (rooms === undefined || rooms.times >= 1) return undefined;
    const { cpu = "0", memory = "0" } = pod.requests ?? {};
    const most = (key: "memoryMib" | "milliCpu") => Math.max(...rooms.known.map((room) => room[key]));
    return {
        why:
            `admits no instance type with room for ${cpu} of cpu and ${memory} of memory: its types leave pods at most ` +
            `${most("milliCpu")}m of cpu and ${most("memoryMib")}Mi of memory`,
        remedy: "Admit larger instance types, or let the pod ask for less",
    };
}

/** So many nodes hold so many replicas, and those beyond wait for ever: nobody adds a node. */
export function tooMany(pod: KitPod, nodes: Typed, count: number): Lack | undefined {
    const rooms = roomsFor(pod, nodes, pod.replicas / count);
    if (rooms === undefined) return undefined;
    const held = count * rooms.times;
    if (held >= pod.replicas) return undefined;
    return {
        why: `has room for ${held} of its ${pod.replicas} replicas, with all of its ${count} nodes to themselves`,
        remedy: "Let the group have more nodes or larger ones, or let the pods ask for less",
    };
}

interface Rooms {
    /** Of the types that the lists describe. */
    readonly known: readonly Room[];
    /** How often the pod fits on one node: as often as is enough, or never more. */
    readonly times: number;
}

/** Undefined where nobody knows: of pods that ask for nothing stated, and of nodes of which the lists describe no type. */
function roomsFor(pod: KitPod, { limits = {}, types }: Typed, enough: number): Rooms | undefined {
    if (pod.requests === undefined) return undefined;
    const bounds = boundingLimits(limits);
    const all = types?.() ?? [];
    const known = all.flatMap((type) =>
        type.allocatable !== undefined && isWithin(type, bounds) ? [type.allocatable] : [],
    );
    if (known.length === 0) return undefined;
    const times = mostTimes(pod, known);
    if (times >= enough) return { known, times };
    // Of a type that the lists only name: it may have all that any of its size has.
    const unknown = all
        .filter((type) => type.allocatable === undefined && isWithin(type, bounds))
        .map((type) => boundsOfSize(type)?.most ?? ANY);
    return { known, times: mostTimes(pod, [...known, ...unknown]) };
}

function mostTimes(pod: KitPod, rooms: readonly Room[]): number {
    return Math.max(...rooms.map((room) => timesIn(room, pod)));
}

const ANY: Room = { milliCpu: Infinity, memoryMib: Infinity, pods: Infinity };

/** How often a pod fits. */
function timesIn({ memoryMib, milliCpu, pods }: Room, { requests = {} }: KitPod): number {
    const cpu = (amountOf(requests.cpu) ?? 0) * 1000;
    const memory = (amountOf(requests.memory) ?? 0) / 2 ** 20;
    return Math.min(
        pods,
        cpu === 0 ? pods : Math.floor(milliCpu / cpu),
        memory === 0 ? pods : Math.floor(memoryMib / memory),
    );
}
