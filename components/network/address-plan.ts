/** Address plan: which addresses each subnet has. A function of the VPC's network and the slot, of nothing else. */
import { blockOf, parseCidr } from "../shared/cidr";
import { type Slot, SLOTS, usedSlots, type ZoneSlots } from "./slots";

/**
 * Kinds of subnet. `node`: nodes and pods; `public`: load balancers and NAT; `control-plane`: EKS's interfaces;
 * `transit`: the interfaces of a transit gateway.
 */
export const TIERS = ["node", "public", "control-plane", "transit"] as const;
export type Tier = (typeof TIERS)[number];

/** Prefix lengths the plan works for: AWS makes no VPC above /16, and below /23 a zone has under 64 node addresses. */
export const VPC_PREFIX_LENGTHS = { smallest: 23, largest: 16 } as const;

/** The smallest subnet Elastic Load Balancing accepts. Source: ELB User Guide, "Subnets for your load balancer". */
const SMALLEST_PUBLIC_PREFIX = 27;

/** CIDR of every tier and slot. Slots without a zone keep theirs in reserve. */
export type AddressPlan = { readonly [tier in Tier]: { readonly [slot in Slot]: string } };

/** Prefix length of each tier's subnets in a VPC of the given prefix length. */
export function tierPrefixLengths(vpcPrefixLength: number): { readonly [tier in Tier]: number } {
    return {
        node: vpcPrefixLength + 3,
        public: Math.min(vpcPrefixLength + 8, SMALLEST_PUBLIC_PREFIX),
        // EKS asks for 6 free addresses and recommends 16; AWS keeps 5 of each subnet. A /28 has 11, enough for the
        // interfaces of one cluster and its upgrade. Source: EKS User Guide, network-reqs.
        "control-plane": vpcPrefixLength <= 19 ? 27 : 28,
        // One interface a zone. AWS recommends a small subnet of its own, such as a /28.
        // Source: Amazon VPC Transit Gateways Guide, tgw-best-design-practices, read 2026-11.
        transit: 28,
    };
}

/**
 * First half of the VPC: four node subnets. Second half, from its start: four public subnets, four for the control plane,
 * four for a transit gateway; the rest, none in a /23, stays free. Assumes a network that passed the check.
 */
export function planAddresses(vpcCidr: string): AddressPlan {
    const vpc = parseCidr(vpcCidr);
    if (vpc === undefined) throw new Error(`not a network: ${vpcCidr}`);
    const lengths = tierPrefixLengths(vpc.prefixLength);
    const secondHalf = blockOf(vpc, vpc.prefixLength + 1, 1);
    const sizeOf = (tier: Tier): number => SLOTS.length * blockOf(vpc, lengths[tier], 0).size;
    // As many blocks of a tier's own size as the tiers before it take.
    const behind = (tier: Tier, ...before: readonly Tier[]): number =>
        (SLOTS.length * before.reduce((sum, one) => sum + sizeOf(one), 0)) / sizeOf(tier);
    const secondHalfOf = (tier: Tier, first: number) =>
        bySlot((index) => blockOf(secondHalf, lengths[tier], first + index).canonical);
    const bySlot = (cidrOf: (index: number) => string): Record<Slot, string> => {
        const [a, b, c, d] = [cidrOf(0), cidrOf(1), cidrOf(2), cidrOf(3)];
        return { a, b, c, d };
    };
    return {
        node: bySlot((index) => blockOf(vpc, lengths.node, index).canonical),
        public: secondHalfOf("public", 0),
        "control-plane": secondHalfOf("control-plane", behind("control-plane", "public")),
        transit: secondHalfOf("transit", behind("transit", "public", "control-plane")),
    };
}

/** First of sixteen /64 of the VPC's /56 that a tier may have: an address tells tier and slot by two digits. */
const IPV6_BLOCKS: { readonly [tier in Tier]: number } = {
    node: 0x00,
    public: 0x10,
    "control-plane": 0x20,
    transit: 0x30,
};

/** One subnet, decided. */
export interface SubnetPlan {
    readonly slot: Slot;
    readonly zone: string;
    readonly cidr: string;
    /** Which /64 of the VPC's /56 it has, where the VPC has IPv6. */
    readonly ipv6Block: number;
    /** Last part of its name: `node-a`. */
    readonly part: string;
}

/** The subnets of one tier in the given slots, in slot order. Slots without a zone have none. */
export function planSubnets(
    tier: Tier,
    addresses: AddressPlan,
    zones: ZoneSlots,
    slots: readonly Slot[] = SLOTS,
): SubnetPlan[] {
    return usedSlots(zones).flatMap((slot) => {
        const zone = zones[slot];
        if (zone === undefined || !slots.includes(slot)) return [];
        return [
            {
                slot,
                zone,
                cidr: addresses[tier][slot],
                ipv6Block: IPV6_BLOCKS[tier] + SLOTS.indexOf(slot),
                part: `${tier}-${slot}`,
            },
        ];
    });
}
