/** Bills of Amazon VPC and what traffic passes. */
import { type Bill, type Billed, type Bills, byUse, free, listOf, one } from "../charge";

const VPC =
    "Amazon VPC pricing page: there is no charge for a VPC, its subnets, tables, groups and gateways to the internet";

/** In each zone of an interface endpoint. */
const endpoint: Bill = ({ inputs: { subnetIds, vpcEndpointType } }) => {
    if (vpcEndpointType === "Interface") {
        return [
            { item: "vpc.interface-endpoint", quantity: listOf(subnetIds).length },
            { item: "vpc.interface-endpoint.data" },
        ];
    }
    if (vpcEndpointType === "GatewayLoadBalancer")
        return { unknown: "no price of endpoints of a gateway load balancer" };
    return { free: "Amazon VPC pricing page: gateway endpoints are free" };
};

/** A regional one is billed in each zone it works in, which only its use tells. */
function natGateway({ inputs: { availabilityMode, connectivityType } }: Billed): ReturnType<Bill> {
    if (availabilityMode === "regional")
        return [{ item: "vpc.regional-nat-gateway" }, { item: "vpc.regional-nat-gateway.data" }];
    return connectivityType === "private"
        ? [{ item: "vpc.nat-gateway", quantity: 1 }, { item: "vpc.nat-gateway.data" }]
        : [
              { item: "vpc.nat-gateway", quantity: 1 },
              { item: "vpc.nat-gateway.data" },
              { item: "transfer.internet" },
          ];
}

export const NETWORK: Bills = {
    "aws:ec2/natGateway:NatGateway": natGateway,
    "aws:ec2/eip:Eip": one("vpc.public-ipv4"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
    "aws:ec2/flowLog:FlowLog": ({ inputs: { logDestinationType } }) =>
        logDestinationType === "s3" ? [{ item: "logs.vended.s3" }] : [{ item: "logs.vended" }],
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": one(
        "vpc.transit-gateway.attachment",
        "vpc.transit-gateway.data",
    ),
    "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation": byUse(
        "vpc.lattice.service",
        "vpc.lattice.data",
    ),
    "aws:route53/zone:Zone": one("route53.hosted-zone", "route53.queries"),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": byUse(
        "route53.dns-firewall.queries",
    ),
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": byUse("route53.dns-firewall.domain"),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": one(
        "route53.hosted-zone",
        "cloudmap.namespace-resource",
    ),
    "aws:servicediscovery/httpNamespace:HttpNamespace": byUse("cloudmap.namespace-resource"),
    "aws:ec2/carrierGateway:CarrierGateway": () => ({
        unknown: "no public price of a carrier gateway was found",
    }),
    "aws:lb/loadBalancer:LoadBalancer": ({ inputs: { loadBalancerType } }) =>
        loadBalancerType === "network"
            ? [{ item: "elb.nlb", quantity: 1 }, { item: "elb.nlb.lcu" }]
            : [{ item: "elb.alb", quantity: 1 }, { item: "elb.alb.lcu" }],
    ...free(
        VPC,
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        "aws:ec2/internetGateway:InternetGateway",
        "aws:ec2/networkAcl:NetworkAcl",
        "aws:ec2/networkAclRule:NetworkAclRule",
        "aws:ec2/route:Route",
        "aws:ec2/routeTable:RouteTable",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:ec2/subnet:Subnet",
        "aws:ec2/vpc:Vpc",
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
        "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ),
    ...free(
        "Amazon VPC Lattice pricing page: services, their hours and traffic are billed, not the network",
        "aws:vpclattice/serviceNetwork:ServiceNetwork",
    ),
    ...free(
        "Elastic Load Balancing pricing page: load balancers are billed by the hour and by what they carry, not their parts",
        "aws:lb/listener:Listener",
        "aws:lb/listenerCertificate:ListenerCertificate",
        "aws:lb/listenerRule:ListenerRule",
        "aws:lb/targetGroup:TargetGroup",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    ),
    ...free(
        "Amazon Route 53 pricing page: zones and queries are billed, not records and associations",
        "aws:route53/record:Record",
        "aws:route53/zoneAssociation:ZoneAssociation",
        "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
    ),
};
