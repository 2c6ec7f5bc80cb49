/** What an environment may say of its network. */
import { z } from "zod";

import { notYours } from "../shared/schema";
import { dnsSchema } from "./dns-schema";
import { endpointPolicy, endpointServices, furtherEndpoints } from "./endpoints-schema";
import { flowLogs } from "./flow-logs-schema";
import { podsSchema } from "./pods-schema";

/**
 * How nodes reach the internet. `none`: not at all; `single`: one gateway, whose zone takes all others down with
 * it; `per-zone`: one gateway a zone; `regional`: one gateway that AWS spreads over the zones; `transit-gateway`: over a
 * transit gateway of somebody else; `interface`: through a network interface of somebody else in each zone.
 */
export const NAT_MODES = ["none", "single", "per-zone", "regional", "transit-gateway", "interface"] as const;
export type NatMode = (typeof NAT_MODES)[number];

/**
 * What IPv6 is for. `subnets`: every subnet has a range beside its IPv4 one, for load balancers and what asks for an
 * address, and pods keep IPv4; `pods`: pods and services have IPv6 addresses and no others.
 */
export const IPV6_USES = ["subnets", "pods"] as const;

/** How EC2 names instances. Source: EC2 User Guide, ec2-instance-naming. */
export const HOSTNAME_TYPES = ["ip-name", "resource-name"] as const;

const endpointWords = {
    /** Whose credentials and resources endpoints made here let through. In place. @default { kind: "account" } */
    endpointPolicy: endpointPolicy.exactOptional(),
    /**
     * Endpoints that `endpoints` cannot say: of further AWS services, of services of others, or of a known one that is to
     * differ. The key is the AWS service, as in `guardduty-data`, or a name of yours. @default none
     */
    furtherEndpoints,
};

const podsWord = {
    /** Addresses of pods on nodes of EC2. @default those of vpc-cni: one address a pod, of the node's subnet */
    pods: podsSchema.exactOptional(),
};

/** A VPC that the kit makes: what every network was before there was another kind. */
export const vpcSchema = z.strictObject({
    /** A VPC that the kit makes. So is the network of a shape that says no kind. @default "own" */
    kind: z.literal("own").exactOptional(),
    /**
     * How nodes reach the internet: not at all, through one NAT gateway, one a zone, or one that AWS spreads over zones;
     * over the transit gateway of `platform:transitGatewayId`; or through the network interfaces of
     * `platform:egressInterfaces`, a NAT instance or a firewall of somebody else.
     */
    nat: z.enum(NAT_MODES),
    /**
     * Public subnets with an internet gateway, for internet-facing load balancers and for what stands behind
     * `nat: "interface"`. @default with NAT gateways, and not without
     */
    publicSubnets: z.boolean().exactOptional(),
    /**
     * Of a transit gateway: both directions of a connection take the same zone's interface, as stateful firewalls behind it
     * need. @default false
     */
    applianceMode: z.boolean().exactOptional(),
    /** AWS services reached without leaving the VPC. An interface endpoint costs by the hour in each zone. */
    endpoints: endpointServices,
    ...endpointWords,
    /** Which traffic of the VPC is logged, where, and for how long. */
    flowLogs,
    /** Names: DNS Firewall and private hosted zones. @default AWS alone answers */
    dns: dnsSchema.exactOptional(),
    ...podsWord,
    /**
     * IPv6 beside IPv4 in the VPC and in each of its subnets, with a range of Amazon's. `subnets`: no more than that, to and
     * from it in place; `pods`: pods and services have IPv6 addresses alone. To and from `pods` the cluster is replaced.
     * @default none: IPv4 alone
     */
    ipv6: z.enum(IPV6_USES).exactOptional(),
    /**
     * What instances are called: `ip-name` after their address, `resource-name` after their id. Nodes that run keep their
     * names. @default "ip-name"
     */
    hostnameType: z.enum(HOSTNAME_TYPES).exactOptional(),
});

const OWNERS = "the VPC's owner has its routes, gateways and flow logs";

/** A VPC somebody else made and keeps. */
export const existingVpcWords = z.strictObject({
    /** A VPC somebody else made and keeps: `platform:existingVpc` names it and its subnets. */
    kind: z.literal("existing"),
    /**
     * How nodes reach the internet. `routed`: over routes that the owner keeps, to whatever gateway; `none`: not at all, so
     * that endpoints must answer for everything they need.
     */
    egress: z.enum(["routed", "none"]),
    /** AWS services for which the kit makes an endpoint in the VPC. */
    endpoints: endpointServices,
    /** AWS services for which the VPC has an endpoint already, with private DNS. @default none */
    ownersEndpoints: endpointServices.exactOptional(),
    ...endpointWords,
    ...podsWord,
    /**
     * `pods`: pods and services have IPv6 addresses alone. Each subnet needs an IPv6 range and gives addresses of it to whatever
     * starts there. To and from it the cluster is replaced.
     * @default none: pods have IPv4 addresses
     */
    ipv6: z.literal("pods").exactOptional(),
    hostnameType: notYours("subnets are the owner's, and they name instances"),
    nat: notYours(`${OWNERS}: say egress`),
    publicSubnets: notYours(`${OWNERS}: name them in platform:existingVpc`),
    applianceMode: notYours(OWNERS),
    flowLogs: notYours(OWNERS),
    dns: notYours("the VPC's owner has its names: firewall, zones and rules of Route 53 Resolver"),
});

export const networkSchema = z.discriminatedUnion("kind", [vpcSchema, existingVpcWords]);

/** A network of any kind. */
export type NetworkWords = z.infer<typeof networkSchema>;
export type VpcWords = z.infer<typeof vpcSchema>;
export type ExistingVpcWords = z.infer<typeof existingVpcWords>;
