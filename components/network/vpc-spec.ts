/** What a VPC is asked to be, which of it is refused, and what a reader of the plan is told. Pure. */
import { contains, parseCidr, usableAddresses } from "../shared/cidr";
import { isDocumentationNetwork } from "../shared/placeholders";
import { type Problem, whenGiven } from "../shared/problems";
import { checkRegion, partitionOf } from "../shared/regions";
import { type Tier, tierPrefixLengths, TIERS, VPC_PREFIX_LENGTHS } from "./address-plan";
import type { DnsSettings } from "./dns-schema";
import { checkDns, decisionsOfDns } from "./dns-spec";
import { checkEndpointPolicy, describeEndpointPolicy } from "./endpoint-policies";
import {
    checkWayOut,
    decisionsOfWayOut,
    type EgressInterfaces,
    hasPublicSubnets,
    singleNatSlot,
} from "./egress-spec";
import { type EndpointService, REQUIRED_WITHOUT_NAT } from "./endpoints";
import { checkFlowLogs, describeFlowLogs } from "./flow-logs-spec";
import { checkFurther, decisionsOfFurther, listedIn } from "./further-endpoints";
import { checkPodPlace, checkPodRange, describePodTier } from "./pod-range";
import { checkPods, describePods } from "./pods";
import { checkEdgeZones, decisionsOfEdge } from "./edge-zones";
import { type EdgeZones, type Slot, SLOTS, usedSlots, type ZoneSlots } from "./slots";
import type { VpcWords } from "./vpc-schema";
import { checkControlPlaneZones, checkZones } from "./zone-checks";

/** Everything about a VPC that decides which resources exist. */
export interface VpcSpec extends VpcWords {
    /** Private IPv4 network of /16 to /23. Cannot change: every subnet's addresses derive from it. */
    readonly cidr: string;
    readonly region: string;
    /**
     * At least two zones, each in a slot of its own. A slot keeps its addresses for ever: to use another zone, take
     * a free slot. AWS refuses control planes in zones with the ids use1-az3, usw1-az2 and cac1-az3, and which of
     * an account's zone names those are cannot be known here. Source: EKS User Guide, network-reqs.
     */
    readonly zones: ZoneSlots;
    /** Two or three slots, fixed when the cluster is made: EKS takes later subnets in the same zones only. */
    readonly controlPlaneZones: readonly Slot[];
    /** Second range of the VPC, for pods: /16 to /24. A change replaces their subnets. @default none */
    readonly podCidr?: string;
    /** Local Zones and Wavelength Zones, each in a slot of its own. @default none */
    readonly edgeZones?: EdgeZones;
    readonly clusterName: string;
    /** Whose credentials and resources endpoints let through, unless `endpointPolicy` says otherwise. */
    readonly account: string;
    /** ARN of the bucket of `flowLogs: { kind: "s3" }`. @default none */
    readonly flowLogsBucket?: string;
    /** What others made for the VPC's names, by id. @default none */
    readonly dnsOfOthers?: DnsSettings;
    /** The gateway of `nat: "transit-gateway"`. @default none */
    readonly transitGatewayId?: string;
    /** The interfaces of `nat: "interface"`, one a slot; they outlive the routes to them. @default none */
    readonly egressInterfaces?: EgressInterfaces;
}

/**
 * Ranges a cluster's VPC may lie in: RFC 1918, and the shared space of RFC 6598 that EKS accepts too.
 * Source: EKS User Guide, network-reqs; VPC User Guide, "VPC CIDR blocks".
 */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

/** Every rule the arguments break; empty when the VPC can be built. Arguments left out are not looked at. */
export function checkVpc(spec: Partial<VpcSpec>): Problem[] {
    return [
        ...whenGiven(spec, ["cidr"], ({ cidr }) => checkCidr(cidr)),
        ...whenGiven(spec, ["region"], ({ region }) => checkRegion("region", region)),
        ...whenGiven(spec, ["ipv6", "region"], ({ ipv6, region }) => checkIpv6(ipv6, region)),
        ...whenGiven(spec, ["zones", "region"], ({ region, zones }) => checkZones(zones, region)),
        ...whenGiven(spec, ["edgeZones"], ({ edgeZones }) => checkEdgeZones(edgeZones, spec)),
        ...whenGiven(spec, ["controlPlaneZones", "zones"], ({ controlPlaneZones, zones }) =>
            checkControlPlaneZones(controlPlaneZones, zones),
        ),
        ...whenGiven(spec, ["nat"], ({ nat }) => checkWayOut({ ...spec, nat })),
        ...whenGiven(spec, ["endpoints", "nat"], (given) => checkEndpoints({ ...spec, ...given })),
        ...whenGiven(spec, ["endpointPolicy"], ({ endpointPolicy }) => checkEndpointPolicy(endpointPolicy)),
        ...whenGiven(spec, ["flowLogs"], ({ flowLogs }) => checkFlowLogs({ ...spec, flowLogs })),
        ...checkDns(spec),
        ...whenGiven(spec, ["pods"], ({ pods }) => checkPods(pods, spec.ipv6)),
        ...whenGiven(spec, ["podCidr"], ({ podCidr }) => checkPodRange(podCidr, spec.cidr)),
        ...whenGiven(spec, ["nat"], () => checkPodPlace(spec)),
    ];
}

function checkCidr(cidr: string): Problem[] {
    const network = parseCidr(cidr);
    const at = { path: "cidr", got: cidr };
    if (network === undefined) {
        return [
            { ...at, what: "not an IPv4 network in CIDR notation", remedy: "Write one such as 10.0.0.0/16" },
        ];
    }
    const problems: Problem[] = [];
    const { canonical, prefixLength } = network;
    if (canonical !== cidr) {
        problems.push({
            ...at,
            what: "the address is not the first of its network",
            remedy: `Write ${canonical}`,
        });
    }
    const { largest, smallest } = VPC_PREFIX_LENGTHS;
    if (prefixLength < largest) {
        problems.push({
            ...at,
            what: `AWS makes no VPC larger than /${largest}`,
            remedy: `Write a network of /${largest} to /${smallest}`,
        });
    }
    if (prefixLength > smallest) {
        problems.push({
            ...at,
            what:
                `the subnets of four zones need ${2 ** (32 - smallest)} addresses, ` +
                `and a /${prefixLength} has ${network.size}`,
            remedy: `Write a network of /${largest} to /${smallest}`,
        });
    }
    if (!PRIVATE_RANGES.some((range) => contains(range, cidr))) {
        problems.push({
            ...at,
            what: isDocumentationNetwork(cidr)
                ? "a documentation range, not a private one"
                : "not inside a private range",
            remedy: `Write a network inside ${PRIVATE_RANGES.join(", ")}`,
        });
    }
    return problems;
}

/** Source: EKS API Reference, KubernetesNetworkConfigRequest, ipFamily: not in Chinese regions. */
export function checkIpv6(ipv6: NonNullable<VpcWords["ipv6"]>, region: string): Problem[] {
    if (ipv6 !== "pods" || partitionOf(region) !== "aws-cn") return [];
    return [
        {
            path: "ipv6",
            what: `EKS gives pods no IPv6 addresses in ${region}`,
            got: ipv6,
            remedy: 'Use "subnets", or remove it',
        },
    ];
}

function checkEndpoints(
    spec: Pick<VpcSpec, "endpoints" | "furtherEndpoints" | "nat"> & Partial<Pick<VpcSpec, "zones">>,
): Problem[] {
    const { endpoints, furtherEndpoints = {}, nat } = spec;
    const problems = [...checkTwice("endpoints", endpoints), ...checkFurther(furtherEndpoints, spec)];
    const there = [...endpoints, ...listedIn(furtherEndpoints)];
    const missing = REQUIRED_WITHOUT_NAT.filter((service) => !there.includes(service));
    if (nat === "none" && missing.length > 0) {
        problems.push({
            path: "endpoints",
            what: "without NAT nodes reach AWS through endpoints alone, and some they need are missing",
            got: endpoints,
            remedy: `Add ${missing.join(", ")}, or choose another nat`,
        });
    }
    return problems;
}

/** Services that a list names twice. */
export function checkTwice(path: string, services: readonly EndpointService[]): Problem[] {
    return services.flatMap((service, index) => {
        const first = services.indexOf(service);
        if (first === index) return [];
        return [
            {
                path: `${path}[${index}]`,
                what: `the service is listed at [${first}] already`,
                got: service,
                remedy: "List each service once",
            },
        ];
    });
}

/** What a reader of the plan sees of this VPC. */
export function decisionsOfVpc(spec: VpcSpec): Record<string, string | string[]> {
    const { flowLogsBucket, furtherEndpoints = {}, region } = spec;
    const { cidr, clusterName, controlPlaneZones, endpoints, flowLogs, hostnameType, ipv6, nat } = spec;
    const { pods = {}, zones } = spec;
    const tiers = TIERS.filter((tier) => {
        if (tier === "public") return hasPublicSubnets(spec);
        return tier !== "transit" || nat === "transit-gateway";
    });
    // Decisions are stated before the check has run: a network that is none divides into nothing.
    const network = parseCidr(cidr);
    const lengths = network === undefined ? undefined : tierPrefixLengths(network.prefixLength);
    return {
        cidr,
        clusterName,
        controlPlaneZones: SLOTS.filter((slot) => controlPlaneZones.includes(slot)),
        ...(endpoints.length === 0 ? {} : { endpointsFor: describeEndpointPolicy(spec) }),
        endpoints: endpoints.length === 0 ? "none" : [...endpoints].sort(),
        ...decisionsOfFurther(furtherEndpoints, region),
        flowLogs: describeFlowLogs(flowLogs, flowLogsBucket),
        ...decisionsOfDns(spec),
        ...decisionsOfEdge({ ...spec, controlPlaneSlot: singleNatSlot(controlPlaneZones) }),
        ...(hostnameType === undefined ? {} : { hostnameType }),
        ...(ipv6 === undefined ? {} : { ipv6: describeIpv6(ipv6) }),
        ...decisionsOfWayOut(spec),
        ...describePods(pods),
        subnets:
            lengths === undefined
                ? []
                : [...tiers.map((tier) => describeTier(tier, lengths[tier], ipv6)), ...describePodTier(spec)],
        zones: usedSlots(zones).map((slot) => `${slot}: ${zones[slot] ?? ""}`),
    };
}

/** What a reader of the plan sees of IPv6. */
export function describeIpv6(ipv6: NonNullable<VpcWords["ipv6"]>): string {
    return ipv6 === "pods"
        ? "pods and services have IPv6 addresses alone"
        : "a range in each subnet, and pods keep IPv4";
}

/** Each pod has an address of a node subnet. AWS keeps 5 of each subnet. Source: Amazon VPC User Guide, subnet-sizing. */
function describeTier(tier: Tier, prefixLength: number, ipv6: VpcWords["ipv6"]): string {
    const subnet = `${tier} /${prefixLength}`;
    const whose = ipv6 === "pods" ? "nodes, not pods" : "nodes and pods";
    return tier === "node"
        ? `${subnet} with ${usableAddresses(prefixLength)} addresses for ${whose}`
        : subnet;
}
