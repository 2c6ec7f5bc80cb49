/** IAM actions of the network and of launch templates. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

/** EC2 tags with the creation, which needs CreateTags all the same, and changes tags with these two. */
const TAG = ["ec2:CreateTags"];
const RETAG = ["ec2:CreateTags", "ec2:DeleteTags"];

/** Interfaces other services leave behind are looked for before a subnet or a security group goes. */
const LINGERING = ["ec2:DescribeNetworkInterfaces"];

const ADDRESSING: readonly TypePermissions[] = [
    {
        type: "aws:ec2/vpc:Vpc",
        create: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", ...TAG],
        read: [
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcs",
        ],
        update: ["ec2:ModifyVpcAttribute", ...RETAG],
        delete: ["ec2:DeleteVpc"],
        source: provider("ec2/vpc_"),
    },
    {
        type: "aws:ec2/subnet:Subnet",
        create: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", ...TAG],
        read: ["ec2:DescribeSubnets"],
        update: ["ec2:ModifySubnetAttribute", ...RETAG],
        delete: ["ec2:DeleteSubnet", ...LINGERING],
        source: provider("ec2/vpc_subnet", "ec2/vpc_network_interface.go, deleteLingeringENIs"),
    },
    {
        type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
        create: ["ec2:AssociateVpcCidrBlock"],
        read: ["ec2:DescribeVpcs"],
        update: [],
        delete: ["ec2:DisassociateVpcCidrBlock"],
        source: provider("ec2/vpc_ipv4_cidr_block_association"),
    },
    {
        type: "aws:ec2/eip:Eip",
        create: ["ec2:AllocateAddress", ...TAG],
        read: ["ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"],
        update: RETAG,
        delete: ["ec2:DisassociateAddress", "ec2:ReleaseAddress"],
        source: provider("ec2/ec2_eip", "resourceEIPRead asks for the domain name attribute"),
    },
];

const ROUTING: readonly TypePermissions[] = [
    {
        type: "aws:ec2/internetGateway:InternetGateway",
        create: ["ec2:AttachInternetGateway", "ec2:CreateInternetGateway", ...TAG],
        read: ["ec2:DescribeInternetGateways"],
        update: RETAG,
        delete: ["ec2:DeleteInternetGateway", "ec2:DetachInternetGateway"],
        source: provider("ec2/vpc_internet_gateway"),
    },
    {
        type: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        create: ["ec2:CreateEgressOnlyInternetGateway", ...TAG],
        read: ["ec2:DescribeEgressOnlyInternetGateways"],
        update: RETAG,
        delete: ["ec2:DeleteEgressOnlyInternetGateway"],
        source: provider("ec2/vpc_egress_only_internet_gateway"),
    },
    {
        type: "aws:ec2/natGateway:NatGateway",
        create: ["ec2:CreateNatGateway", ...TAG],
        read: ["ec2:DescribeNatGateways"],
        update: RETAG,
        delete: ["ec2:DeleteNatGateway"],
        source: provider("ec2/vpc_nat_gateway"),
    },
    {
        type: "aws:ec2/routeTable:RouteTable",
        create: ["ec2:CreateRouteTable", ...TAG],
        read: ["ec2:DescribeRouteTables"],
        update: RETAG,
        delete: ["ec2:DeleteRouteTable", "ec2:DisassociateRouteTable"],
        source: provider("ec2/vpc_route_table"),
    },
    {
        type: "aws:ec2/route:Route",
        create: ["ec2:CreateRoute"],
        read: ["ec2:DescribeRouteTables"],
        update: ["ec2:ReplaceRoute"],
        delete: ["ec2:DeleteRoute"],
        source: provider("ec2/vpc_route"),
    },
    {
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        create: ["ec2:AssociateRouteTable"],
        read: ["ec2:DescribeRouteTables"],
        update: ["ec2:ReplaceRouteTableAssociation"],
        delete: ["ec2:DisassociateRouteTable"],
        source: provider("ec2/vpc_route_table_association"),
    },
    {
        type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        // The gateway may be another account's: its own tables are then its owner's.
        create: [
            "ec2:AssociateTransitGatewayRouteTable",
            "ec2:CreateTransitGatewayVpcAttachment",
            "ec2:EnableTransitGatewayRouteTablePropagation",
            ...TAG,
        ],
        read: [
            "ec2:DescribeTransitGatewayVpcAttachments",
            "ec2:DescribeTransitGateways",
            "ec2:GetTransitGatewayRouteTableAssociations",
            "ec2:GetTransitGatewayRouteTablePropagations",
        ],
        update: ["ec2:ModifyTransitGatewayVpcAttachment", ...RETAG],
        delete: ["ec2:DeleteTransitGatewayVpcAttachment"],
        source: provider("ec2/transitgateway_vpc_attachment"),
    },
];

const FILTERING: readonly TypePermissions[] = [
    {
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        // Adopted, then emptied; AWS deletes it with the VPC.
        create: ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", ...TAG],
        read: ["ec2:DescribeSecurityGroups"],
        update: ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", ...RETAG],
        delete: [],
        source: provider("ec2/vpc_default_security_group"),
    },
    {
        type: "aws:ec2/securityGroup:SecurityGroup",
        // The rule that lets everything out is revoked as soon as the group is made.
        create: ["ec2:CreateSecurityGroup", "ec2:RevokeSecurityGroupEgress", ...TAG],
        read: ["ec2:DescribeSecurityGroups"],
        update: RETAG,
        delete: ["ec2:DeleteSecurityGroup", ...LINGERING],
        source: provider("ec2/vpc_security_group"),
    },
    {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        create: ["ec2:AuthorizeSecurityGroupIngress", ...TAG],
        read: ["ec2:DescribeSecurityGroupRules"],
        update: ["ec2:ModifySecurityGroupRules", ...RETAG],
        delete: ["ec2:RevokeSecurityGroupIngress"],
        source: provider("ec2/vpc_security_group_ingress_rule"),
    },
    {
        type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        create: ["ec2:AuthorizeSecurityGroupEgress", ...TAG],
        read: ["ec2:DescribeSecurityGroupRules"],
        update: ["ec2:ModifySecurityGroupRules", ...RETAG],
        delete: ["ec2:RevokeSecurityGroupEgress"],
        source: provider("ec2/vpc_security_group_egress_rule"),
    },
];

const SERVICES: readonly TypePermissions[] = [
    {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        create: [
            "ec2:CreateVpcEndpoint",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "route53:AssociateVPCWithHostedZone",
            ...TAG,
        ],
        read: ["ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"],
        update: ["ec2:ModifyVpcEndpoint", ...RETAG],
        delete: ["ec2:DeleteVpcEndpoints"],
        source: provider("ec2/vpc_endpoint", `${AUTHORIZATION_REFERENCE} of ec2:CreateVpcEndpoint`),
    },
    {
        type: "aws:ec2/flowLog:FlowLog",
        // Those in a bucket are a delivery of CloudWatch Logs besides.
        create: ["ec2:CreateFlowLogs", "logs:CreateLogDelivery", ...TAG],
        read: ["ec2:DescribeFlowLogs"],
        update: RETAG,
        delete: ["ec2:DeleteFlowLogs", "logs:DeleteLogDelivery"],
        passesRoleTo: ["vpc-flow-logs"],
        source: provider(
            "ec2/vpc_flow_log",
            `${AUTHORIZATION_REFERENCE} of ec2:CreateFlowLogs; VPC User Guide, flow-logs-s3, "IAM policy for IAM principals"`,
        ),
    },
    {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        create: ["ec2:CreateLaunchTemplate", ...TAG],
        read: ["ec2:DescribeLaunchTemplateVersions", "ec2:DescribeLaunchTemplates"],
        update: ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate", ...RETAG],
        delete: ["ec2:DeleteLaunchTemplate"],
        source: provider("ec2/ec2_launch_template"),
    },
];

/** Types of EC2 and VPC. */
export const EC2: readonly TypePermissions[] = [...ADDRESSING, ...ROUTING, ...FILTERING, ...SERVICES];
