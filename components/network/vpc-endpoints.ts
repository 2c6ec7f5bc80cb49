/** VPC endpoints and the security group in front of them. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type * as pulumi from "@pulumi/pulumi";

import { defined } from "../shared/defined";
import type { NetworkBuild } from "./build";
import type { EndpointPlan } from "./vpc-plan";

const HTTPS_PORT = 443;

/** Where endpoints stand. */
export interface EndpointPlace {
    readonly vpcId: pulumi.Input<string>;
    /** Ranges of the VPC, the first one first. */
    readonly cidrs: readonly string[];
    /** Tables of the nodes' subnets. */
    readonly routeTableIds: pulumi.Input<string>[];
    /** One subnet a zone: an endpoint has one interface in each. */
    readonly subnetIds: pulumi.Input<string>[];
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

function createInterfaces(
    build: NetworkBuild,
    place: EndpointPlace,
    plans: readonly EndpointPlan[],
): VpcEndpoint[] {
    if (plans.length === 0) return [];
    const group = createGroup(build, place);
    const rules = place.cidrs.map((cidr, index) => admit(build, group, cidr, index === 0));
    return plans.map(
        (plan) =>
            new VpcEndpoint(
                build.nameOf(plan.part),
                {
                    vpcId: place.vpcId,
                    serviceName: plan.serviceName,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    subnetIds: place.subnetIds,
                    securityGroupIds: [group.id],
                    ...defined({ policy: plan.policy }),
                    tags: build.tagsOf(plan.part),
                },
                // With private DNS, a name that answers before its port is open cuts the service off.
                { ...build.child, dependsOn: rules },
            ),
    );
}

/**
 * No egress rule: endpoints answer, they never call. The provider removes the rule AWS gives every new group.
 * Autonamed and with a fixed description, since a change of either would delete a group in use.
 */
function createGroup(build: NetworkBuild, { vpcId }: EndpointPlace): SecurityGroup {
    return new SecurityGroup(
        build.nameOf("endpoints"),
        { vpcId, description: "VPC endpoints", tags: build.tagsOf("endpoints") },
        build.child,
    );
}

/** Pods ask from every range of the VPC. The first one's rule has a name that says no range, since it cannot change. */
function admit(
    build: NetworkBuild,
    group: SecurityGroup,
    cidr: string,
    isFirst: boolean,
): SecurityGroupIngressRule {
    const part = isFirst ? "endpoints-https" : `endpoints-https-${cidr.replaceAll(/[./]/g, "-")}`;
    return new SecurityGroupIngressRule(
        build.nameOf(part),
        {
            securityGroupId: group.id,
            description: "HTTPS from the VPC",
            ipProtocol: "tcp",
            fromPort: HTTPS_PORT,
            toPort: HTTPS_PORT,
            cidrIpv4: cidr,
            tags: build.tagsOf(part),
        },
        build.child,
    );
}
