/** Pods on nodes of a pool, where the network gives them prefixes: Karpenter counts single addresses. Pure. */
import type { InstanceType } from "../shared/instance-data";
import {
    hasPrefixes,
    leastMaxPods,
    maxPodsOf,
    type PodAddressing,
    takesPrefixes,
} from "../shared/pod-density";
import type { NodeClassWords } from "./node-class-schema";

interface DensitySpec {
    readonly nodeClass?: Pick<NodeClassWords, "kubelet">;
    readonly podAddressing?: PodAddressing;
}

/** Types a node of the pool may be of; none where the lists do not know all of them. */
type Types = () => readonly InstanceType[];

/**
 * What the node class says of the kubelet, with the pods a node takes: of all types of the pool the least, for a class has
 * one number. With a number of its own, or single addresses, Karpenter counts by each type.
 * Source: Karpenter v1.14.1, pkg/providers/instancetype/types.go, pods; pkg/apis/crds, kubelet.maxPods.
 */
export function kubeletOf(spec: DensitySpec, types: Types): NodeClassWords["kubelet"] {
    const { nodeClass: { kubelet } = {} } = spec;
    const least = leastOf(spec, types);
    return least === undefined ? kubelet : { ...kubelet, maxPods: least.maxPods };
}

function leastOf({ nodeClass, podAddressing }: DensitySpec, types: Types) {
    if (podAddressing === undefined || !hasPrefixes(podAddressing)) return undefined;
    if (nodeClass?.kubelet?.maxPods !== undefined) return undefined;
    return leastMaxPods(types(), podAddressing);
}

/** What a reader of the plan sees. */
export function decisionsOfPoolDensity(spec: DensitySpec, types: Types): Record<string, string> {
    const least = leastOf(spec, types);
    return least === undefined ? {} : { maxPods: `${least.maxPods}, what ${least.type} takes` };
}

/** Types that hold down all others, and a number of one's own that some types have no addresses for. */
export function noticesOfPoolDensity(pool: string, spec: DensitySpec, types: Types): string[] {
    const { nodeClass, podAddressing } = spec;
    if (podAddressing === undefined || !hasPrefixes(podAddressing)) return [];
    const without = types().filter((type) => !takesPrefixes(type));
    const told = nodeClass?.kubelet?.maxPods;
    const short =
        told === undefined ? [] : types().filter((type) => (maxPodsOf(type, podAddressing) ?? told) < told);
    return [
        ...(without.length === 0
            ? []
            : [
                  `Pool ${pool} may start ${some(without)}, which take no prefixes: every node of it takes as few pods as they do. ` +
                      'Require karpenter.k8s.aws/instance-hypervisor In ["nitro"]',
              ]),
        ...(short.length === 0
            ? []
            : [
                  `Pool ${pool} tells its nodes to take ${told} pods, and ${some(short)} have no addresses for so many, or ` +
                      "more than AWS recommends: pods then wait for an address",
              ]),
    ];
}

function some(types: readonly InstanceType[]): string {
    const [first = "", second] = types.map(({ type }) => type);
    const further = types.length - 2;
    if (second === undefined) return first;
    return further <= 0 ? `${first} and ${second}` : `${first}, ${second} and ${further} others`;
}
