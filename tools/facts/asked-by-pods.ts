/** What pods of the kit ask of their node: as the kit says, else as their chart does. */
import { amountOf } from "../../components/shared/kubernetes-quantity";
import { type Capacity, type KitPod, OS_LABEL, toleratesAll } from "../../components/shared/pods";
import { podRequestsOf } from "./pod-requests";

export interface Asked {
    readonly milliCpu: number;
    readonly memoryMib: number;
    /** Who says so; undefined: nobody, and both are 0. */
    readonly source: string | undefined;
    readonly gpuOnly: boolean;
}

export function askedBy({ name, requests }: Pick<KitPod, "name" | "requests">): Asked {
    if (requests !== undefined) {
        return {
            milliCpu: Math.round((amountOf(requests.cpu) ?? 0) * 1000),
            memoryMib: Math.round((amountOf(requests.memory) ?? 0) / 2 ** 20),
            source: "the kit's own values",
            gpuOnly: false,
        };
    }
    const fact = podRequestsOf(name);
    if (fact === undefined) return { milliCpu: 0, memoryMib: 0, source: undefined, gpuOnly: false };
    const { gpuOnly = false, memoryMib, milliCpu } = fact.value;
    const source = "source" in fact ? fact.source : `not verified: ${fact.unverified}`;
    return { milliCpu, memoryMib, source, gpuOnly };
}

/** In Kubernetes' quantities. */
export function requestsTextOf(pod: Pick<KitPod, "name" | "requests">): {
    readonly cpu: string;
    readonly memory: string;
} {
    const { memoryMib, milliCpu } = askedBy(pod);
    return { cpu: `${milliCpu}m`, memory: `${memoryMib}Mi` };
}

/** Whether nodes of some capacity have a pod of a DaemonSet: whenever they come, so phases do not matter. */
export function isOnEach({ nodeSelector = {}, tolerations }: KitPod, capacity: Capacity): boolean {
    if (capacity.kind === "fargate" || !toleratesAll(tolerations, capacity.taints)) return false;
    return (nodeSelector[OS_LABEL] ?? "linux") === (capacity.labels[OS_LABEL] ?? "linux");
}
