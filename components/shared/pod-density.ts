/** How many pods a node takes by the addresses it gets, and how many addresses it then holds. Pure. */
import type { InstanceType } from "./instance-data";

/** Free addresses that a node keeps for pods to come. */
export type WarmAddresses =
    /** Whole interfaces with all their addresses. */
    | { readonly kind: "enis"; readonly count: number }
    /** Sixteen addresses each. */
    | { readonly kind: "prefixes"; readonly count: number }
    | { readonly kind: "addresses"; readonly free: number; readonly atLeast?: number };

/** How pods on nodes of EC2 get their addresses. */
export interface PodAddressing {
    /**
     * `prefixes`: sixteen addresses in the place of one; `ipv6`: a prefix of IPv6 for the whole node, and no address of IPv4.
     * Both on Nitro instances alone.
     */
    readonly kind: "ipv6" | "prefixes" | "single";
    readonly warm: WarmAddresses;
    /** Interfaces that carry no pods: the first one, where pods have subnets of their own. */
    readonly idleEnis: 0 | 1;
    /** Interfaces a node has at most. @default as many as its type takes */
    readonly maxEnis?: number;
}

/** What vpc-cni does where nothing is said. Source: aws/amazon-vpc-cni-k8s charts/aws-vpc-cni/values.yaml, v1.23.1. */
export const PLAIN_ADDRESSING: PodAddressing = {
    kind: "single",
    warm: { kind: "enis", count: 1 },
    idleEnis: 0,
};

/**
 * What the control plane does for nodes that run Windows, whatever vpc-cni does on Linux: one interface, single addresses.
 * Source: EKS Best Practices Guide, windows, networking; aws/amazon-vpc-cni-k8s charts/aws-vpc-cni/values.yaml, v1.23.1.
 */
export const WINDOWS_ADDRESSING: PodAddressing = {
    kind: "single",
    warm: { kind: "addresses", free: 1, atLeast: 3 },
    idleEnis: 0,
    maxEnis: 1,
};

/** Pods of an IPv6 cluster: no targets apply. Source: aws/amazon-vpc-cni-k8s README, ENABLE_IPv6. */
export const IPV6_ADDRESSING: PodAddressing = { ...PLAIN_ADDRESSING, kind: "ipv6" };

/** Whether nodes take another number of pods than what nodeadm, Bottlerocket and Karpenter count by themselves. */
export function changesDensity({ idleEnis, kind }: PodAddressing): boolean {
    return hasPrefixes({ kind }) || idleEnis > 0;
}

/** Whether nodes get addresses for pods by the prefix, of whichever family. */
export function hasPrefixes({ kind }: Pick<PodAddressing, "kind">): boolean {
    return kind !== "single";
}

/** Addresses of a node in the subnet it is in, and in those of its pods, which may be the same. */
export interface Addresses {
    readonly node: number;
    readonly pods: number;
}

/** Source: EC2 User Guide, ec2-prefix-eni. */
const PER_PREFIX = 16;
/** aws-node and kube-proxy have the node's own address. Source: the calculator below. */
const ON_HOST_NETWORK = 2;
/** Source: awslabs/amazon-eks-ami templates/al2/runtime/max-pods-calculator.sh; EKS User Guide, choosing-instance-type. */
const CEILING = { manyCpus: 30, few: 110, many: 250 } as const;

/** What of a type decides it. */
type Interfaces = Pick<InstanceType, "addressesPerEni" | "enis" | "hypervisor" | "vcpu">;

/**
 * Instances without Nitro go on with single addresses. Bare metal, which has no hypervisor, takes prefixes.
 * Source: EKS User Guide, cni-increase-ip-addresses-procedure; aws/amazon-vpc-cni-k8s README, ENABLE_PREFIX_DELEGATION.
 */
export function takesPrefixes({ hypervisor }: Pick<InstanceType, "hypervisor">): boolean {
    return hypervisor !== "xen";
}

/** Places for addresses of pods on one instance: each holds one, or a prefix. */
function slotsOf(
    { addressesPerEni = 0, enis = 0 }: Interfaces,
    { idleEnis, maxEnis = Infinity }: PodAddressing,
): number {
    return Math.max(0, Math.min(enis, maxEnis) - idleEnis) * Math.max(0, addressesPerEni - 1);
}

function sizeOfSlot(type: Interfaces, { kind }: PodAddressing): number {
    return hasPrefixes({ kind }) && takesPrefixes(type) ? PER_PREFIX : 1;
}

/**
 * Pods an instance has addresses for, at most as many as AWS recommends by its vCPUs; undefined where the lists do not
 * know it. Of IPv6 the count
 * is that of prefixes. Source: awslabs/amazon-eks-ami templates/al2/runtime/max-pods-calculator.sh; EKS Best Practices Guide, ipv6.
 */
export function maxPodsOf(type: Interfaces, addressing: PodAddressing): number | undefined {
    if (type.enis === undefined || type.addressesPerEni === undefined || type.vcpu === undefined)
        return undefined;
    const ceiling = type.vcpu > CEILING.manyCpus ? CEILING.many : CEILING.few;
    return Math.min(ceiling, slotsOf(type, addressing) * sizeOfSlot(type, addressing) + ON_HOST_NETWORK);
}

/** Of several types, the least of them all: one number is told to every node. Undefined where none is known. */
export function leastMaxPods(
    types: readonly (InstanceType | undefined)[],
    addressing: PodAddressing,
): { readonly type: string; readonly maxPods: number } | undefined {
    const known = types.flatMap((type) => {
        const maxPods = type === undefined ? undefined : maxPodsOf(type, addressing);
        return type === undefined || maxPods === undefined ? [] : [{ type: type.type, maxPods }];
    });
    return known.sort((one, other) => one.maxPods - other.maxPods)[0];
}

/** Pods with addresses of their own on a full node. Nothing but its interfaces limits what a plain one takes. */
function mostPods(type: Interfaces, addressing: PodAddressing): number {
    if (addressing.kind === "single" && addressing.idleEnis === 0) return slotsOf(type, addressing);
    return (maxPodsOf(type, addressing) ?? ON_HOST_NETWORK) - ON_HOST_NETWORK;
}

/**
 * Addresses a node holds. Undefined where the lists do not know its type.
 * Source: aws/amazon-vpc-cni-k8s docs/eni-and-ip-target.md and docs/prefix-and-ip-target.md.
 * @param pods with addresses of their own. @default as many as it takes
 */
export function addressesOf(
    type: Interfaces,
    addressing: PodAddressing,
    pods: number = mostPods(type, addressing),
): Addresses | undefined {
    const { addressesPerEni, enis } = type;
    if (addressesPerEni === undefined || enis === undefined) return undefined;
    // Source: EKS User Guide, cni-ipv6, "Nodes": a node has an address of each family, and pods none of IPv4.
    if (addressing.kind === "ipv6") return { node: 1, pods: 0 };
    const { idleEnis, warm } = addressing;
    const each = sizeOfSlot(type, addressing);
    const all = slotsOf(type, addressing);
    const perEni = Math.max(1, addressesPerEni - 1);
    const wanted =
        warm.kind === "addresses"
            ? Math.ceil(Math.max(warm.atLeast ?? 0, pods + warm.free) / each)
            : warm.kind === "prefixes"
              ? Math.ceil(pods / each) + warm.count
              : (Math.ceil(pods / perEni) + warm.count) * perEni;
    const slots = Math.min(all, wanted);
    const used = Math.ceil(slots / perEni);
    const held = slots * each + used;
    // The first interface's own address is the node's, whether it carries pods or not.
    return idleEnis === 0 ? { node: 1, pods: held - 1 } : { node: 1, pods: held };
}
