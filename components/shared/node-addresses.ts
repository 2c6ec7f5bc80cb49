/** Addresses of the VPC that nodes take, for themselves and their pods. Pure. */
import { type InstanceType, instanceTypeOf } from "./instance-data";
import { amountOf } from "./kubernetes-quantity";

/** Addresses that nodes of one kind take together at their limits. */
export interface AddressDemand {
    /** In whichever subnets Karpenter finds room. */
    readonly anywhere: number;
    /** In the subnets of a zone slot each. */
    readonly inSlots: Readonly<Record<string, number>>;
}

/**
 * A node with as many pods as it takes holds every address of every interface: vpc-cni attaches one more whenever the others
 * are in use. Undefined where the lists do not know the type. Source: aws/amazon-vpc-cni-k8s README, WARM_ENI_TARGET.
 */
function addressesOf({ addressesPerEni, enis }: InstanceType): number | undefined {
    return addressesPerEni === undefined || enis === undefined ? undefined : addressesPerEni * enis;
}

/**
 * Of nodes that come until they have so much CPU together: by the median of the types they may be of, for which of them
 * come is Karpenter's to say, and the greediest take ten times what most do. Replicas have no such limit.
 */
export function demandOfLimit(cpu: string, types: () => readonly InstanceType[]): AddressDemand | undefined {
    const limit = amountOf(cpu);
    if (limit === undefined) return undefined;
    const ratios = types().flatMap((type) => {
        const addresses = addressesOf(type);
        return addresses === undefined || type.vcpu === undefined ? [] : [addresses / type.vcpu];
    });
    const median = ratios.sort((one, other) => one - other)[Math.floor(ratios.length / 2)];
    return median === undefined ? undefined : { anywhere: limit * median, inSlots: {} };
}

/** Of a group in each slot at its largest, of the type that takes most. */
export function demandOfGroups(
    types: readonly string[],
    nodes: number,
    slots: readonly string[],
): AddressDemand | undefined {
    const known = types.flatMap((name) => {
        const type = instanceTypeOf(name);
        return (type === undefined ? undefined : addressesOf(type)) ?? [];
    });
    if (known.length === 0) return undefined;
    const each = Math.max(...known);
    return { anywhere: 0, inSlots: Object.fromEntries(slots.map((slot) => [slot, each * nodes])) };
}
