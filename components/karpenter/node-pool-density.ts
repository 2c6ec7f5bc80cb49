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
import { isWindowsPool } from "./ref";

interface DensitySpec {
    readonly amiAlias?: string;
    readonly nodeClass?: NodeClassWords;
    readonly podAddressing?: PodAddressing;
}

/** How nodes of the pool get prefixes; undefined where they get none. Of Windows the control plane sees to it. */
function prefixesOf(spec: DensitySpec): PodAddressing | undefined {
    const { podAddressing } = spec;
    if (podAddressing === undefined || isWindowsPool(spec)) return undefined;
    return hasPrefixes(podAddressing) ? podAddressing : undefined;
}

/** Pods that AWS recommends for instances of up to 30 vCPUs. */
const USUAL = 110;

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

function leastOf(spec: DensitySpec, types: Types) {
    const prefixes = prefixesOf(spec);
    if (prefixes === undefined || spec.nodeClass?.kubelet?.maxPods !== undefined) return undefined;
    return leastMaxPods(types(), prefixes);
}

/** What a reader of the plan sees. */
export function decisionsOfPoolDensity(spec: DensitySpec, types: Types): Record<string, string> {
    const least = leastOf(spec, types);
    return least === undefined ? {} : { maxPods: `${least.maxPods}, what ${least.type} takes` };
}

/** Types that hold down all others, and a number of one's own that some types have no addresses for. */
export function noticesOfPoolDensity(pool: string, spec: DensitySpec, types: Types): string[] {
    const { nodeClass } = spec;
    const podAddressing = prefixesOf(spec);
    if (podAddressing === undefined) return [];
    const without = types().filter((type) => !takesPrefixes(type));
    const told = nodeClass?.kubelet?.maxPods;
    const least = leastOf(spec, types);
    const short =
        told === undefined ? [] : types().filter((type) => (maxPodsOf(type, podAddressing) ?? told) < told);
    return [
        ...(without.length === 0
            ? []
            : [
                  `Pool ${pool} may start ${some(without)}, which take no prefixes: every node of it takes as few pods as they do. ` +
                      'Require karpenter.k8s.aws/instance-hypervisor In ["nitro"]',
              ]),
        ...(least === undefined || without.length > 0 || least.maxPods >= USUAL
            ? []
            : [
                  `Every node of pool ${pool} takes ${least.maxPods} pods, for ${least.type} has addresses for no more: require ` +
                      'karpenter.k8s.aws/instance-cpu Gt ["1"], or say nodeClass.kubelet.maxPods',
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
