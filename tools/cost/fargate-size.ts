/** What Fargate bills for a pod: its requests and 256 MB for itself, rounded up to a size it has. */

export interface FargateSize {
    readonly vcpu: number;
    readonly gb: number;
}

/** Quantities of Kubernetes, as a pod's containers ask together. */
export interface Requests {
    readonly cpu?: string;
    readonly memory?: string;
}

/** vCPU, and the memory one may have with it, least and most. Source: EKS User Guide, fargate-pod-configuration. */
const SIZES = [
    [0.25, 0.5, 2],
    [0.5, 1, 4],
    [1, 2, 8],
    [2, 4, 16],
    [4, 8, 30],
    [8, 16, 60],
    [16, 32, 120],
] as const;

const OWN_MEMORY_GB = 0.25;

/** A pod that asks for nothing gets the smallest. @throws RangeError where Fargate has no size as large. */
export function fargateSizeOf({ cpu = "0", memory = "0" }: Requests): FargateSize {
    const [vcpus, gb] = [vcpusOf(cpu), gbOf(memory) + OWN_MEMORY_GB];
    const found = SIZES.find(([vcpu, , most]) => vcpu >= vcpus && most >= gb);
    if (found === undefined) throw new RangeError(`no Fargate size for cpu ${cpu} and memory ${memory}`);
    const [vcpu, least] = found;
    return { vcpu, gb: gb <= least ? least : Math.ceil(gb) };
}

function vcpusOf(quantity: string): number {
    return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** AWS writes GB for what Kubernetes writes Gi. */
const GB: Readonly<Record<string, number>> = {
    "": 1 / 2 ** 30,
    M: 1e6 / 2 ** 30,
    G: 1e9 / 2 ** 30,
    Mi: 1 / 2 ** 10,
    Gi: 1,
};

function gbOf(quantity: string): number {
    const [, digits = "", unit = ""] = /^([\d.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
    const factor = GB[unit];
    if (factor === undefined) throw new RangeError(`memory ${quantity}: M, Mi, G and Gi are known here`);
    return Number(digits) * factor;
}
