/** The way out of node subnets: what is asked for, what of it is refused, and where each slot's default route leads. Pure. */
import type { Problem } from "../shared/problems";
import { type Slot, SLOTS, usedSlots, type ZoneSlots } from "./slots";
import type { NatMode, VpcWords } from "./vpc-schema";

/** Network interfaces of somebody else, by the slot whose nodes leave through them. */
export type EgressInterfaces = { readonly [slot in Slot]?: string };

/** What decides the way out. */
export interface EgressSpec extends Pick<VpcWords, "nat" | "publicSubnets" | "applianceMode"> {
    readonly zones: ZoneSlots;
    readonly controlPlaneZones: readonly Slot[];
    /** Of somebody else, in the region; it may be another account's, shared by RAM. @default none */
    readonly transitGatewayId?: string;
    /** In the VPC, with the check of source and destination off. @default none */
    readonly egressInterfaces?: EgressInterfaces;
}

/** A gateway in one zone, or the one AWS spreads over all of them. */
export type NatPlan =
    | { readonly kind: "zonal"; readonly slot: Slot; readonly part: string }
    | { readonly kind: "regional"; readonly part: string };

/** Where a default route leads: to a gateway of the kit's by its `part`, or to what somebody else has. */
export type RouteTarget =
    | { readonly kind: "nat"; readonly part: string }
    | { readonly kind: "transit-gateway"; readonly id: string }
    | { readonly kind: "interface"; readonly id: string };

/** Modes with a NAT gateway of the kit's, which leaves by an internet gateway. */
const WITH_NAT_GATEWAYS: readonly NatMode[] = ["single", "per-zone", "regional"];

/** Whether the VPC has public subnets and an internet gateway. */
export function hasPublicSubnets({ nat, publicSubnets }: Pick<EgressSpec, "nat" | "publicSubnets">): boolean {
    return publicSubnets ?? WITH_NAT_GATEWAYS.includes(nat);
}

/** The slot of the only gateway under `single`: the lowest of the frozen control-plane slots, so it never moves. */
export function singleNatSlot(controlPlaneZones: readonly Slot[]): Slot | undefined {
    return SLOTS.find((slot) => controlPlaneZones.includes(slot));
}

/** Gateways keep their names from mode to mode: going from `single` to `per-zone` adds some and moves none. */
export function planNat({ controlPlaneZones, nat, zones }: EgressSpec): NatPlan[] {
    const zonal = (slot: Slot): NatPlan => ({ kind: "zonal", slot, part: `nat-${slot}` });
    const single = singleNatSlot(controlPlaneZones);
    switch (nat) {
        case "none":
        case "transit-gateway":
        case "interface":
            return [];
        case "single":
            return single === undefined ? [] : [zonal(single)];
        case "per-zone":
            return usedSlots(zones).map(zonal);
        case "regional":
            return [{ kind: "regional", part: "nat-regional" }];
    }
}

/** The default route of each slot that has one. Assumes a checked way out. */
export function planRoutes(
    { egressInterfaces = {}, nat, transitGatewayId, zones }: EgressSpec,
    gateways: readonly NatPlan[],
): { readonly [slot in Slot]?: RouteTarget } {
    const targetOf = (slot: Slot): RouteTarget | undefined => {
        const eni = egressInterfaces[slot];
        if (nat === "interface") return eni === undefined ? undefined : { kind: "interface", id: eni };
        if (nat === "transit-gateway") {
            return transitGatewayId === undefined
                ? undefined
                : { kind: "transit-gateway", id: transitGatewayId };
        }
        const own = gateways.find((gateway) => gateway.kind === "zonal" && gateway.slot === slot);
        const part = (own ?? gateways[0])?.part;
        return part === undefined ? undefined : { kind: "nat", part };
    };
    const routes: { [slot in Slot]?: RouteTarget } = {};
    for (const slot of usedSlots(zones)) {
        const target = targetOf(slot);
        if (target !== undefined) routes[slot] = target;
    }
    return routes;
}

/** Every way out that leads nowhere, and every word that means nothing beside it. */
export function checkWayOut(
    spec: Pick<EgressSpec, "nat"> & Partial<Omit<EgressSpec, "nat" | "controlPlaneZones">>,
): Problem[] {
    const { applianceMode, nat, publicSubnets, transitGatewayId, zones } = spec;
    return [
        ...checkTransitGateway(nat, transitGatewayId),
        ...(zones === undefined ? [] : checkInterfaces(nat, spec.egressInterfaces, zones)),
        ...(applianceMode !== undefined && nat !== "transit-gateway"
            ? [
                  {
                      path: "applianceMode",
                      what: "only a transit gateway has it",
                      got: applianceMode,
                      remedy: 'Remove it, or choose nat: "transit-gateway"',
                  },
              ]
            : []),
        ...(publicSubnets === false && WITH_NAT_GATEWAYS.includes(nat)
            ? [
                  {
                      path: "publicSubnets",
                      what: `NAT gateways of nat ${nat} leave by the internet gateway that goes with public subnets`,
                      got: publicSubnets,
                      remedy: 'Remove it, or choose nat: "none", "transit-gateway" or "interface"',
                  },
              ]
            : []),
    ];
}

function checkTransitGateway(nat: NatMode, id: string | undefined): Problem[] {
    const path = "transitGatewayId";
    if (nat === "transit-gateway" && id === undefined) {
        const remedy = "Name the gateway: tgw-…, or choose another nat in the shape";
        return [{ path, what: "nodes leave over a transit gateway, and none is named", remedy }];
    }
    if (nat === "transit-gateway" || id === undefined) return [];
    const remedy = 'Remove it, or write nat: "transit-gateway" in the shape';
    return [{ path, what: `nodes do not leave over it, for nat is ${nat}`, got: id, remedy }];
}

function checkInterfaces(
    nat: NatMode,
    interfaces: EgressInterfaces | undefined,
    zones: ZoneSlots,
): Problem[] {
    const path = "egressInterfaces";
    if (nat !== "interface") {
        if (interfaces === undefined) return [];
        const remedy = 'Remove them, or write nat: "interface" in the shape';
        return [
            { path, what: `nodes do not leave through them, for nat is ${nat}`, got: interfaces, remedy },
        ];
    }
    const slots = usedSlots(zones);
    const without = slots.filter((slot) => interfaces?.[slot] === undefined);
    const strange = usedSlots(interfaces ?? {}).filter((slot) => !slots.includes(slot));
    return [
        ...without.map((slot) => ({
            path: `${path}.${slot}`,
            what: "nodes of this slot leave through a network interface, and none is named",
            remedy: "Name one in its zone, eni-…; another zone's costs by the gigabyte and goes down with that zone",
        })),
        ...strange.map((slot) => ({
            path: `${path}.${slot}`,
            what: "platform:zones does not have this slot",
            got: interfaces?.[slot] ?? "",
            remedy: "Add the slot there, or remove this interface",
        })),
    ];
}

/** The way out as a reader of the plan sees it. */
export function decisionsOfWayOut(spec: EgressSpec): Record<string, string | string[]> {
    const { applianceMode, controlPlaneZones, egressInterfaces = {}, nat, transitGatewayId } = spec;
    switch (nat) {
        case "single":
            return { nat: `single, in slot ${singleNatSlot(controlPlaneZones) ?? "none"}` };
        case "transit-gateway":
            return {
                nat: `transit gateway ${transitGatewayId ?? "none"}${applianceMode === true ? ", in appliance mode" : ""}`,
            };
        case "interface":
            return {
                nat: usedSlots(egressInterfaces).map((slot) => `${slot}: ${egressInterfaces[slot] ?? ""}`),
            };
        default:
            return { nat };
    }
}

/** What somebody else has to see to before nodes get out. */
export function noticesOfWayOut({ nat, transitGatewayId }: Partial<EgressSpec>): string[] {
    switch (nat) {
        case "transit-gateway":
            return [
                `Nodes leave over ${transitGatewayId ?? "a transit gateway"}: its owner accepts the attachment where it is shared ` +
                    "without auto-accept, and its tables need a way to the internet and one back to platform:vpcCidr. " +
                    "An attachment that waits fails the routes after five minutes; accepted, the next update makes them",
            ];
        case "interface":
            return [
                "Nodes leave through network interfaces of somebody else: they stand in this VPC, with the check of source and " +
                    "destination off, and outside the node subnets. One that goes leaves its zone without a way out",
            ];
        default:
            return [];
    }
}
