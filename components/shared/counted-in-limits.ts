/** What instance types count in the limits of a Karpenter pool. Pure. */
import type { InstanceType } from "./instance-data";
import { amountOf } from "./kubernetes-quantity";
import { boundsOfSize } from "./types-of-size";

/** Share of an instance's memory that Karpenter takes off. Source: Karpenter's settings, vmMemoryOverheadPercent. */
export const VM_OVERHEAD = 0.075;

/** What instances of Graviton keep of their memory. Source: the same file as of {@link memoryCounted}. */
const OF_ARM64_MIB = 64;

/** Source: karpenter-provider-aws v1.14.1, pkg/apis/v1/labels.go. */
const GPUS: Readonly<Record<string, string>> = { nvidia: "nvidia.com/gpu", amd: "amd.com/gpu" };
const NEURON = "aws.amazon.com/neuron";

/**
 * Memory that Karpenter expects of a type before it has seen a node of it, in MiB.
 * Source: karpenter-provider-aws v1.14.1, pkg/providers/instancetype/types.go, memory.
 */
export function memoryCounted(
    { architecture, memoryMib }: Pick<InstanceType, "architecture" | "memoryMib">,
    overhead = VM_OVERHEAD,
): number | undefined {
    if (memoryMib === undefined) return undefined;
    const usable = memoryMib - (architecture === "arm64" ? OF_ARM64_MIB : 0);
    return usable - Math.ceil(usable * overhead);
}

/**
 * What a type counts of a resource, in Kubernetes' base units; undefined where the lists do not say, or it has none. Of a type
 * that they only name it is what the smallest of its size counts.
 */
export function countedInLimits(
    type: InstanceType,
    resource: string,
    overhead = VM_OVERHEAD,
): number | undefined {
    const { accelerator, gpu } = type;
    if (resource === "cpu") return sizeOf(type).vcpu;
    if (resource === "memory") return memoryOf(type, overhead);
    if (resource === GPUS[gpu?.maker ?? ""]) return gpu?.count;
    return resource === NEURON && accelerator?.maker === "aws" ? accelerator.count : undefined;
}

function memoryOf(type: InstanceType, overhead: number): number | undefined {
    const { memoryMib } = sizeOf(type);
    const memory = memoryCounted({ architecture: type.architecture, memoryMib }, overhead);
    return memory === undefined ? undefined : memory * 2 ** 20;
}

function sizeOf(type: InstanceType): Pick<InstanceType, "memoryMib" | "vcpu"> {
    return type.isDescribed ? type : (boundsOfSize(type)?.least ?? type);
}

/** In base units; none of a pool that is closed, by 0 of cpu or of memory, which is somebody's wish. */
export function boundingLimits(
    limits: Readonly<Record<string, number | string>>,
): ReadonlyMap<string, number> {
    const bounds = new Map<string, number>();
    for (const [resource, amount] of Object.entries(limits)) {
        const limit = amountOf(String(amount));
        if (limit === 0 && (resource === "cpu" || resource === "memory")) return new Map();
        if (limit !== undefined) bounds.set(resource, limit);
    }
    return bounds;
}

/**
 * Whether a pool with such limits may have a node of the type: Karpenter starts none that would pass one of them. What the
 * lists do not say of a type, nor of any of its size, counts nothing.
 * Source: kubernetes-sigs/karpenter v1.14.1, pkg/controllers/provisioning/scheduling/scheduler.go, filterByRemainingResources.
 */
export function isWithin(
    type: InstanceType,
    limits: ReadonlyMap<string, number>,
    overhead = VM_OVERHEAD,
): boolean {
    return [...limits].every(([resource, limit]) => holds(limit, resource, type, overhead));
}

/** Whether one limit does not forbid a node of the type. */
export function holds(limit: number, resource: string, type: InstanceType, overhead = VM_OVERHEAD): boolean {
    return (countedInLimits(type, resource, overhead) ?? 0) <= limit;
}
