/** What the settings say of a VPC that is there already: ids, which are another account's or another day's to change. */
import { z } from "zod";

import { list } from "../shared/schema";
import type { Slot } from "./slots";

/** Ids are 8 digits, or 17 since 2018. Source: EC2 User Guide, resource-ids. */
const HEX = "([0-9a-f]{8}|[0-9a-f]{17})";
const VPC_ID = new RegExp(`^vpc-${HEX}$`);
const SUBNET_ID = new RegExp(`^subnet-${HEX}$`);
const ROUTE_TABLE_ID = new RegExp(`^rtb-${HEX}$`);
const IPV4_CIDR = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

const subnets = list(z.string().regex(SUBNET_ID)).exactOptional();

/** Each slot has one subnet or several, all in the slot's zone. */
const subnetsBySlot = z.strictObject({
    /** Subnets in the zone of slot a. @default none */
    a: subnets,
    /** Subnets in the zone of slot b. @default none */
    b: subnets,
    /** Subnets in the zone of slot c. @default none */
    c: subnets,
    /** Subnets in the zone of slot d. @default none */
    d: subnets,
});

export const existingVpcSchema = z.strictObject({
    /** `vpc-…`. */
    vpcId: z.string().regex(VPC_ID),
    /** Ranges of the VPC besides `platform:vpcCidr`. @default none */
    secondaryCidrs: list(z.string().regex(IPV4_CIDR)).exactOptional(),
    /** Private subnets that hold nodes and pods: in each slot of `platform:zones` one or several. */
    nodeSubnets: subnetsBySlot,
    /**
     * Subnets of the control plane's network interfaces, in each slot of `platform:controlPlaneZones`.
     * @default the first node subnet of each of these slots
     */
    controlPlaneSubnets: subnetsBySlot.exactOptional(),
    /** Subnets of internet-facing load balancers. @default none: load balancers are internal only */
    publicSubnets: subnetsBySlot.exactOptional(),
    /**
     * Subnets on an Outpost, in the zone it belongs to: `subnets: "outpost"` of `selfManagedNodes` is in them, and nothing else.
     * @default none
     */
    outpostSubnets: subnetsBySlot.exactOptional(),
    /**
     * Subnets of pods alone, in each slot of `platform:zones`, whose range is among `secondaryCidrs`. `network.pods.subnets` says
     * how pods come there.
     * @default none: pods have addresses of their nodes' subnets
     */
    podSubnets: subnetsBySlot.exactOptional(),
    /** Route tables of the node subnets: gateway endpoints the kit makes are put there. @default none */
    routeTables: list(z.string().regex(ROUTE_TABLE_ID)).exactOptional(),
});

export type ExistingVpcSettings = z.infer<typeof existingVpcSchema>;

/** Settings of {@link ExistingVpcSettings} that hold subnets, in the order of the schema. */
export const SUBNET_TIERS = [
    "nodeSubnets",
    "controlPlaneSubnets",
    "publicSubnets",
    "outpostSubnets",
    "podSubnets",
] as const;
export type SubnetTier = (typeof SUBNET_TIERS)[number];

/** Ids of subnets as somebody wrote them, by zone slot. */
export type WrittenSubnets = { readonly [slot in Slot]?: readonly string[] };
