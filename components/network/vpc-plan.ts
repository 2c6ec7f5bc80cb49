/** The resources of a VPC as data: what {@link Vpc} turns into registrations. Pure. */
import { defined } from "../shared/defined";
import { planAddresses, planSubnets, type SubnetPlan } from "./address-plan";
import { type EndpointOwner, endpointPolicyOf } from "./endpoint-policies";
import { ENDPOINT_SERVICES, type EndpointService, endpointServiceName } from "./endpoints";
import { type Slot, usedSlots } from "./slots";
import { singleNatSlot, type VpcSpec } from "./vpc-spec";

/** A gateway in one zone, or the one AWS spreads over all of them. */
type NatPlan =
    | { readonly kind: "zonal"; readonly slot: Slot; readonly part: string }
    | { readonly kind: "regional"; readonly part: string };

export interface EndpointPlan {
    readonly service: EndpointService;
    readonly kind: "gateway" | "interface";
    readonly serviceName: string;
    /** Last part of its name: `endpoint-ecr-api`. */
    readonly part: string;
    /** As canonical JSON. @default none, where the service takes none */
    readonly policy?: string;
}

export interface VpcPlan {
    readonly node: readonly SubnetPlan[];
    readonly controlPlane: readonly SubnetPlan[];
    /** Empty without NAT: such a network has no way to or from the internet, and no internet gateway. */
    readonly public: readonly SubnetPlan[];
    readonly nat: readonly NatPlan[];
    /** The gateway each slot's nodes leave through, by the gateway's `part`. */
    readonly egress: { readonly [slot in Slot]?: string };
    readonly endpoints: readonly EndpointPlan[];
}

/** Plans a VPC that passed its check. */
export function planVpc(spec: VpcSpec): VpcPlan {
    const { cidr, controlPlaneZones, nat, zones } = spec;
    const addresses = planAddresses(cidr);
    const gateways = planNat(spec);
    return {
        node: planSubnets("node", addresses, zones),
        controlPlane: planSubnets("control-plane", addresses, zones, controlPlaneZones),
        public: nat === "none" ? [] : planSubnets("public", addresses, zones),
        nat: gateways,
        egress: planEgress(usedSlots(zones), gateways),
        endpoints: planEndpoints(spec),
    };
}

/** Endpoints that are made, in whichever VPC. */
export function planEndpoints(
    spec: EndpointOwner & { readonly endpoints: readonly EndpointService[] },
): EndpointPlan[] {
    return spec.endpoints.map((service) => ({
        service,
        kind: ENDPOINT_SERVICES[service].kind,
        serviceName: endpointServiceName(service, spec.region),
        part: `endpoint-${service.replaceAll(".", "-")}`,
        ...defined({ policy: endpointPolicyOf(service, spec) }),
    }));
}

/** Gateways keep their names from mode to mode: going from `single` to `per-zone` adds some and moves none. */
function planNat({ controlPlaneZones, nat, zones }: VpcSpec): NatPlan[] {
    const zonal = (slot: Slot): NatPlan => ({ kind: "zonal", slot, part: `nat-${slot}` });
    const single = singleNatSlot(controlPlaneZones);
    switch (nat) {
        case "none":
            return [];
        case "single":
            return single === undefined ? [] : [zonal(single)];
        case "per-zone":
            return usedSlots(zones).map(zonal);
        case "regional":
            return [{ kind: "regional", part: "nat-regional" }];
    }
}

function planEgress(slots: readonly Slot[], gateways: readonly NatPlan[]): { [slot in Slot]?: string } {
    const egress: { [slot in Slot]?: string } = {};
    for (const slot of slots) {
        const own = gateways.find((gateway) => gateway.kind === "zonal" && gateway.slot === slot);
        const part = (own ?? gateways[0])?.part;
        if (part !== undefined) egress[slot] = part;
    }
    return egress;
}
