/** Subnets of pods in a second range of the VPC: which ranges AWS takes, and how zones share one. Pure. */
import { blockOf, cidrsOverlap, contains, parseCidr, usableAddresses } from "../shared/cidr";
import { checkSecurityGroupIds } from "../shared/node-access";
import type { Problem } from "../shared/problems";
import type { SubnetPlan } from "./address-plan";
import type { PodsWords } from "./pods-schema";
import { SLOTS, usedSlots, type ZoneSlots } from "./slots";

/** AWS adds ranges of /16 to /28; below /24 a zone has under 64 addresses. Source: Amazon VPC User Guide, vpc-cidr-blocks. */
export const POD_PREFIX_LENGTHS = { smallest: 24, largest: 16 } as const;

/** Of a /16 each slot has a /18, in use or not. */
const SLOT_BITS = 2;

/** Range that AWS adds to any VPC. Source: Amazon VPC User Guide, vpc-cidr-blocks, "CIDR block association restrictions". */
const SHARED_SPACE = "100.64.0.0/10";
/** Of these it adds to a VPC only the one that the VPC is in. Source: the same. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** Of IPv4 alone. */
export type PodSubnetPlan = Omit<SubnetPlan, "ipv6Block">;

/** Prefix length of each zone's subnet of pods. Assumes a checked range. */
export function podPrefixLength(podCidr: string): number | undefined {
    const network = parseCidr(podCidr);
    return network === undefined ? undefined : network.prefixLength + SLOT_BITS;
}

/** A subnet a slot in use, a quarter of the range each. Assumes a range that passed the check. */
export function planPodSubnets(podCidr: string, zones: ZoneSlots): PodSubnetPlan[] {
    const network = parseCidr(podCidr);
    if (network === undefined) throw new Error(`not a network: ${podCidr}`);
    return usedSlots(zones).map((slot) => ({
        slot,
        zone: zones[slot] ?? "",
        cidr: blockOf(network, network.prefixLength + SLOT_BITS, SLOTS.indexOf(slot)).canonical,
        part: `pod-${slot}`,
    }));
}

/** Everything AWS would refuse of the range. @param vpcCidr the VPC's first range, where it could be read */
export function checkPodRange(podCidr: string, vpcCidr: string | undefined): Problem[] {
    const at = { path: "podCidr", got: podCidr };
    const network = parseCidr(podCidr);
    if (network === undefined) {
        const remedy = "Write one such as 100.64.0.0/16";
        return [{ ...at, what: "not an IPv4 network in CIDR notation", remedy }];
    }
    const { canonical, prefixLength } = network;
    const { largest, smallest } = POD_PREFIX_LENGTHS;
    const own = vpcCidr === undefined ? undefined : PRIVATE.find((range) => contains(range, vpcCidr));
    const taken = [SHARED_SPACE, ...(own === undefined ? [] : [own])];
    return [
        ...(canonical === podCidr
            ? []
            : [{ ...at, what: "the address is not the first of its network", remedy: `Write ${canonical}` }]),
        ...(prefixLength >= largest && prefixLength <= smallest
            ? []
            : [
                  {
                      ...at,
                      what: `a /${prefixLength} is no range that AWS adds to a VPC and four zones can share`,
                      remedy: `Write a network of /${largest} to /${smallest}`,
                  },
              ]),
        ...(vpcCidr === undefined || taken.some((range) => contains(range, podCidr))
            ? []
            : [
                  {
                      ...at,
                      what: `AWS adds no such range to a VPC of ${vpcCidr}`,
                      remedy: `Write a network inside ${taken.join(" or ")}`,
                  },
              ]),
        ...(vpcCidr !== undefined && cidrsOverlap(podCidr, vpcCidr)
            ? [
                  {
                      ...at,
                      what: `overlaps platform:vpcCidr, which is ${vpcCidr}`,
                      remedy: "Choose another range",
                  },
              ]
            : []),
    ];
}

/** What a VPC of the kit's says of its pods. */
interface PodPlace {
    readonly podCidr?: string;
    readonly pods?: PodsWords;
}

/** A range and the word that uses it come together. */
export function checkPodPlace({ podCidr, pods }: PodPlace): Problem[] {
    if ((podCidr === undefined) === (pods?.subnets === undefined)) return [];
    const path = "podCidr";
    if (podCidr === undefined) {
        const what = "network.pods.subnets asks for subnets of pods, and no range is named for them";
        return [{ path, what, remedy: "Write a range that may repeat elsewhere, such as 100.64.0.0/16" }];
    }
    const what = "no pod would have an address of it: network.pods.subnets says nothing";
    const remedy =
        'Write network: { pods: { subnets: { kind: "custom-networking" } } } in the shape, or remove it';
    return [{ path, what, got: podCidr, remedy }];
}

/** Where the range stands beside them: `pod /18 of 100.64.0.0/16 with 16379 addresses`. */
export function describePodTier({ podCidr }: PodPlace): string[] {
    const length = podCidr === undefined ? undefined : podPrefixLength(podCidr);
    return length === undefined
        ? []
        : [`pod /${length} of ${podCidr} with ${usableAddresses(length)} addresses`];
}

/** What is said of pods' security groups. */
export function checkPodGroups({ subnets }: PodsWords): Problem[] {
    const ids = subnets === undefined || subnets.kind === "discovery" ? undefined : subnets.securityGroupIds;
    if (ids === undefined) return [];
    const path = "pods.subnets.securityGroupIds";
    const remedy = "List one, or leave them out for the cluster's own";
    return [
        ...(ids.length > 0 ? [] : [{ path, what: "pods would have no security group", got: [], remedy }]),
        ...checkSecurityGroupIds(path, ids),
    ];
}

/** Their rules are somebody else's to write. */
export function noticesOfPodGroups({ subnets }: PodsWords): string[] {
    const ids = subnets === undefined || subnets.kind === "discovery" ? [] : (subnets.securityGroupIds ?? []);
    if (ids.length === 0) return [];
    return [
        `Pods have ${ids.join(", ")} and not the cluster's security group: rules must let them reach CoreDNS (53), the API server (443) ` +
            "and each other, and let nodes and the control plane reach them",
    ];
}
