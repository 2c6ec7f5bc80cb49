/** Whether nodes have room for pods, by what their instance types leave them. Pure. */
import { boundingLimits, countedInLimits, isWithin } from "../shared/counted-in-limits";
import type { InstanceType } from "../shared/instance-data";
import { amountOf } from "../shared/kubernetes-quantity";
import type { KitPod } from "../shared/pods";
import { boundsOfSize, type Room } from "../shared/types-of-size";

/** Nodes, of any of these types. */
export interface Typed {
    readonly types?: () => readonly InstanceType[];
    /** Of a pool: no node may be larger. @default none */
    readonly limits?: Readonly<Record<string, string>>;
    /** Share of memory that the limits of a pool do not count. @default Karpenter's own */
    readonly memoryOverhead?: number;
}

/** Why pods find no room, and what would make some. */
export interface Lack {
    readonly why: string;
    readonly remedy: string;
}

/** A pod that is larger than every type a node may be of waits for ever, and Karpenter starts no node for it. */
export function tooLarge(pod: KitPod, nodes: Typed): Lack | undefined {
    const short = shortOf(pod, nodes, 1);
    if (short === undefined) return undefined;
    const { cpu = "0", memory = "0" } = pod.requests ?? {};
    const most = (key: "memoryMib" | "milliCpu") => Math.max(...short.rooms.map((room) => room[key]));
    return {
        why:
            `admits no instance type with room for ${cpu} of cpu and ${memory} of memory: its types leave pods at most ` +
            `${most("milliCpu")}m of cpu and ${most("memoryMib")}Mi of memory`,
        remedy: "Admit larger instance types, or let the pod ask for less",
    };
}

/** So many nodes hold so many replicas, and those beyond wait for ever: nobody adds a node. */
export function tooMany(pod: KitPod, nodes: Typed, count: number): Lack | undefined {
    const short = shortOf(pod, nodes, pod.replicas / count);
    if (short === undefined) return undefined;
    return {
        why: `has room for ${count * short.times} of its ${pod.replicas} replicas, with all of its ${count} nodes to themselves`,
        remedy: "Let the group have more nodes or larger ones, or let the pods ask for less",
    };
}

/**
 * A pool grows by whole nodes up to each of its limits: as many replicas as the type with most of them for what it counts
 * holds, were every node such a one. Karpenter starts none beyond, so that more of them wait for ever.
 */
export function beyondLimits(pod: KitPod, { limits = {}, memoryOverhead, types }: Typed): Lack | undefined {
    if (pod.requests === undefined) return undefined;
    const bounds = boundingLimits(limits);
    const [described, named] = apart(types?.() ?? []);
    for (const [resource, limit] of bounds) {
        const heldBy = (type: InstanceType): number => {
            if (!isWithin(type, bounds, memoryOverhead)) return 0;
            const counted = countedInLimits(type, resource, memoryOverhead) ?? 0;
            return counted === 0 ? Infinity : Math.floor((limit / counted) * mostOn(type, pod) + ROUNDING);
        };
        const isEnough = (type: InstanceType): boolean => heldBy(type) >= pod.replicas;
        if (described.length === 0 || described.some(isEnough) || named.some(isEnough)) continue;
        const held = Math.max(...[...described, ...named].map(heldBy));
        return {
            why: `may grow to ${limits[resource] ?? ""} of ${resource}, where its nodes hold ${held} of its ${pod.replicas} replicas`,
            remedy: `Raise limits.${resource}`,
        };
    }
    return undefined;
}

/** Thirds of a limit are whole replicas all the same. */
const ROUNDING = 1e-9;

/** Types that the lists describe, and those they only name: these are asked last, what bounds them takes reading all lists. */
function apart(types: readonly InstanceType[]): readonly [known: InstanceType[], unknown: InstanceType[]] {
    return [types.filter(({ isDescribed }) => isDescribed), types.filter(({ isDescribed }) => !isDescribed)];
}

/** Replicas on one node of the type. */
function mostOn(type: InstanceType, pod: KitPod): number {
    return Math.min(timesIn(roomOf(type), pod), pod.spreadOverNodes ? 1 : Infinity);
}

interface Short {
    /** Of the types that the lists describe. */
    readonly rooms: readonly Room[];
    /** How often the pod fits on one node at most. */
    readonly times: number;
}

/** Undefined where it fits often enough, and where nobody knows: the pod asks for nothing, or the lists describe no type. */
function shortOf(
    pod: KitPod,
    { limits = {}, memoryOverhead, types }: Typed,
    enough: number,
): Short | undefined {
    if (pod.requests === undefined) return undefined;
    const bounds = boundingLimits(limits);
    const isEnough = (type: InstanceType): boolean =>
        isWithin(type, bounds, memoryOverhead) && timesIn(roomOf(type), pod) >= enough;
    const [described, named] = apart(types?.() ?? []);
    if (described.some(isEnough) || named.some(isEnough)) return undefined;
    const roomsOf = (some: readonly InstanceType[]): readonly Room[] =>
        some.filter((type) => isWithin(type, bounds, memoryOverhead)).map(roomOf);
    const rooms = roomsOf(described);
    if (rooms.length === 0) return undefined;
    return { rooms, times: Math.max(...[...rooms, ...roomsOf(named)].map((room) => timesIn(room, pod))) };
}

/** A type that the lists only name may have all that any of its size has. */
function roomOf(type: InstanceType): Room {
    return type.allocatable ?? boundsOfSize(type)?.most ?? ANY;
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
