/** Zone slots: fixed places for Availability Zones, so that a zone never moves when others come or go. */
import type * as pulumi from "@pulumi/pulumi";

/** A slot is the index of its subnets' CIDRs and part of their names. */
export const SLOTS = ["a", "b", "c", "d"] as const;
export type Slot = (typeof SLOTS)[number];

/** Which zone sits in which slot: `{ a: "us-east-1a", b: "us-east-1c" }`. */
export type ZoneSlots = { readonly [slot in Slot]?: string };

/** Subnet ids by slot. */
export type SubnetIds = { readonly [slot in Slot]?: pulumi.Input<string> };

/** The slots in use, in slot order. */
export function usedSlots(zones: { readonly [slot in Slot]?: unknown }): Slot[] {
    return SLOTS.filter((slot) => zones[slot] !== undefined);
}
