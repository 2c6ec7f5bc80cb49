/** IAM actions of nodes that EKS does not make, and of what nodes of any kind stand in. */
import { provider, type TypePermissions } from "./table";

const TAG = ["ec2:CreateTags"];
const RETAG = ["ec2:CreateTags", "ec2:DeleteTags"];

/** Of the caller, who is asked for the instances the template describes, and for the parameter that names its image. */
const START = ["ec2:CreateTags", "ec2:RunInstances", "ssm:GetParameters"];

/** Types around nodes. */
export const NODES: readonly TypePermissions[] = [
    {
        type: "aws:autoscaling/group:Group",
        create: [
            "autoscaling:CreateAutoScalingGroup",
            "autoscaling:CreateOrUpdateTags",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:EnableMetricsCollection",
            "elasticloadbalancing:DescribeInstanceHealth",
            "elasticloadbalancing:DescribeTargetHealth",
            ...START,
        ],
        read: ["autoscaling:DescribeAutoScalingGroups"],
        update: [
            "autoscaling:AttachLoadBalancerTargetGroups",
            "autoscaling:AttachLoadBalancers",
            "autoscaling:CancelInstanceRefresh",
            "autoscaling:CreateOrUpdateTags",
            "autoscaling:DeleteTags",
            "autoscaling:DescribeInstanceRefreshes",
            "autoscaling:DescribeLoadBalancerTargetGroups",
            "autoscaling:DescribeLoadBalancers",
            "autoscaling:DescribeScalingActivities",
            "autoscaling:DetachLoadBalancerTargetGroups",
            "autoscaling:DetachLoadBalancers",
            "autoscaling:DisableMetricsCollection",
            "autoscaling:EnableMetricsCollection",
            "autoscaling:StartInstanceRefresh",
            "autoscaling:UpdateAutoScalingGroup",
            ...START,
        ],
        delete: [
            "autoscaling:DeleteAutoScalingGroup",
            "autoscaling:SetInstanceProtection",
            "autoscaling:UpdateAutoScalingGroup",
        ],
        passesRoleTo: ["ec2"],
        source: provider(
            "autoscaling/group",
            "EC2 Auto Scaling User Guide, ec2-auto-scaling-launch-template-permissions, and using-systems-manager-parameters",
        ),
    },
    {
        type: "aws:ec2/placementGroup:PlacementGroup",
        create: ["ec2:CreatePlacementGroup", ...TAG],
        read: ["ec2:DescribePlacementGroups"],
        update: RETAG,
        delete: ["ec2:DeletePlacementGroup"],
        source: provider("ec2/ec2_placement_group"),
    },
    {
        type: "aws:resourcegroups/group:Group",
        create: ["resource-groups:CreateGroup", "resource-groups:Tag"],
        read: [
            "resource-groups:GetGroup",
            "resource-groups:GetGroupConfiguration",
            "resource-groups:GetGroupQuery",
            "resource-groups:GetTags",
        ],
        update: [
            "resource-groups:PutGroupConfiguration",
            "resource-groups:Tag",
            "resource-groups:Untag",
            "resource-groups:UpdateGroup",
        ],
        delete: ["resource-groups:DeleteGroup"],
        source: provider("resourcegroups/group"),
    },
    {
        type: "aws:resourcegroups/resource:Resource",
        create: ["resource-groups:GroupResources"],
        read: ["resource-groups:ListGroupResources", "tag:GetResources"],
        update: [],
        delete: ["resource-groups:UngroupResources"],
        source: provider(
            "resourcegroups/resource",
            "Service Authorization Reference, dependent actions of resource-groups:ListGroupResources",
        ),
    },
];
