/** Addresses of pods, as the network's words say them: what is refused, and what others read of it. Pure. */
import {
    IPV6_ADDRESSING,
    PLAIN_ADDRESSING,
    type PodAddressing,
    type WarmAddresses,
} from "../shared/pod-density";
import type { Problem } from "../shared/problems";
import { checkWhole } from "../shared/whole-numbers";
import { checkPodGroups } from "./pod-range";
import type { PodsWords } from "./pods-schema";
import type { NetworkWords } from "./vpc-schema";

/** Everything vpc-cni would not take, or take for something else. */
export function checkPods(pods: PodsWords, ipv6?: NetworkWords["ipv6"]): Problem[] {
    return ipv6 === "pods" ? checkFamily(pods) : [...checkWarm(pods), ...checkPodGroups(pods)];
}

function checkWarm({ addresses }: PodsWords): Problem[] {
    const { kind, warm } = addresses ?? {};
    if (warm === undefined) return [];
    const path = "pods.addresses.warm";
    const taker = "vpc-cni";
    if (warm.kind !== "addresses") {
        // With prefixes it supports none to be free. Source: aws/amazon-vpc-cni-k8s docs/prefix-and-ip-target.md.
        return checkWhole(`${path}.count`, warm.count, { taker, min: kind === "prefixes" ? 1 : 0 });
    }
    // What is not positive counts as not said. Source: aws/amazon-vpc-cni-k8s README, WARM_IP_TARGET.
    return [
        ...checkWhole(`${path}.free`, warm.free, { taker, min: 1 }),
        ...(warm.atLeast === undefined ? [] : checkWhole(`${path}.atLeast`, warm.atLeast, { taker, min: 1 })),
    ];
}

/** Source: aws/amazon-vpc-cni-k8s README, ENABLE_IPv6; EKS User Guide, cni-ipv6, "IPv6 Feature support". */
const NOT_OF_IPV6: { readonly [word in keyof PodsWords]: string } = {
    addresses: "a node of an IPv6 cluster gets one prefix for all its pods, and no target applies",
    subnets: "pods of an IPv6 cluster have no IPv4 address: they stay in their nodes' subnets",
};

/** Words on pods with IPv4 addresses, in a cluster whose pods have none. */
function checkFamily(pods: PodsWords): Problem[] {
    return Object.entries(NOT_OF_IPV6)
        .filter(([word]) => Object.hasOwn(pods, word))
        .map(([word, what]) => ({ path: `pods.${word}`, what, remedy: 'Remove it, or ipv6: "pods"' }));
}

/** How nodes get addresses for pods; undefined where nothing is said of it. */
export function podAddressingOf({
    ipv6,
    pods = {},
}: {
    readonly ipv6?: NetworkWords["ipv6"];
    readonly pods?: PodsWords;
}): PodAddressing | undefined {
    if (ipv6 === "pods") return IPV6_ADDRESSING;
    const { addresses = { kind: "single" }, subnets } = pods;
    const idleEnis = subnets?.kind === "custom-networking" ? 1 : 0;
    if (pods.addresses === undefined && idleEnis === 0) return undefined;
    const { kind, warm = kind === "prefixes" ? ONE_PREFIX : PLAIN_ADDRESSING.warm } = addresses;
    return { kind, warm, idleEnis };
}

const ONE_PREFIX: WarmAddresses = { kind: "prefixes", count: 1 };

/** What a reader of the plan sees. */
export function describePods(pods: PodsWords): Record<string, string> {
    const { addresses, subnets } = pods;
    return {
        ...(addresses === undefined ? {} : { podAddresses: describeAddresses(pods, addresses) }),
        ...(subnets === undefined ? {} : { podPlace: describePlace(subnets) }),
        ...(pods.securityGroups === undefined
            ? {}
            : { podSecurityGroups: `of single pods, ${pods.securityGroups.enforcing}` }),
        ...(pods.policies === undefined ? {} : { networkPolicies: pods.policies }),
    };
}

function describeAddresses(pods: PodsWords, { kind }: NonNullable<PodsWords["addresses"]>): string {
    const warm = podAddressingOf({ pods })?.warm;
    const each = kind === "prefixes" ? "prefixes of 16" : "single";
    return warm === undefined ? each : `${each}, ${describeWarm(warm)}`;
}

function describePlace(subnets: NonNullable<PodsWords["subnets"]>): string {
    const groups = subnets.kind === "discovery" ? undefined : subnets.securityGroupIds;
    return `by ${subnets.kind}${groups === undefined ? "" : `, with ${groups.join(", ")}`}`;
}

function describeWarm(warm: WarmAddresses): string {
    if (warm.kind === "enis") return `${counted(warm.count, "interface", "interfaces")} kept free`;
    if (warm.kind === "prefixes") return `${counted(warm.count, "prefix", "prefixes")} kept free`;
    const least = warm.atLeast === undefined ? "" : `, ${warm.atLeast} from the start`;
    return `${counted(warm.free, "address", "addresses")} kept free${least}`;
}

function counted(count: number, one: string, many: string): string {
    return `${count} ${count === 1 ? one : many}`;
}
