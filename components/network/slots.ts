/** Zone slots: fixed places for Availability Zones, so that a zone never moves when others come or go. */
import type * as pulumi from "@pulumi/pulumi";

/** A slot is the index of its subnets' CIDRs and part of their names. */
export const SLOTS = ["a", "b", "c", "d"] as const;
export type Slot = (typeof SLOTS)[number];

/** Which zone sits in which slot: `{ a: "us-east-1a", b: "us-east-1c" }`. */
export type ZoneSlots = { readonly [slot in Slot]?: string };

/** Slots of edge zones: Local Zones and Wavelength Zones, where nodes run and nothing else. */
export const EDGE_SLOTS = ["e", "f", "g", "h"] as const;
export type EdgeSlot = (typeof EDGE_SLOTS)[number];

/** Which edge zone sits in which slot: `{ e: "us-west-2-lax-1a" }`. */
export type EdgeZones = { readonly [slot in EdgeSlot]?: string };

/** `us-west-2-lax-1a` is a Local Zone, `us-east-1-wl1-bos-wlz-1` a Wavelength Zone. */
export type EdgeKind = "local-zone" | "wavelength-zone";

/** Source of the forms: EC2 API Reference, DescribeAvailabilityZones; AWS Regions and Zones, read 2026-11. */
export function edgeKindOf(region: string, zone: string): EdgeKind | undefined {
    const end = zone.startsWith(`${region}-`) ? zone.slice(region.length + 1) : "";
    if (/^wl\d+-[a-z0-9-]*wlz-?\d+$/.test(end)) return "wavelength-zone";
    return /^[a-z]{3}-\d+[a-z]$/.test(end) ? "local-zone" : undefined;
}

/** Slots nodes may be in. */
export const NODE_SLOTS = [...SLOTS, ...EDGE_SLOTS] as const;
export type NodeSlot = (typeof NODE_SLOTS)[number];

/** The slots of edge zones in use, in slot order. */
export function usedEdgeSlots(zones: { readonly [slot in EdgeSlot]?: unknown }): EdgeSlot[] {
    return EDGE_SLOTS.filter((slot) => zones[slot] !== undefined);
}

export function isEdgeSlot(slot: NodeSlot): slot is EdgeSlot {
    return EDGE_SLOTS.some((edge) => edge === slot);
}

/** Subnet ids by slot: of the kit's own network one each, of an existing one perhaps several. */
export type SubnetIds = { readonly [slot in Slot]?: pulumi.Input<string> | readonly pulumi.Input<string>[] };

/** The slots in use, in slot order. */
export function usedSlots(zones: { readonly [slot in Slot]?: unknown }): Slot[] {
    return SLOTS.filter((slot) => zones[slot] !== undefined);
}

/** The subnets of these slots, in their order. */
export function subnetsIn(ids: SubnetIds, slots: readonly Slot[] = usedSlots(ids)): pulumi.Input<string>[] {
    return slots.flatMap((slot) => {
        const here = ids[slot];
        if (here === undefined) return [];
        return isSeveral(here) ? here : [here];
    });
}

/** One subnet a slot, the first: for whoever takes one alone. */
export function firstIn(ids: SubnetIds): { readonly [slot in Slot]?: pulumi.Input<string> } {
    return Object.fromEntries(
        usedSlots(ids).flatMap((slot) =>
            subnetsIn(ids, [slot])
                .slice(0, 1)
                .map((id) => [slot, id]),
        ),
    );
}

/** The other subnets of each slot that has several. */
export function furtherIn(ids: SubnetIds): { readonly [slot in Slot]?: pulumi.Input<string>[] } {
    return Object.fromEntries(
        usedSlots(ids).flatMap((slot) => {
            const further = subnetsIn(ids, [slot]).slice(1);
            return further.length === 0 ? [] : [[slot, further]];
        }),
    );
}

function isSeveral(
    ids: pulumi.Input<string> | readonly pulumi.Input<string>[],
): ids is readonly pulumi.Input<string>[] {
    return Array.isArray(ids);
}
