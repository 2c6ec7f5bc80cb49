/** Which pods find room on which nodes, by what they ask for. First fit, the largest first, as an estimate. Pure. */
import type { InstanceType } from "../../components/shared/instance-data";
import type { KitPod } from "../../components/shared/pods";
import { askedBy } from "../facts/asked-by-pods";

/** What pods may ask of a node. */
export interface Room {
    readonly milliCpu: number;
    readonly memoryMib: number;
    readonly pods: number;
}

/** A node that stands, and what is left of it. */
export interface Node {
    readonly name: string;
    room: Room;
    /** Names of pods on it, a replica each. */
    readonly pods: string[];
}

/** What a pod asks for; nothing where nobody knows. */
function roomOf(pod: KitPod): Room {
    const { memoryMib, milliCpu } = askedBy(pod);
    return { memoryMib, milliCpu, pods: 1 };
}

/** An empty node of a type, after its DaemonSets took theirs; undefined where the lists do not know its room. */
export function emptyNode(
    name: string,
    type: InstanceType | undefined,
    daemonSets: readonly KitPod[],
): Node | undefined {
    if (type?.allocatable === undefined) return undefined;
    const room = daemonSets.reduce<Room>((left, pod) => less(left, roomOf(pod)), type.allocatable);
    return { name, room, pods: daemonSets.map((pod) => pod.name) };
}

/** Replicas that found no room. Nodes are changed. */
export function place(
    pods: readonly KitPod[],
    nodesFor: (pod: KitPod) => readonly Node[],
): readonly KitPod[] {
    const replicas = pods.flatMap((pod) => Array.from({ length: pod.replicas }, () => pod));
    return replicas.sort(largestFirst).filter((pod) => !placeOne(pod, nodesFor(pod)));
}

function placeOne(pod: KitPod, nodes: readonly Node[]): boolean {
    const asked = roomOf(pod);
    const node = nodes.find(
        ({ pods, room }) => holds(room, asked) && !(pod.spreadOverNodes && pods.includes(pod.name)),
    );
    if (node === undefined) return false;
    node.room = less(node.room, asked);
    node.pods.push(pod.name);
    return true;
}

function largestFirst(one: KitPod, other: KitPod): number {
    const [left, right] = [roomOf(one), roomOf(other)];
    return right.milliCpu - left.milliCpu || right.memoryMib - left.memoryMib;
}

function holds(room: Room, asked: Room): boolean {
    return room.milliCpu >= asked.milliCpu && room.memoryMib >= asked.memoryMib && room.pods >= asked.pods;
}

function less(room: Room, asked: Room): Room {
    return {
        milliCpu: room.milliCpu - asked.milliCpu,
        memoryMib: room.memoryMib - asked.memoryMib,
        pods: room.pods - asked.pods,
    };
}
