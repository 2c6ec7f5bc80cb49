/** Pods and addresses of a node, where the network says how pods get them. Pure. */
import { instanceTypeOf } from "../shared/instance-data";
import {
    addressesOf,
    changesDensity,
    leastMaxPods,
    type PodAddressing,
    takesPrefixes,
} from "../shared/pod-density";

interface DensitySpec {
    readonly instanceTypes: readonly string[];
    readonly podAddressing?: PodAddressing;
    readonly podSecurityGroups?: boolean;
}

/**
 * What the kubelet is told, of several types the least: EKS does the same for its own images, nodeadm and Bottlerocket
 * count neither prefixes nor subnets of pods. Undefined where the network says nothing, or the lists know no type.
 * Source: EKS User Guide, cni-increase-ip-addresses, "Considerations"; awslabs/amazon-eks-ami issue 2201.
 */
export function maxPodsOfNodes({ instanceTypes, podAddressing }: DensitySpec): number | undefined {
    if (podAddressing === undefined || !changesDensity(podAddressing)) return undefined;
    return leastMaxPods(instanceTypes.map(instanceTypeOf), podAddressing)?.maxPods;
}

/**
 * What a reader of the plan sees.
 * @param isEks whether EKS tells the kubelet itself
 */
export function decisionsOfDensity(spec: DensitySpec, isEks: boolean): Record<string, string | string[]> {
    const { instanceTypes, podAddressing } = spec;
    if (podAddressing === undefined) return {};
    const maxPods = maxPodsOfNodes(spec);
    return {
        addresses: instanceTypes.flatMap((type) => describeAddresses(type, podAddressing)),
        ...(maxPods === undefined ? {} : { maxPods: isEks ? `${maxPods}, as EKS reckons` : `${maxPods}` }),
    };
}

function describeAddresses(name: string, addressing: PodAddressing): string[] {
    const type = instanceTypeOf(name);
    if (type === undefined) return [];
    const [empty, full] = [addressesOf(type, addressing, 0), addressesOf(type, addressing)];
    if (empty === undefined || full === undefined) return [];
    return [`${name} holds ${empty.node + empty.pods} when empty, ${full.node + full.pods} when full`];
}

/**
 * Types that make no branch interface: pods with security groups of their own wait for another node.
 * @param noun as a sentence begins: `Managed nodes batch`
 */
export function noticesOfBranches(
    noun: string,
    { instanceTypes, podSecurityGroups }: Pick<DensitySpec, "instanceTypes" | "podSecurityGroups">,
): string[] {
    const without = podSecurityGroups === true ? instanceTypes.filter(hasNoBranches) : [];
    if (without.length === 0) return [];
    return [
        `${noun} have no branch interface on ${without.join(", ")}: pods of a SecurityGroupPolicy never start there`,
    ];
}

/** Source: aws/amazon-vpc-resource-controller-k8s pkg/aws/vpc/limits.go, IsTrunkingCompatible, by the kit's list of types. */
function hasNoBranches(name: string): boolean {
    return instanceTypeOf(name)?.branchEnis === 0;
}

/** @param noun as a sentence begins: `Managed nodes batch` */
export function noticesOfDensity(noun: string, { instanceTypes, podAddressing }: DensitySpec): string[] {
    if (podAddressing?.kind !== "prefixes") return [];
    const without = instanceTypes.filter((name) => {
        const type = instanceTypeOf(name);
        return type?.isDescribed === true && !takesPrefixes(type);
    });
    if (without.length === 0) return [];
    return [`${noun} get single addresses on ${without.join(", ")}: prefixes are for Nitro instances alone`];
}
