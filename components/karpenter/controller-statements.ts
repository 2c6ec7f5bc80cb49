/** The statements of Karpenter's controller, policy by policy, as its template of minor 1.14 has them. */
import type { Statement } from "../shared/iam";
import { partitionOf } from "../shared/regions";

/** The cluster whose instances the controller manages, as plain values. */
export interface ControllerScope {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

const NODE_POOL_OF_RESOURCE = "aws:ResourceTag/karpenter.sh/nodepool";
const NODE_POOL_OF_REQUEST = "aws:RequestTag/karpenter.sh/nodepool";
const NODE_CLASS_OF_RESOURCE = "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass";
const NODE_CLASS_OF_REQUEST = "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass";

/** Their ARNs carry no account. */
const PUBLIC_KINDS = ["image", "snapshot"] as const;
/** What an instance is put into; it may belong to another account that shares it. */
const SHARED_KINDS = ["security-group", "subnet", "capacity-reservation", "placement-group"] as const;
const MADE_WITH_TAGS = [
    "fleet",
    "instance",
    "volume",
    "network-interface",
    "launch-template",
    "spot-instances-request",
] as const;
const DESCRIBED = [
    "CapacityReservations",
    "Images",
    "Instances",
    "InstanceStatus",
    "InstanceTypeOfferings",
    "InstanceTypes",
    "LaunchTemplates",
    "PlacementGroups",
    "SecurityGroups",
    "SpotPriceHistory",
    "Subnets",
] as const;

type Ec2Kind =
    (typeof MADE_WITH_TAGS)[number] | (typeof PUBLIC_KINDS)[number] | (typeof SHARED_KINDS)[number];

/** Launches, tags and terminates instances and launch templates that carry this cluster's tags, and no others. */
export function nodeLifecycle(scope: ControllerScope): Statement[] {
    return [
        ...launching(scope),
        ...tagging(scope),
        {
            Sid: "AllowScopedDeletion",
            Effect: "Allow",
            Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
            Resource: [ec2Arn(scope, "*", "instance"), ec2Arn(scope, "*", "launch-template")],
            Condition: ofNodePool(scope),
        },
    ];
}

function launching(scope: ControllerScope): Statement[] {
    return [
        {
            Sid: "AllowScopedEC2InstanceAccessActions",
            Effect: "Allow",
            Action: ["ec2:RunInstances", "ec2:CreateFleet"],
            Resource: [
                ...PUBLIC_KINDS.map((kind) => ec2Arn(scope, "", kind)),
                ...SHARED_KINDS.map((kind) => ec2Arn(scope, "*", kind)),
            ],
        },
        {
            Sid: "AllowScopedEC2LaunchTemplateAccessActions",
            Effect: "Allow",
            Action: ["ec2:RunInstances", "ec2:CreateFleet"],
            Resource: ec2Arn(scope, "*", "launch-template"),
            Condition: ofNodePool(scope),
        },
        {
            Sid: "AllowScopedEC2InstanceActionsWithTags",
            Effect: "Allow",
            Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
            Resource: madeWithTags(scope),
            Condition: { StringEquals: requested(scope), StringLike: { [NODE_POOL_OF_REQUEST]: "*" } },
        },
    ];
}

function tagging(scope: ControllerScope): Statement[] {
    return [
        {
            Sid: "AllowScopedResourceCreationTagging",
            Effect: "Allow",
            Action: "ec2:CreateTags",
            Resource: madeWithTags(scope),
            Condition: {
                StringEquals: {
                    ...requested(scope),
                    "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
                },
                StringLike: { [NODE_POOL_OF_REQUEST]: "*" },
            },
        },
        {
            Sid: "AllowScopedResourceTagging",
            Effect: "Allow",
            Action: "ec2:CreateTags",
            Resource: ec2Arn(scope, "*", "instance"),
            Condition: {
                ...ofNodePool(scope),
                StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": scope.clusterName },
                "ForAllValues:StringEquals": {
                    "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
                },
            },
        },
    ];
}

/** Hands the node role to instances, through instance profiles it makes and removes itself. */
export function iamIntegration(scope: ControllerScope, nodeRoleArn: string): Statement[] {
    const { region } = scope;
    const profiles = instanceProfiles(scope);
    const ownedHere = { ...owned(scope), "aws:ResourceTag/topology.kubernetes.io/region": region };
    const requestedHere = { ...requested(scope), "aws:RequestTag/topology.kubernetes.io/region": region };
    return [
        {
            Sid: "AllowPassingInstanceRole",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: nodeRoleArn,
            Condition: {
                StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
            },
        },
        {
            Sid: "AllowScopedInstanceProfileCreationActions",
            Effect: "Allow",
            Action: "iam:CreateInstanceProfile",
            Resource: profiles,
            Condition: { StringEquals: requestedHere, StringLike: { [NODE_CLASS_OF_REQUEST]: "*" } },
        },
        {
            Sid: "AllowScopedInstanceProfileTagActions",
            Effect: "Allow",
            Action: "iam:TagInstanceProfile",
            Resource: profiles,
            Condition: {
                StringEquals: { ...ownedHere, ...requestedHere },
                StringLike: { [NODE_CLASS_OF_RESOURCE]: "*", [NODE_CLASS_OF_REQUEST]: "*" },
            },
        },
        {
            Sid: "AllowScopedInstanceProfileActions",
            Effect: "Allow",
            Action: [
                "iam:AddRoleToInstanceProfile",
                "iam:RemoveRoleFromInstanceProfile",
                "iam:DeleteInstanceProfile",
            ],
            Resource: profiles,
            Condition: { StringEquals: ownedHere, StringLike: { [NODE_CLASS_OF_RESOURCE]: "*" } },
        },
    ];
}

/** Asks for the cluster's addresses and endpoint. */
export function eksIntegration(_scope: ControllerScope, clusterArn: string): Statement[] {
    return [
        {
            Sid: "AllowAPIServerEndpointDiscovery",
            Effect: "Allow",
            Action: "eks:DescribeCluster",
            Resource: clusterArn,
        },
    ];
}

/** Reads and clears the interruption queue. */
export function interruption(_scope: ControllerScope, queueArn: string): Statement[] {
    return [
        {
            Sid: "AllowInterruptionQueueActions",
            Effect: "Allow",
            Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
            Resource: queueArn,
        },
    ];
}

/** The action takes no resource: the condition says which cluster. */
export function zonalShift(_scope: ControllerScope, clusterArn: string): Statement[] {
    return [
        {
            Sid: "AllowZonalShiftStatusReadOnly",
            Effect: "Allow",
            Action: "arc-zonal-shift:GetManagedResource",
            Resource: "*",
            Condition: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn } },
        },
    ];
}

/** Reads what can be bought and where. None of it takes a resource, so the region is the bound. */
export function resourceDiscovery(scope: ControllerScope): Statement[] {
    const { region } = scope;
    return [
        {
            Sid: "AllowRegionalReadActions",
            Effect: "Allow",
            Action: DESCRIBED.map((what) => `ec2:Describe${what}`),
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": region } },
        },
        {
            Sid: "AllowSSMReadActions",
            Effect: "Allow",
            Action: "ssm:GetParameter",
            Resource: `arn:${partitionOf(region)}:ssm:${region}::parameter/aws/service/*`,
        },
        {
            Sid: "AllowPricingReadActions",
            Effect: "Allow",
            Action: "pricing:GetProducts",
            Resource: "*",
        },
        {
            Sid: "AllowUnscopedInstanceProfileListAction",
            Effect: "Allow",
            Action: "iam:ListInstanceProfiles",
            Resource: "*",
        },
        {
            Sid: "AllowInstanceProfileReadActions",
            Effect: "Allow",
            Action: "iam:GetInstanceProfile",
            Resource: instanceProfiles(scope),
        },
    ];
}

function ec2Arn({ region }: ControllerScope, account: "" | "*", kind: Ec2Kind): string {
    return `arn:${partitionOf(region)}:ec2:${region}:${account}:${kind}/*`;
}

function madeWithTags(scope: ControllerScope): string[] {
    return MADE_WITH_TAGS.map((kind) => ec2Arn(scope, "*", kind));
}

/** What a node pool of this cluster has made. */
function ofNodePool(scope: ControllerScope): {
    readonly StringEquals: Record<string, string>;
    readonly StringLike: Record<string, string>;
} {
    return { StringEquals: owned(scope), StringLike: { [NODE_POOL_OF_RESOURCE]: "*" } };
}

function instanceProfiles({ account, region }: ControllerScope): string {
    return `arn:${partitionOf(region)}:iam::${account}:instance-profile/*`;
}

function owned({ clusterName }: ControllerScope): Record<string, string> {
    return { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" };
}

function requested({ clusterName }: ControllerScope): Record<string, string> {
    return {
        [`aws:RequestTag/kubernetes.io/cluster/${clusterName}`]: "owned",
        "aws:RequestTag/eks:eks-cluster-name": clusterName,
    };
}
