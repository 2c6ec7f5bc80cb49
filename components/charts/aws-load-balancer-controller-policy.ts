/** What AWS Load Balancer Controller may do in AWS. */
import { partitionOf } from "../shared/regions";
import type { IdentityWords } from "../shared/workload-schema";
import type { ChartSite } from "./definition";

type Statements = NonNullable<IdentityWords["statements"]>;

/** The tag that says which cluster's something is. */
const TAG = "elbv2.k8s.aws/cluster";
const MADE_FOR_A_CLUSTER = { Null: { [`aws:ResourceTag/${TAG}`]: "false" } } as const;
const TO_BE_MADE_FOR_A_CLUSTER = { Null: { [`aws:RequestTag/${TAG}`]: "false" } } as const;
const LEFT_WITH_ITS_CLUSTER = {
    Null: { [`aws:RequestTag/${TAG}`]: "true", [`aws:ResourceTag/${TAG}`]: "false" },
} as const;

const SEEN = [
    "ec2:DescribeAccountAttributes",
    "ec2:DescribeAddresses",
    "ec2:DescribeAvailabilityZones",
    "ec2:DescribeCoipPools",
    "ec2:DescribeInstances",
    "ec2:DescribeInternetGateways",
    "ec2:DescribeIpamPools",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeRouteTables",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeTags",
    "ec2:DescribeVpcPeeringConnections",
    "ec2:DescribeVpcs",
    "ec2:GetCoipPoolUsage",
    "ec2:GetSecurityGroupsForVpc",
    "elasticloadbalancing:DescribeCapacityReservation",
    "elasticloadbalancing:DescribeListenerAttributes",
    "elasticloadbalancing:DescribeListenerCertificates",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeSSLPolicies",
    "elasticloadbalancing:DescribeTags",
    "elasticloadbalancing:DescribeTargetGroupAttributes",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
    "elasticloadbalancing:DescribeTrustStores",
];

/** Certificates, and what guards a load balancer: firewalls, Shield, user pools. */
const BESIDE = [
    "acm:DescribeCertificate",
    "acm:ListCertificates",
    "cognito-idp:DescribeUserPoolClient",
    "iam:GetServerCertificate",
    "iam:ListServerCertificates",
    "shield:CreateProtection",
    "shield:DeleteProtection",
    "shield:DescribeProtection",
    "shield:GetSubscriptionState",
    "waf-regional:AssociateWebACL",
    "waf-regional:DisassociateWebACL",
    "waf-regional:GetWebACL",
    "waf-regional:GetWebACLForResource",
    "wafv2:AssociateWebACL",
    "wafv2:DisassociateWebACL",
    "wafv2:GetWebACL",
    "wafv2:GetWebACLForResource",
];

const CHANGED = [
    "elasticloadbalancing:DeleteLoadBalancer",
    "elasticloadbalancing:DeleteTargetGroup",
    "elasticloadbalancing:ModifyCapacityReservation",
    "elasticloadbalancing:ModifyIpPools",
    "elasticloadbalancing:ModifyListenerAttributes",
    "elasticloadbalancing:ModifyLoadBalancerAttributes",
    "elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes",
    "elasticloadbalancing:SetIpAddressType",
    "elasticloadbalancing:SetSecurityGroups",
    "elasticloadbalancing:SetSubnets",
];

/** What listeners and rules lead to and show; AWS takes no tag of a cluster for these. */
const LISTENED = [
    "elasticloadbalancing:AddListenerCertificates",
    "elasticloadbalancing:CreateListener",
    "elasticloadbalancing:CreateRule",
    "elasticloadbalancing:DeleteListener",
    "elasticloadbalancing:DeleteRule",
    "elasticloadbalancing:ModifyListener",
    "elasticloadbalancing:ModifyRule",
    "elasticloadbalancing:RemoveListenerCertificates",
    "elasticloadbalancing:SetRulePriorities",
    "elasticloadbalancing:SetWebAcl",
];

/**
 * Source: kubernetes-sigs/aws-load-balancer-controller docs/install/iam_policy.json of v3.5.0, the same file since v2.13.0; those
 * of other partitions differ in ARNs and in services that are not there.
 */
export function loadBalancerStatements(site: ChartSite): Statements {
    const { groups, listeners, targets, tagged } = arnsOf(site);
    const allow = (Sid: string, Action: readonly string[], Resource: string | readonly string[] = "*") =>
        ({ Sid, Effect: "Allow", Action, Resource }) as const;
    const tag = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
    const rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
    return [
        {
            ...allow("MakeTheRoleOfLoadBalancing", ["iam:CreateServiceLinkedRole"]),
            Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
        },
        allow("See", SEEN),
        allow("SeeCertificatesAndPutBehindFirewalls", BESIDE),
        // Also into groups of nodes, which are not its own.
        allow("LetLoadBalancersIn", rules),
        allow("MakeSecurityGroups", ["ec2:CreateSecurityGroup"]),
        {
            ...allow("TagNewSecurityGroups", ["ec2:CreateTags"], groups),
            Condition: {
                StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" },
                ...TO_BE_MADE_FOR_A_CLUSTER,
            },
        },
        {
            ...allow("TagItsSecurityGroups", ["ec2:CreateTags", "ec2:DeleteTags"], groups),
            Condition: LEFT_WITH_ITS_CLUSTER,
        },
        {
            ...allow("DeleteItsSecurityGroups", ["ec2:DeleteSecurityGroup"]),
            Condition: MADE_FOR_A_CLUSTER,
        },
        {
            ...allow("MakeLoadBalancers", [
                "elasticloadbalancing:CreateLoadBalancer",
                "elasticloadbalancing:CreateTargetGroup",
            ]),
            Condition: TO_BE_MADE_FOR_A_CLUSTER,
        },
        allow("ChangeListeners", LISTENED),
        { ...allow("TagItsLoadBalancers", tag, tagged), Condition: LEFT_WITH_ITS_CLUSTER },
        allow("TagListeners", tag, listeners),
        { ...allow("ChangeItsLoadBalancers", CHANGED), Condition: MADE_FOR_A_CLUSTER },
        {
            ...allow("TagNewLoadBalancers", ["elasticloadbalancing:AddTags"], tagged),
            Condition: {
                StringEquals: {
                    "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
                },
                ...TO_BE_MADE_FOR_A_CLUSTER,
            },
        },
        allow("ChangeTargets", TARGETS, targets),
    ];
}

const TARGETS = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"];

/**
 * For bindings to target groups that somebody else keeps, with security groups that somebody else keeps.
 * Source: kubernetes-sigs/aws-load-balancer-controller docs/deploy/installation.md of v3.5.0, the subset for TargetGroupBinding.
 */
export function targetStatements(site: ChartSite): Statements {
    const { targets } = arnsOf(site);
    return [
        {
            Sid: "See",
            Effect: "Allow",
            Action: [
                "ec2:DescribeInstances",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeVpcs",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            Resource: "*",
        },
        {
            Sid: "ChangeTargets",
            Effect: "Allow",
            Action: [
                ...TARGETS,
                "elasticloadbalancing:ModifyTargetGroup",
                "elasticloadbalancing:ModifyTargetGroupAttributes",
            ],
            Resource: targets,
        },
    ];
}

/** Of the environment's account and region, where the file has any. */
function arnsOf({ account, region }: ChartSite) {
    const of = (service: string, resource: string) =>
        `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;
    const balancing = (resource: string) => of("elasticloadbalancing", resource);
    const targets = balancing("targetgroup/*/*");
    return {
        groups: of("ec2", "security-group/*"),
        targets,
        tagged: [targets, balancing("loadbalancer/net/*/*"), balancing("loadbalancer/app/*/*")],
        listeners: ["listener", "listener-rule"].flatMap((kind) =>
            ["net", "app"].map((type) => balancing(`${kind}/${type}/*/*/*`)),
        ),
    };
}
