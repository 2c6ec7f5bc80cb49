/** Which pods find a node, as the scheduler would place them: the largest first, where there is most room. Pure. */
import { runsOn } from "../../components/platform/placement";
import type { Capacity, KitPod } from "../../components/shared/pods";
import { askedBy } from "../facts/asked-by-pods";

/** A node as pods see it: after the system's own share and its DaemonSets. */
export interface SystemNode {
    readonly name: string;
    readonly type: string;
    readonly capacity: Capacity;
    readonly milliCpu: number;
    readonly memoryMib: number;
    readonly pods: number;
}

export interface Packed {
    /** One entry a replica. */
    readonly placed: readonly KitPod[];
    readonly homeless: readonly string[];
    /** Replicas for which each node has one already. */
    readonly waiting: readonly string[];
}

interface Filled {
    readonly node: SystemNode;
    milliCpu: number;
    memoryMib: number;
    pods: number;
    readonly has: Set<KitPod>;
}

export function pack(nodes: readonly SystemNode[], pods: readonly KitPod[]): Packed {
    const filled: readonly Filled[] = nodes.map((node) => ({
        ...{ node, milliCpu: node.milliCpu, memoryMib: node.memoryMib, pods: node.pods, has: new Set() },
    }));
    const largest = [...pods].sort((one, other) => {
        const [a, b] = [askedBy(one), askedBy(other)];
        return b.milliCpu - a.milliCpu || b.memoryMib - a.memoryMib;
    });
    const placed: KitPod[] = [];
    const homeless: string[] = [];
    const waiting: string[] = [];
    for (const pod of largest) {
        for (let replica = 0; replica < pod.replicas; replica += 1) {
            const open = filled.filter(
                ({ has, node }) => mayBeOn(pod, node) && !(pod.spreadOverNodes && has.has(pod)),
            );
            const home = roomiest(open, pod);
            if (home !== undefined) {
                take(home, pod);
                placed.push(pod);
            } else if (open.length === 0 && placed.includes(pod)) waiting.push(pod.name);
            else homeless.push(pod.name);
        }
    }
    return { placed, homeless, waiting };
}

/** Of a group that has lost a node, the same as of a whole one. */
function mayBeOn(pod: KitPod, { capacity }: SystemNode): boolean {
    return runsOn(pod, capacity);
}

function roomiest(open: readonly Filled[], pod: KitPod): Filled | undefined {
    const { memoryMib, milliCpu } = askedBy(pod);
    return open
        .filter((one) => one.milliCpu >= milliCpu && one.memoryMib >= memoryMib && one.pods >= 1)
        .sort((one, other) => other.milliCpu - one.milliCpu)[0];
}

function take(home: Filled, pod: KitPod): void {
    const { memoryMib, milliCpu } = askedBy(pod);
    home.milliCpu -= milliCpu;
    home.memoryMib -= memoryMib;
    home.pods -= 1;
    home.has.add(pod);
}
