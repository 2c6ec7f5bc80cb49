/** Whether nodes have room for pods, by what their instance types leave them. Pure. */
import { boundingLimits, isWithin } from "../shared/counted-in-limits";
import type { InstanceType } from "../shared/instance-data";
import { amountOf } from "../shared/kubernetes-quantity";
import type { KitPod } from "../shared/pods";

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

type Room = NonNullable<InstanceType["allocatable"]>;

/** A pod that is larger than every type a node may be of waits for ever, and Karpenter starts no node for it. */
export function tooLarge(pod: KitPod, nodes: Typed): Lack | undefined {
    if (pod.requests === undefined) return undefined;
    const rooms = roomsOf(nodes);
    if (rooms === undefined) return undefined;
    if (rooms.some((room) => timesIn(room, pod) >= 1)) return undefined;
    const { cpu = "0", memory = "0" } = pod.requests;
    const most = (key: "memoryMib" | "milliCpu") => Math.max(...rooms.map((room) => room[key]));
    return {
        why:
            `admits no instance type with room for ${cpu} of cpu and ${memory} of memory: its types leave pods at most ` +
            `${most("milliCpu")}m of cpu and ${most("memoryMib")}Mi of memory`,
        remedy: "Admit larger instance types, or let the pod ask for less",
    };
}

/** So many nodes hold so many replicas, and those beyond wait for ever: nobody adds a node. */
export function tooMany(pod: KitPod, nodes: Typed, count: number): Lack | undefined {
    if (pod.requests === undefined) return undefined;
    const rooms = roomsOf(nodes);
    if (rooms === undefined) return undefined;
    const held = count * Math.max(...rooms.map((room) => timesIn(room, pod)));
    if (held >= pod.replicas) return undefined;
    return {
        why: `has room for ${held} of its ${pod.replicas} replicas, with all of its ${count} nodes to themselves`,
        remedy: "Let the group have more nodes or larger ones, or let the pods ask for less",
    };
}

/** What each type leaves pods. Undefined where the lists know no more of some than the name: the pod may fit those. */
function roomsOf({ limits = {}, types }: Typed): readonly Room[] | undefined {
    const bounds = boundingLimits(limits);
    const all = (types?.() ?? []).filter((type) => isWithin(type, bounds));
    const rooms = all.flatMap(({ allocatable }) => allocatable ?? []);
    return rooms.length === 0 || rooms.length < all.length ? undefined : rooms;
}

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
