/** VPC endpoints and the security group in front of them. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";

import { defined } from "../shared/defined";
import type { NetworkBuild } from "./build";
import { SLOTS } from "./slots";
import type { NodeSubnets } from "./subnets";
import type { EndpointPlan } from "./vpc-plan";

const HTTPS_PORT = 443;

/** Gateway endpoints in the nodes' route tables, interface endpoints in their subnets. */
export function createEndpoints(
    build: NetworkBuild,
    vpc: Vpc,
    cidr: string,
    plans: readonly EndpointPlan[],
    nodes: NodeSubnets,
): VpcEndpoint[] {
    const gateways = plans.filter(({ kind }) => kind === "gateway");
    const interfaces = plans.filter(({ kind }) => kind === "interface");
    return [
        ...gateways.map((plan) => createGateway(build, vpc, plan, nodes)),
        ...createInterfaces(build, vpc, cidr, interfaces, nodes),
    ];
}

function createGateway(build: NetworkBuild, vpc: Vpc, plan: EndpointPlan, nodes: NodeSubnets): VpcEndpoint {
    return new VpcEndpoint(
        build.nameOf(plan.part),
        {
            vpcId: vpc.id,
            serviceName: plan.serviceName,
            vpcEndpointType: "Gateway",
            routeTableIds: SLOTS.flatMap((slot) => nodes.tables[slot]?.id ?? []),
            ...defined({ policy: plan.policy }),
            tags: build.tagsOf(plan.part),
        },
        build.child,
    );
}

function createInterfaces(
    build: NetworkBuild,
    vpc: Vpc,
    cidr: string,
    plans: readonly EndpointPlan[],
    nodes: NodeSubnets,
): VpcEndpoint[] {
    if (plans.length === 0) return [];
    const group = createGroup(build, vpc);
    const rule = new SecurityGroupIngressRule(
        build.nameOf("endpoints-https"),
        {
            securityGroupId: group.id,
            description: "HTTPS from the VPC",
            ipProtocol: "tcp",
            fromPort: HTTPS_PORT,
            toPort: HTTPS_PORT,
            cidrIpv4: cidr,
            tags: build.tagsOf("endpoints-https"),
        },
        build.child,
    );
    return plans.map(
        (plan) =>
            new VpcEndpoint(
                build.nameOf(plan.part),
                {
                    vpcId: vpc.id,
                    serviceName: plan.serviceName,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    subnetIds: SLOTS.flatMap((slot) => nodes.ids[slot] ?? []),
                    securityGroupIds: [group.id],
                    ...defined({ policy: plan.policy }),
                    tags: build.tagsOf(plan.part),
                },
                // With private DNS, a name that answers before its port is open cuts the service off.
                { ...build.child, dependsOn: [rule] },
            ),
    );
}

/**
 * No egress rule: endpoints answer, they never call. The provider removes the rule AWS gives every new group.
 * Autonamed and with a fixed description, since a change of either would delete a group in use.
 */
function createGroup(build: NetworkBuild, vpc: Vpc): SecurityGroup {
    return new SecurityGroup(
        build.nameOf("endpoints"),
        { vpcId: vpc.id, description: "VPC endpoints", tags: build.tagsOf("endpoints") },
        build.child,
    );
}
