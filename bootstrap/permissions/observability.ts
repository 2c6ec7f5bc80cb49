/** IAM actions of metrics, alerts and dashboards: Amazon Managed Prometheus, Amazon Managed Grafana, SNS, CloudWatch. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const TAGS_READ = ["aps:ListTagsForResource"];
const TAG = ["aps:TagResource"];
const RETAG = ["aps:TagResource", "aps:UntagResource"];

/** Whoever turns a service's own logs on lets it write to the group. Source: CloudWatch Logs User Guide, AWS-logs-and-resource-policy. */
const DELIVERY = [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
];
const DELIVERY_READ = ["logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries"];

/** What a scraper needs of whoever makes it. Source: AMP User Guide, AMP-collector-how-to and security_iam_service-with-iam. */
const SCRAPER = [
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "eks:CreateAccessEntry",
    "eks:DescribeCluster",
];

const GRAFANA_TAGS = ["grafana:TagResource", "grafana:UntagResource"];

/**
 * Whoever says who enters looks people up in IAM Identity Center.
 * Source: Amazon Managed Grafana User Guide, security-iam-awsmanpol, AWSGrafanaWorkspacePermissionManagementV2, seen 2026-11.
 */
const PEOPLE = [
    "sso-directory:DescribeGroup",
    "sso-directory:DescribeUser",
    "sso:DescribeRegisteredRegions",
    "sso:GetManagedApplicationInstance",
    "sso:GetProfile",
    "sso:GetSharedSsoConfiguration",
    "sso:ListDirectoryAssociations",
    "sso:ListProfileAssociations",
    "sso:ListProfiles",
];

const GRAFANA: readonly TypePermissions[] = [
    {
        type: "aws:grafana/roleAssociation:RoleAssociation",
        create: ["grafana:UpdatePermissions", ...PEOPLE],
        read: ["grafana:ListPermissions"],
        update: ["grafana:UpdatePermissions", ...PEOPLE],
        delete: ["grafana:UpdatePermissions"],
        source: provider(
            "grafana/role_association",
            "Amazon Managed Grafana User Guide, security-iam-awsmanpol, AWSGrafanaWorkspacePermissionManagementV2",
        ),
    },
    {
        type: "aws:grafana/workspace:Workspace",
        create: ["grafana:CreateWorkspace", "grafana:TagResource"],
        read: ["grafana:DescribeWorkspace", "grafana:DescribeWorkspaceConfiguration"],
        update: ["grafana:UpdateWorkspace", "grafana:UpdateWorkspaceConfiguration", ...GRAFANA_TAGS],
        delete: ["grafana:DeleteWorkspace"],
        passesRoleTo: ["grafana"],
        source: provider(
            "grafana/workspace",
            "Service Authorization Reference, Amazon Managed Grafana, CreateWorkspace",
        ),
    },
    {
        type: "aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration",
        create: ["grafana:UpdateWorkspaceAuthentication"],
        read: ["grafana:DescribeWorkspaceAuthentication"],
        update: ["grafana:UpdateWorkspaceAuthentication"],
        // The provider only forgets it: the workspace keeps what it says.
        delete: ["grafana:DescribeWorkspaceAuthentication"],
        source: provider("grafana/workspace_saml_configuration"),
    },
];

export const OBSERVABILITY: readonly TypePermissions[] = [
    ...GRAFANA,
    {
        type: "aws:amp/workspace:Workspace",
        create: ["aps:CreateLoggingConfiguration", "aps:CreateWorkspace", ...DELIVERY, ...TAG],
        read: ["aps:DescribeLoggingConfiguration", "aps:DescribeWorkspace", ...DELIVERY_READ, ...TAGS_READ],
        update: ["aps:UpdateLoggingConfiguration", "aps:UpdateWorkspaceAlias", ...RETAG],
        delete: ["aps:DeleteLoggingConfiguration", "aps:DeleteWorkspace"],
        source: provider("amp/workspace"),
    },
    {
        type: "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
        create: ["aps:UpdateWorkspaceConfiguration"],
        read: ["aps:DescribeWorkspaceConfiguration"],
        update: ["aps:UpdateWorkspaceConfiguration"],
        delete: ["aps:UpdateWorkspaceConfiguration"],
        source: provider("amp/workspace_configuration"),
    },
    {
        type: "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        create: ["aps:CreateRuleGroupsNamespace", ...TAG],
        read: ["aps:DescribeRuleGroupsNamespace", ...TAGS_READ],
        update: ["aps:PutRuleGroupsNamespace", ...RETAG],
        delete: ["aps:DeleteRuleGroupsNamespace"],
        source: provider("amp/rule_group_namespace"),
    },
    {
        type: "aws:amp/alertManagerDefinition:AlertManagerDefinition",
        create: ["aps:CreateAlertManagerDefinition"],
        read: ["aps:DescribeAlertManagerDefinition"],
        update: ["aps:PutAlertManagerDefinition"],
        delete: ["aps:DeleteAlertManagerDefinition"],
        source: provider("amp/alert_manager_definition"),
    },
    {
        type: "aws:amp/scraper:Scraper",
        create: ["aps:CreateScraper", ...SCRAPER, ...TAG],
        read: ["aps:DescribeScraper", ...TAGS_READ],
        update: ["aps:UpdateScraper", ...RETAG],
        delete: ["aps:DeleteScraper"],
        linkedRolesOf: ["scraper.aps"],
        source: provider("amp/scraper", `${AUTHORIZATION_REFERENCE} of aps:CreateScraper`),
    },
    {
        type: "aws:sns/topic:Topic",
        create: ["sns:CreateTopic", "sns:SetTopicAttributes", "sns:TagResource"],
        read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        update: ["sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
        delete: ["sns:DeleteTopic"],
        source: provider("sns/topic"),
    },
    {
        type: "aws:sns/topicPolicy:TopicPolicy",
        create: ["sns:SetTopicAttributes"],
        read: ["sns:GetTopicAttributes"],
        update: ["sns:SetTopicAttributes"],
        delete: ["sns:SetTopicAttributes"],
        source: provider("sns/topic_policy"),
    },
    {
        type: "aws:sns/topicSubscription:TopicSubscription",
        create: ["sns:Subscribe"],
        read: ["sns:GetSubscriptionAttributes", "sns:ListSubscriptionsByTopic"],
        update: ["sns:SetSubscriptionAttributes"],
        delete: ["sns:Unsubscribe"],
        source: provider("sns/topic_subscription"),
    },
    {
        type: "aws:cloudwatch/dashboard:Dashboard",
        create: ["cloudwatch:PutDashboard"],
        read: ["cloudwatch:GetDashboard"],
        update: ["cloudwatch:PutDashboard"],
        delete: ["cloudwatch:DeleteDashboards"],
        source: provider("cloudwatch/dashboard"),
    },
];
