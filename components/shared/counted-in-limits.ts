/** What instance types count in the limits of a Karpenter pool. Pure. */
import type { InstanceType } from "./instance-data";
import { amountOf } from "./kubernetes-quantity";
import { boundsOfSize } from "./types-of-size";

/** Share of an instance's memory that Karpenter takes off. Source: Karpenter's settings, vmMemoryOverheadPercent. */
export const VM_OVERHEAD = 0.075;

/** What instances of Graviton keep of their memory. Source: the same file as of {@link memoryCounted}. */
const OF_ARM64_MIB = 64;

type Count = (type: InstanceType) => number | undefined;

/** Cores of one chip. Source: karpenter-provider-aws 1d927085d of 2026-08-21, website, reference/instance-types. */
const NEURON_CORES: Readonly<Record<string, number>> = {
    inferentia: 4,
    inferentia2: 2,
    trainium: 2,
    trainium2: 8,
};

/**
 * Devices by what pods ask for them as. Source: karpenter-provider-aws v1.14.1, pkg/apis/v1/labels.go and
 * pkg/providers/instancetype/types.go, computeCapacity.
 */
const DEVICES: Readonly<Record<string, Count>> = {
    "nvidia.com/gpu": ({ gpu }) => (gpu?.maker === "nvidia" ? gpu.count : undefined),
    "amd.com/gpu": ({ gpu }) => (gpu?.maker === "amd" ? gpu.count : undefined),
    "aws.amazon.com/neuron": ({ accelerator }) =>
        accelerator?.maker === "aws" ? accelerator.count : undefined,
    "aws.amazon.com/neuroncore": ({ accelerator }) => {
        const cores = NEURON_CORES[accelerator?.name ?? ""];
        return accelerator === undefined || cores === undefined ? undefined : accelerator.count * cores;
    },
};

/**
 * What a type counts by itself. Pods, disks and EFA are counted too, and depend on the node class: nothing is reckoned with them.
 * Source: the same.
 */
const COUNTS: Readonly<Record<string, Count>> = {
    ...DEVICES,
    cpu: (type) => sizeOf(type).vcpu,
    "vpc.amazonaws.com/pod-eni": ({ branchEnis }) => branchEnis,
};

/** Devices of a type, by what pods ask for them as. */
export function devicesOf(type: InstanceType): ReadonlyMap<string, number> {
    return new Map(
        Object.entries(DEVICES).flatMap(([resource, count]): readonly (readonly [string, number])[] => {
            const counted = count(type) ?? 0;
            return counted === 0 ? [] : [[resource, counted]];
        }),
    );
}

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
    if (resource === "memory") return memoryOf(type, overhead);
    return Object.hasOwn(COUNTS, resource) ? COUNTS[resource]?.(type) : undefined;
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
