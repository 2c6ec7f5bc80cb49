/** The resources of a VPC as data: what {@link Vpc} turns into registrations. Pure. */
import { type EdgePlan, planEdge } from "./edge-zones";
import { defined } from "../shared/defined";
import { planAddresses, planSubnets, type SubnetPlan } from "./address-plan";
import { type EndpointOwner, endpointPolicyOf } from "./endpoint-policies";
import { ENDPOINT_SERVICES, type EndpointService, endpointServiceName } from "./endpoints";
import type { FurtherEndpoints } from "./endpoints-schema";
import { type EndpointPlan, HTTPS_PORT, partOf, planFurther } from "./further-endpoints";
import {
    hasPublicSubnets,
    type NatPlan,
    planNat,
    planRoutes,
    singleNatSlot,
    type RouteTarget,
} from "./egress-spec";
import { planPodSubnets } from "./pod-range";
import type { PodSubnetsPlan } from "./pod-subnets";
import type { Slot } from "./slots";
import type { VpcSpec } from "./vpc-spec";

export interface VpcPlan {
    readonly node: readonly SubnetPlan[];
    readonly controlPlane: readonly SubnetPlan[];
    /** Empty unless there are NAT gateways or somebody asks: such a network has no internet gateway. */
    readonly public: readonly SubnetPlan[];
    /** In Local Zones and Wavelength Zones. */
    readonly edge: readonly EdgePlan[];
    /** Of the interfaces of a transit gateway; empty without one. */
    readonly transit: readonly SubnetPlan[];
    readonly nat: readonly NatPlan[];
    /** Where the default route of each slot's nodes leads. */
    readonly routes: { readonly [slot in Slot]?: RouteTarget };
    readonly hasIpv6: boolean;
    readonly endpoints: readonly EndpointPlan[];
    /** @default none: pods share their nodes' subnets */
    readonly pods?: PodSubnetsPlan;
}

/** Plans a VPC that passed its check. */
export function planVpc(spec: VpcSpec): VpcPlan {
    const { cidr, controlPlaneZones, ipv6, nat, zones } = spec;
    const addresses = planAddresses(cidr);
    const gateways = planNat(spec);
    const routes = planRoutes(spec, gateways);
    return {
        node: planSubnets("node", addresses, zones),
        controlPlane: planSubnets("control-plane", addresses, zones, controlPlaneZones),
        public: hasPublicSubnets(spec) ? planSubnets("public", addresses, zones) : [],
        transit: nat === "transit-gateway" ? planSubnets("transit", addresses, zones) : [],
        edge: planEdge(spec, routes, singleNatSlot(controlPlaneZones)),
        nat: gateways,
        routes,
        hasIpv6: ipv6 !== undefined,
        endpoints: planEndpoints(spec),
        ...defined({ pods: planPods(spec) }),
    };
}

function planPods({ podCidr, pods, zones }: VpcSpec): PodSubnetsPlan | undefined {
    if (podCidr === undefined) return undefined;
    const isTagged = pods?.subnets?.kind === "discovery";
    return { cidr: podCidr, subnets: planPodSubnets(podCidr, zones), isTagged };
}

/** Endpoints that are made, in whichever VPC. */
export function planEndpoints(
    spec: EndpointOwner & {
        readonly endpoints: readonly EndpointService[];
        readonly furtherEndpoints?: FurtherEndpoints;
    },
): EndpointPlan[] {
    return [
        ...spec.endpoints.map((service) => {
            const { kind } = ENDPOINT_SERVICES[service];
            return {
                service,
                kind,
                serviceName: endpointServiceName(service, spec.region),
                part: partOf(service),
                privateDns: kind === "interface",
                ports: [HTTPS_PORT],
                ...defined({ policy: endpointPolicyOf(service, spec) }),
            };
        }),
        ...planFurther(spec.furtherEndpoints ?? {}, spec),
    ];
}
