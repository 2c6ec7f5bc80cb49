/** VPC endpoints and the security group in front of them. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import type { NetworkBuild } from "./build";
import { type EndpointPlan, HTTPS_PORT } from "./further-endpoints";
import { type Slot, SLOTS } from "./slots";

/** Where endpoints stand. */
export interface EndpointPlace {
    readonly vpcId: pulumi.Input<string>;
    /** Ranges of the VPC, the first one first. */
    readonly cidrs: readonly string[];
    /** Its IPv6 range, where pods may ask from it. @default none */
    readonly ipv6Cidr?: pulumi.Input<string>;
    /** Tables of the nodes' subnets. */
    readonly routeTableIds: pulumi.Input<string>[];
    /** One subnet a zone: an endpoint has one interface in each, or in those it names. */
    readonly subnets: { readonly [slot in Slot]?: pulumi.Input<string> };
}

/** Gateway endpoints in the nodes' route tables, interface endpoints in their subnets. */
export function createEndpoints(
    build: NetworkBuild,
    place: EndpointPlace,
    plans: readonly EndpointPlan[],
): VpcEndpoint[] {
    const gateways = plans.filter(({ kind }) => kind === "gateway");
    const interfaces = plans.filter(({ kind }) => kind === "interface");
    return [
        ...gateways.map((plan) => createGateway(build, place, plan)),
        ...createInterfaces(build, place, interfaces),
    ];
}

function createGateway(build: NetworkBuild, place: EndpointPlace, plan: EndpointPlan): VpcEndpoint {
    return new VpcEndpoint(
        build.nameOf(plan.part),
        {
            vpcId: place.vpcId,
            serviceName: plan.serviceName,
            vpcEndpointType: "Gateway",
            routeTableIds: place.routeTableIds,
            ...defined({ policy: plan.policy }),
            tags: build.tagsOf(plan.part),
        },
        build.child,
    );
}

/** One security group admits 443 to all of them; an endpoint with ports of its own has its own. */
function createInterfaces(
    build: NetworkBuild,
    place: EndpointPlace,
    plans: readonly EndpointPlan[],
): VpcEndpoint[] {
    const shared = new Map<string, Guarded>();
    return plans.map((plan) => {
        const isPlain = plan.ports.length === 1 && plan.ports[0] === HTTPS_PORT;
        const part = isPlain ? "endpoints" : plan.part;
        const { group, rules } = shared.get(part) ?? guard(build, place, part, plan.ports);
        shared.set(part, { group, rules });
        return new VpcEndpoint(
            build.nameOf(plan.part),
            {
                vpcId: place.vpcId,
                serviceName: plan.serviceName,
                vpcEndpointType: "Interface",
                privateDnsEnabled: plan.privateDns,
                subnetIds: (plan.slots ?? SLOTS).flatMap((slot) => place.subnets[slot] ?? []),
                securityGroupIds: [group.id],
                ...defined({ policy: plan.policy }),
                tags: build.tagsOf(plan.part),
            },
            // With private DNS, a name that answers before its port is open cuts the service off.
            { ...build.child, dependsOn: [...rules] },
        );
    });
}

interface Guarded {
    readonly group: SecurityGroup;
    readonly rules: readonly SecurityGroupIngressRule[];
}

function guard(build: NetworkBuild, place: EndpointPlace, part: string, ports: readonly number[]): Guarded {
    const { cidrs, ipv6Cidr } = place;
    const group = createGroup(build, place, part);
    const rules = ports.flatMap((port) => [
        ...cidrs.map((cidr, index) =>
            admit(build, group, {
                end: index === 0 ? "" : endOf(cidr),
                part,
                port,
                range: { cidrIpv4: cidr },
            }),
        ),
        ...(ipv6Cidr === undefined
            ? []
            : [admit(build, group, { end: "-ipv6", part, port, range: { cidrIpv6: ipv6Cidr } })]),
    ]);
    return { group, rules };
}

function endOf(cidr: string): string {
    return `-${cidr.replaceAll(/[./]/g, "-")}`;
}

/**
 * No egress rule: endpoints answer, they never call. The provider removes the rule AWS gives every new group.
 * Autonamed and with a fixed description, since a change of either would delete a group in use.
 */
function createGroup(build: NetworkBuild, { vpcId }: EndpointPlace, part: string): SecurityGroup {
    return new SecurityGroup(
        build.nameOf(part),
        { vpcId, description: "VPC endpoints", tags: build.tagsOf(part) },
        build.child,
    );
}

interface Admitted {
    readonly range: { readonly cidrIpv4: string } | { readonly cidrIpv6: pulumi.Input<string> };
    /** End of its name. That of the first range says none, since it cannot change. */
    readonly end: string;
    /** Of the security group. */
    readonly part: string;
    readonly port: number;
}

/** Pods ask from every range of the VPC. */
function admit(
    build: NetworkBuild,
    group: SecurityGroup,
    { end, part: of, port, range }: Admitted,
): SecurityGroupIngressRule {
    const part = `${of}-${port === HTTPS_PORT ? "https" : `port-${port}`}${end}`;
    return new SecurityGroupIngressRule(
        build.nameOf(part),
        {
            securityGroupId: group.id,
            description: port === HTTPS_PORT ? "HTTPS from the VPC" : "From the VPC",
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            ...range,
            tags: build.tagsOf(part),
        },
        build.child,
    );
}
