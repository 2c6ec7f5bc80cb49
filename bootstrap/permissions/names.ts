/** IAM actions of names and of services behind them: certificates, hosted zones, Route 53 Resolver, VPC Lattice. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const TAG = ["route53resolver:TagResource"];
const RETAG = ["route53resolver:TagResource", "route53resolver:UntagResource"];
const TAGS_READ = ["route53resolver:ListTagsForResource"];

/** Types of ACM, Route 53, its resolver, and VPC Lattice. */
export const NAMES: readonly TypePermissions[] = [
    {
        type: "aws:acm/certificate:Certificate",
        create: ["acm:AddTagsToCertificate", "acm:RequestCertificate"],
        read: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        update: ["acm:AddTagsToCertificate", "acm:RemoveTagsFromCertificate"],
        delete: ["acm:DeleteCertificate"],
        source: provider("acm/certificate"),
    },
    {
        type: "aws:acm/certificateValidation:CertificateValidation",
        create: [],
        read: ["acm:DescribeCertificate"],
        update: [],
        delete: [],
        source: provider("acm/certificate_validation"),
    },
    {
        type: "aws:route53/record:Record",
        create: ["route53:ChangeResourceRecordSets"],
        read: ["route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"],
        update: ["route53:ChangeResourceRecordSets"],
        delete: ["route53:ChangeResourceRecordSets"],
        source: provider("route53/record"),
    },
    {
        type: "aws:route53/resolverFirewallConfig:ResolverFirewallConfig",
        create: ["route53resolver:UpdateFirewallConfig"],
        read: ["route53resolver:GetFirewallConfig", "route53resolver:ListFirewallConfigs"],
        update: ["route53resolver:UpdateFirewallConfig"],
        delete: ["route53resolver:UpdateFirewallConfig"],
        source: provider(
            "route53resolver/firewall_config",
            `${AUTHORIZATION_REFERENCE} of route53resolver:UpdateFirewallConfig`,
        ),
    },
    {
        type: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
        create: ["route53resolver:CreateFirewallDomainList", "route53resolver:UpdateFirewallDomains", ...TAG],
        read: ["route53resolver:GetFirewallDomainList", "route53resolver:ListFirewallDomains", ...TAGS_READ],
        update: ["route53resolver:UpdateFirewallDomains", ...RETAG],
        delete: ["route53resolver:DeleteFirewallDomainList"],
        source: provider("route53resolver/firewall_domain_list"),
    },
    {
        type: "aws:route53/resolverFirewallRule:ResolverFirewallRule",
        create: ["route53resolver:CreateFirewallRule"],
        read: ["route53resolver:ListFirewallRules"],
        update: ["route53resolver:UpdateFirewallRule"],
        delete: ["route53resolver:DeleteFirewallRule"],
        source: provider("route53resolver/firewall_rule"),
    },
    {
        type: "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        create: ["route53resolver:CreateFirewallRuleGroup", ...TAG],
        read: ["route53resolver:GetFirewallRuleGroup", ...TAGS_READ],
        update: RETAG,
        delete: ["route53resolver:DeleteFirewallRuleGroup"],
        source: provider("route53resolver/firewall_rule_group"),
    },
    {
        type: "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
        create: ["route53resolver:AssociateFirewallRuleGroup", ...TAG],
        read: ["route53resolver:GetFirewallRuleGroupAssociation", ...TAGS_READ],
        update: ["route53resolver:UpdateFirewallRuleGroupAssociation", ...RETAG],
        delete: ["route53resolver:DisassociateFirewallRuleGroup"],
        source: provider(
            "route53resolver/firewall_rule_group_association",
            `${AUTHORIZATION_REFERENCE} of route53resolver:AssociateFirewallRuleGroup`,
        ),
    },
    {
        type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
        create: ["route53resolver:AssociateResolverRule"],
        read: ["route53resolver:GetResolverRuleAssociation"],
        update: [],
        delete: ["route53resolver:DisassociateResolverRule"],
        source: provider("route53resolver/rule_association"),
    },
    {
        type: "aws:route53/zone:Zone",
        create: [
            "route53:AssociateVPCWithHostedZone",
            "route53:ChangeTagsForResource",
            "route53:CreateHostedZone",
        ],
        // Name servers of a private zone are read from its own record.
        read: [
            "route53:GetChange",
            "route53:GetHostedZone",
            "route53:ListResourceRecordSets",
            "route53:ListTagsForResource",
        ],
        update: [
            "route53:AssociateVPCWithHostedZone",
            "route53:ChangeTagsForResource",
            "route53:DisassociateVPCFromHostedZone",
            "route53:UpdateHostedZoneComment",
        ],
        delete: ["route53:DeleteHostedZone"],
        source: provider("route53/zone", "Service Authorization Reference, Amazon Route 53"),
    },
    {
        type: "aws:route53/zoneAssociation:ZoneAssociation",
        create: ["route53:AssociateVPCWithHostedZone"],
        read: ["route53:GetChange", "route53:GetHostedZone", "route53:ListHostedZonesByVPC"],
        update: [],
        delete: ["route53:DisassociateVPCFromHostedZone"],
        source: provider("route53/zone_association"),
    },
    {
        type: "aws:servicediscovery/httpNamespace:HttpNamespace",
        create: ["servicediscovery:CreateHttpNamespace", "servicediscovery:TagResource"],
        read: [
            "servicediscovery:GetNamespace",
            "servicediscovery:GetOperation",
            "servicediscovery:ListTagsForResource",
        ],
        update: ["servicediscovery:TagResource", "servicediscovery:UntagResource"],
        delete: ["servicediscovery:DeleteNamespace"],
        source: provider("servicediscovery/http_namespace"),
    },
    {
        type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        create: [
            "ec2:DescribeRegions",
            "ec2:DescribeVpcs",
            "route53:AssociateVPCWithHostedZone",
            "route53:CreateHostedZone",
            "servicediscovery:CreatePrivateDnsNamespace",
            "servicediscovery:TagResource",
        ],
        read: [
            "servicediscovery:GetNamespace",
            "servicediscovery:GetOperation",
            "servicediscovery:ListTagsForResource",
        ],
        // Its description is made of the cluster's name, which stays.
        update: ["servicediscovery:TagResource", "servicediscovery:UntagResource"],
        delete: ["route53:DeleteHostedZone", "servicediscovery:DeleteNamespace"],
        source: provider(
            "servicediscovery/private_dns_namespace",
            "Cloud Map Developer Guide, security_iam_id-based-policy-examples, on Route 53 and EC2",
        ),
    },
    {
        type: "aws:vpclattice/serviceNetwork:ServiceNetwork",
        create: ["vpc-lattice:CreateServiceNetwork", "vpc-lattice:TagResource"],
        read: ["vpc-lattice:GetServiceNetwork", "vpc-lattice:ListTagsForResource"],
        update: ["vpc-lattice:TagResource", "vpc-lattice:UntagResource", "vpc-lattice:UpdateServiceNetwork"],
        delete: ["vpc-lattice:DeleteServiceNetwork"],
        linkedRolesOf: ["vpc-lattice"],
        source: provider(
            "vpclattice/service_network",
            `${AUTHORIZATION_REFERENCE} of vpc-lattice:CreateServiceNetwork`,
        ),
    },
    {
        type: "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
        create: [
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeVpcs",
            "vpc-lattice:CreateServiceNetworkVpcAssociation",
            "vpc-lattice:TagResource",
        ],
        read: ["vpc-lattice:GetServiceNetworkVpcAssociation", "vpc-lattice:ListTagsForResource"],
        update: [
            "vpc-lattice:TagResource",
            "vpc-lattice:UntagResource",
            "vpc-lattice:UpdateServiceNetworkVpcAssociation",
        ],
        delete: ["vpc-lattice:DeleteServiceNetworkVpcAssociation"],
        source: provider(
            "vpclattice/service_network_vpc_association",
            `${AUTHORIZATION_REFERENCE} of vpc-lattice:CreateServiceNetworkVpcAssociation`,
        ),
    },
];
