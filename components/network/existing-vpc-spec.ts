/** A VPC somebody else made: what is asked of it, which of that is refused, and what a reader of the plan is told. Pure. */
import { cidrsOverlap, parseCidr } from "../shared/cidr";
import { missing, type Problem, whenGiven } from "../shared/problems";
import { checkRegion } from "../shared/regions";
import { checkEndpointPolicy, describeEndpointPolicy } from "./endpoint-policies";
import { ENDPOINT_SERVICES, REQUIRED_WITHOUT_NAT } from "./endpoints";
import type { ExistingVpcSettings, SubnetTier, WrittenSubnets } from "./existing-vpc-schema";
import { checkSlots, checkTiers } from "./existing-vpc-tiers";
import { type Slot, SLOTS, usedSlots, type ZoneSlots } from "./slots";
import { checkPodSubnets, decisionsOfPods } from "./existing-vpc-pods";
import { checkPods } from "./pods";
import { checkRepeated } from "./subnet-ids";
import {
    checkFurther,
    decisionsOfFurther,
    type EndpointPlan,
    isGateway,
    listedIn,
} from "./further-endpoints";
import { planEndpoints } from "./vpc-plan";
import type { ExistingVpcWords } from "./vpc-schema";
import { checkIpv6, checkTwice, describeIpv6 } from "./vpc-spec";
import { checkControlPlaneZones, checkZones } from "./zone-checks";

/** What the environment says of the VPC, and which it is. */
export interface ExistingVpcSpec extends ExistingVpcWords {
    readonly existingVpc: ExistingVpcSettings;
    /** Its first range. */
    readonly cidr: string;
    readonly region: string;
    readonly zones: ZoneSlots;
    readonly controlPlaneZones: readonly Slot[];
    /** Refused: of this VPC the subnets are named. @default none */
    readonly podCidr?: string;
    readonly clusterName: string;
    /** Whose credentials and resources endpoints let through, unless `endpointPolicy` says otherwise. */
    readonly account: string;
}

/** What is used of it, and what is made in it. */
export interface ExistingVpcPlan {
    readonly subnets: { readonly [tier in SubnetTier]: WrittenSubnets };
    /** Whether the control plane's interfaces lie among nodes. */
    readonly isShared: boolean;
    readonly cidrs: readonly string[];
    readonly endpoints: readonly EndpointPlan[];
}

/** Plans the use of a VPC that passed its check. */
export function planExistingVpc(spec: ExistingVpcSpec): ExistingVpcPlan {
    const { cidr, controlPlaneZones, existingVpc } = spec;
    const { controlPlaneSubnets, nodeSubnets, secondaryCidrs = [] } = existingVpc;
    const { outpostSubnets = {}, podSubnets = {}, publicSubnets = {} } = existingVpc;
    return {
        subnets: {
            nodeSubnets,
            controlPlaneSubnets: controlPlaneSubnets ?? firstOf(nodeSubnets, controlPlaneZones),
            podSubnets,
            publicSubnets,
            outpostSubnets,
        },
        isShared: controlPlaneSubnets === undefined,
        cidrs: [cidr, ...secondaryCidrs],
        endpoints: planEndpoints(spec),
    };
}

/** The first subnet of each of these slots. */
export function firstOf(subnets: WrittenSubnets, slots: readonly Slot[]): WrittenSubnets {
    return Object.fromEntries(
        SLOTS.filter((slot) => slots.includes(slot)).map((slot) => [slot, (subnets[slot] ?? []).slice(0, 1)]),
    );
}

/** Every rule the arguments break; empty when the VPC can be used. Arguments left out are not looked at. */
export function checkExistingNetwork(spec: Partial<ExistingVpcSpec>): Problem[] {
    return [
        ...whenGiven(spec, ["cidr"], ({ cidr }) => checkRange("cidr", cidr)),
        ...whenGiven(spec, ["region"], ({ region }) => checkRegion("region", region)),
        ...whenGiven(spec, ["ipv6", "region"], ({ ipv6, region }) => checkIpv6(ipv6, region)),
        ...whenGiven(spec, ["zones", "region"], ({ region, zones }) => checkZones(zones, region)),
        ...whenGiven(spec, ["controlPlaneZones", "zones"], ({ controlPlaneZones, zones }) =>
            checkControlPlaneZones(controlPlaneZones, zones),
        ),
        ...whenGiven(spec, ["endpointPolicy"], ({ endpointPolicy }) => checkEndpointPolicy(endpointPolicy)),
        ...whenGiven(spec, ["endpoints", "egress"], (given) => checkServices({ ...given, ...spec })),
        ...whenGiven(spec, ["pods"], ({ pods }) => checkPods(pods, spec.ipv6)),
        ...(spec.existingVpc === undefined
            ? [
                  missing(
                      "existingVpc",
                      "Name the VPC: { vpcId: vpc-…, nodeSubnets: { a: [subnet-…], b: [subnet-…] } }",
                  ),
              ]
            : checkNamed(spec, spec.existingVpc)),
    ];
}

function checkRange(path: string, got: string): Problem[] {
    const network = parseCidr(got);
    if (network === undefined) {
        const remedy = "Write one such as 10.0.0.0/16";
        return [{ path, what: "not an IPv4 network in CIDR notation", got, remedy }];
    }
    if (network.canonical === got) return [];
    const what = "the address is not the first of its network";
    return [{ path, what, got, remedy: `Write ${network.canonical}` }];
}

function checkServices({
    egress,
    endpoints,
    furtherEndpoints = {},
    ownersEndpoints = [],
    zones,
}: Pick<ExistingVpcSpec, "egress" | "endpoints" | "furtherEndpoints" | "ownersEndpoints"> & {
    readonly zones?: ZoneSlots;
}): Problem[] {
    const twice = endpoints.flatMap((service, index): Problem[] =>
        ownersEndpoints.includes(service)
            ? [
                  {
                      path: `endpoints[${index}]`,
                      what: "the VPC has an endpoint of it already, and AWS gives its name to one only",
                      got: service,
                      remedy: "Name it in endpoints, or in ownersEndpoints",
                  },
              ]
            : [],
    );
    const all = [...endpoints, ...ownersEndpoints, ...listedIn(furtherEndpoints)];
    const lacking = REQUIRED_WITHOUT_NAT.filter((service) => !all.includes(service));
    return [
        ...checkTwice("endpoints", endpoints),
        ...checkTwice("ownersEndpoints", ownersEndpoints),
        ...twice,
        ...checkFurther(furtherEndpoints, {
            endpoints,
            ownersEndpoints,
            ...(zones === undefined ? {} : { zones }),
        }),
        ...(egress === "none" && lacking.length > 0
            ? [
                  {
                      path: "endpoints",
                      what: "without a way out nodes reach AWS through endpoints alone, and some they need are missing",
                      got: all,
                      remedy: `Add ${lacking.join(", ")}; those the VPC has already, to ownersEndpoints`,
                  },
              ]
            : []),
    ];
}

function checkNamed(spec: Partial<ExistingVpcSpec>, vpc: ExistingVpcSettings): Problem[] {
    const { controlPlaneSubnets = {}, nodeSubnets, publicSubnets = {}, secondaryCidrs = [] } = vpc;
    const tiers = {
        nodeSubnets,
        controlPlaneSubnets,
        publicSubnets,
        outpostSubnets: vpc.outpostSubnets ?? {},
        podSubnets: vpc.podSubnets ?? {},
    };
    return [
        ...checkRepeated(Object.entries(tiers).map(([tier, ids]) => ({ path: `existingVpc.${tier}`, ids }))),
        ...whenGiven(spec, ["zones"], ({ zones }) => checkTiers(vpc, zones)),
        ...whenGiven(spec, ["egress"], () => checkPodSubnets(spec, vpc)),
        ...whenGiven(spec, ["controlPlaneZones"], ({ controlPlaneZones }) =>
            vpc.controlPlaneSubnets === undefined
                ? []
                : checkSlots(
                      "controlPlaneSubnets",
                      vpc.controlPlaneSubnets,
                      controlPlaneZones,
                      "platform:controlPlaneZones",
                  ),
        ),
        ...secondaryCidrs.flatMap((cidr, index) => checkSecondary(index, cidr, spec.cidr)),
        ...whenGiven(spec, ["endpoints"], ({ endpoints }) => checkRouteTables({ endpoints, ...spec }, vpc)),
    ];
}

function checkSecondary(index: number, got: string, first: string | undefined): Problem[] {
    const path = `existingVpc.secondaryCidrs[${index}]`;
    const problems = checkRange(path, got);
    if (problems.length > 0 || first === undefined || !cidrsOverlap(got, first)) return problems;
    const remedy = "Name what the VPC has besides it";
    return [{ path, what: `overlaps platform:vpcCidr, which is ${first}`, got, remedy }];
}

function checkRouteTables(
    { endpoints, furtherEndpoints = {} }: Pick<ExistingVpcSpec, "endpoints" | "furtherEndpoints">,
    { routeTables = [] }: ExistingVpcSettings,
): Problem[] {
    const gateways = [
        ...endpoints.filter((service) => ENDPOINT_SERVICES[service].kind === "gateway"),
        ...Object.keys(furtherEndpoints).filter((key) => isGateway(key, furtherEndpoints)),
    ];
    const repeated = routeTables.flatMap((id, index): Problem[] => {
        const first = routeTables.indexOf(id);
        const path = `existingVpc.routeTables[${index}]`;
        if (first === index) return [];
        return [
            {
                path,
                what: `the table is named at [${first}] already`,
                got: id,
                remedy: "Name each table once",
            },
        ];
    });
    if (gateways.length === 0 || routeTables.length > 0) return repeated;
    return [
        {
            path: "existingVpc.routeTables",
            what: `the endpoint of ${gateways.join(" and ")} is a route, and no table is named that takes it`,
            remedy: "Name the route tables of the node subnets, or leave the service to the VPC's owner: ownersEndpoints",
        },
    ];
}

/** What a reader of the plan sees of this VPC. */
export function decisionsOfExistingVpc(spec: ExistingVpcSpec): Record<string, string | string[]> {
    const { furtherEndpoints = {}, region } = spec;
    const { cidr, clusterName, controlPlaneZones, egress, endpoints, existingVpc, zones } = spec;
    const { ownersEndpoints = [], pods = {} } = spec;
    const { secondaryCidrs = [], vpcId } = existingVpc;
    const { isShared, subnets } = planExistingVpc(spec);
    const inZones = (tier: WrittenSubnets) =>
        usedSlots(tier).flatMap((slot) => (tier[slot] ?? []).map((id) => `${zones[slot] ?? slot}: ${id}`));
    return {
        cidr: [cidr, ...secondaryCidrs].join(", "),
        clusterName,
        controlPlaneSubnets: inZones(subnets.controlPlaneSubnets),
        controlPlaneZones: SLOTS.filter((slot) => controlPlaneZones.includes(slot)),
        egress,
        endpoints: endpoints.length === 0 ? "none" : [...endpoints].sort(),
        ...(endpoints.length === 0 ? {} : { endpointsFor: describeEndpointPolicy(spec) }),
        ...decisionsOfFurther(furtherEndpoints, region),
        ...(spec.ipv6 === undefined ? {} : { ipv6: describeIpv6(spec.ipv6) }),
        nodeSubnets: inZones(subnets.nodeSubnets),
        ...(usedSlots(subnets.outpostSubnets).length === 0
            ? {}
            : { outpostSubnets: inZones(subnets.outpostSubnets) }),
        ...(ownersEndpoints.length === 0 ? {} : { ownersEndpoints: [...ownersEndpoints].sort() }),
        ...decisionsOfPods(pods, existingVpc, inZones),
        publicSubnets:
            usedSlots(subnets.publicSubnets).length === 0 ? "none" : inZones(subnets.publicSubnets),
        ...(isShared ? { sharedSubnets: "control plane and nodes" } : {}),
        vpcId,
        zones: usedSlots(zones).map((slot) => `${slot}: ${zones[slot] ?? ""}`),
    };
}
