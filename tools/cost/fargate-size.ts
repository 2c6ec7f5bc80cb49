/** What Fargate bills for a pod: its requests and 256 MB for itself, rounded up to a size it has. */
import { amountOf } from "../../components/shared/kubernetes-quantity";

export interface FargateSize {
    readonly vcpu: number;
    readonly gb: number;
}

/** Quantities of Kubernetes, as a pod's containers ask together. */
export interface Requests {
    readonly cpu?: string;
    readonly memory?: string;
}

/** vCPU; GB one may have with it, least and most, and the step between. Source: EKS User Guide, fargate-pod-configuration. */
const SIZES = [
    [0.25, 0.5, 2, 1],
    [0.5, 1, 4, 1],
    [1, 2, 8, 1],
    [2, 4, 16, 1],
    [4, 8, 30, 1],
    [8, 16, 60, 4],
    [16, 32, 120, 8],
] as const;

const OWN_MEMORY_GB = 0.25;

/** A pod that asks for nothing gets the smallest; undefined where Fargate has no size as large. AWS writes GB for Gi. */
export function fargateSizeOf({ cpu = "0", memory = "0" }: Requests): FargateSize | undefined {
    const vcpus = amountOf(cpu) ?? 0;
    const gb = (amountOf(memory) ?? 0) / 2 ** 30 + OWN_MEMORY_GB;
    const found = SIZES.find(([vcpu, , most]) => vcpu >= vcpus && most >= gb);
    if (found === undefined) return undefined;
    const [vcpu, least, most, step] = found;
    // The smallest has half a GB, one and two.
    const stepped = Math.max(least, Math.ceil(gb / step) * step);
    return { vcpu, gb: gb <= least ? least : Math.min(most, stepped) };
}
