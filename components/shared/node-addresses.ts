/** Addresses of the VPC that nodes take, for themselves and their pods. Pure. */
import { type InstanceType, instanceTypeOf } from "./instance-data";
import { amountOf } from "./kubernetes-quantity";
import { type Addresses, addressesOf, PLAIN_ADDRESSING, type PodAddressing } from "./pod-density";

/** Addresses that nodes of one kind take together at their limits. */
export interface AddressDemand {
    /** In whichever subnets Karpenter finds room. */
    readonly anywhere: Addresses;
    /** In the subnets of a zone slot each. */
    readonly inSlots: Readonly<Record<string, Addresses>>;
    /** Whether no pod has an address of its node's subnet. */
    readonly arePodsApart: boolean;
}

const NONE: Addresses = { node: 0, pods: 0 };

function times({ node, pods }: Addresses, count: number): Addresses {
    return { node: node * count, pods: pods * count };
}

function sumOf({ node, pods }: Addresses): number {
    return node + pods;
}

/**
 * Of nodes that come until they have so much CPU together: by the median of the types they may be of, for which of them
 * come is Karpenter's to say, and the greediest take ten times what most do. Replicas have no such limit.
 */
export function demandOfLimit(
    cpu: string,
    types: () => readonly InstanceType[],
    addressing: PodAddressing = PLAIN_ADDRESSING,
): AddressDemand | undefined {
    const limit = amountOf(cpu);
    if (limit === undefined) return undefined;
    const ratios = types().flatMap((type) => {
        const addresses = addressesOf(type, addressing);
        return addresses === undefined || type.vcpu === undefined ? [] : [times(addresses, 1 / type.vcpu)];
    });
    const median = ratios.sort((one, other) => sumOf(one) - sumOf(other))[Math.floor(ratios.length / 2)];
    return median === undefined
        ? undefined
        : { anywhere: times(median, limit), inSlots: {}, arePodsApart: addressing.idleEnis > 0 };
}

/** Of a group in each slot at its largest, of the type that takes most. */
export function demandOfGroups(
    types: readonly string[],
    nodes: number,
    slots: readonly string[],
    addressing: PodAddressing = PLAIN_ADDRESSING,
): AddressDemand | undefined {
    const known = types.flatMap((name) => {
        const type = instanceTypeOf(name);
        return (type === undefined ? undefined : addressesOf(type, addressing)) ?? [];
    });
    const [each] = known.sort((one, other) => sumOf(other) - sumOf(one));
    if (each === undefined) return undefined;
    return {
        anywhere: NONE,
        inSlots: Object.fromEntries(slots.map((slot) => [slot, times(each, nodes)])),
        arePodsApart: addressing.idleEnis > 0,
    };
}
