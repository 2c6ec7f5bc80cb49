/** IAM actions of the control plane and of what EKS runs for it. */
import { provider, type TypePermissions } from "./table";

const TAG = ["eks:TagResource"];
const RETAG = ["eks:TagResource", "eks:UntagResource"];

/** EKS looks whether its linked role exists with the caller's rights, before it makes it. */
const LINKED_ROLE = ["iam:GetRole"];

/**
 * Services a role is handed to: EKS itself and the service that the role trusts. Which of the two EKS names in
 * `iam:PassedToService` is documented for neither node groups nor Fargate, so both are allowed.
 */
const toEksAnd = (service: string): readonly string[] => ["eks", service];

const USER_GUIDE = "EKS User Guide";

const CONTROL_PLANE: readonly TypePermissions[] = [
    {
        type: "aws:eks/cluster:Cluster",
        // The key's policy lets EKS make its grant in the name of whoever creates the cluster.
        create: ["eks:CreateCluster", "kms:CreateGrant", "kms:DescribeKey", ...LINKED_ROLE, ...TAG],
        read: ["eks:DescribeCluster"],
        update: [
            "eks:AssociateEncryptionConfig",
            "eks:DescribeUpdate",
            "eks:UpdateClusterConfig",
            "eks:UpdateClusterVersion",
            ...RETAG,
        ],
        delete: ["eks:DeleteCluster"],
        passesRoleTo: ["eks"],
        linkedRolesOf: ["eks"],
        source: provider("eks/cluster", `${USER_GUIDE}, security-iam, "Create a Kubernetes cluster"`),
    },
    {
        type: "aws:eks/accessEntry:AccessEntry",
        create: ["eks:CreateAccessEntry", ...TAG],
        read: ["eks:DescribeAccessEntry"],
        update: ["eks:UpdateAccessEntry", ...RETAG],
        delete: ["eks:DeleteAccessEntry"],
        passesRoleTo: toEksAnd("ec2"),
        source: provider("eks/access_entry", `${USER_GUIDE}, grant-k8s-access, EC2_LINUX needs iam:PassRole`),
    },
    {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        create: ["eks:AssociateAccessPolicy"],
        read: ["eks:ListAssociatedAccessPolicies"],
        update: [],
        delete: ["eks:DisassociateAccessPolicy"],
        source: provider("eks/access_policy_association"),
    },
    {
        type: "aws:eks/capability:Capability",
        create: ["eks:CreateCapability", ...TAG],
        read: ["eks:DescribeCapability"],
        update: ["eks:UpdateCapability", ...RETAG],
        delete: ["eks:DeleteCapability"],
        passesRoleTo: toEksAnd("capabilities.eks"),
        source: provider("eks/capability", `${USER_GUIDE}, capability-role`),
    },
    {
        type: "aws:eks/identityProviderConfig:IdentityProviderConfig",
        create: ["eks:AssociateIdentityProviderConfig", ...TAG],
        read: ["eks:DescribeIdentityProviderConfig"],
        update: RETAG,
        delete: ["eks:DisassociateIdentityProviderConfig"],
        source: provider("eks/identity_provider_config"),
    },
    {
        type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        create: ["eks:CreatePodIdentityAssociation", ...LINKED_ROLE, ...TAG],
        read: ["eks:DescribePodIdentityAssociation"],
        update: ["eks:UpdatePodIdentityAssociation", ...RETAG],
        delete: ["eks:DeletePodIdentityAssociation"],
        passesRoleTo: toEksAnd("pods.eks"),
        source: provider("eks/pod_identity_association", `${USER_GUIDE}, service-accounts, iam:PassRole`),
    },
    {
        type: "aws:eks/addon:Addon",
        create: ["eks:CreateAddon", "eks:CreatePodIdentityAssociation", ...TAG],
        read: ["eks:DescribeAddon", "eks:DescribePodIdentityAssociation"],
        update: [
            "eks:DeletePodIdentityAssociation",
            "eks:DescribeUpdate",
            "eks:UpdateAddon",
            "eks:UpdatePodIdentityAssociation",
            ...RETAG,
        ],
        delete: ["eks:DeleteAddon", "eks:DeletePodIdentityAssociation"],
        passesRoleTo: toEksAnd("pods.eks"),
        source: provider("eks/addon", "flattenAddonPodIdentityAssociations reads each association"),
    },
];

const COMPUTE: readonly TypePermissions[] = [
    {
        type: "aws:eks/nodeGroup:NodeGroup",
        // EKS tries the launch template with the caller's rights, tags of the instances included.
        create: ["ec2:CreateTags", "ec2:RunInstances", "eks:CreateNodegroup", ...LINKED_ROLE, ...TAG],
        read: ["eks:DescribeNodegroup"],
        update: [
            "ec2:CreateTags",
            "ec2:RunInstances",
            "eks:DescribeUpdate",
            "eks:UpdateNodegroupConfig",
            "eks:UpdateNodegroupVersion",
            ...RETAG,
        ],
        delete: ["eks:DeleteNodegroup"],
        passesRoleTo: toEksAnd("ec2"),
        linkedRolesOf: ["eks-nodegroup"],
        source: provider("eks/node_group", `${USER_GUIDE}, launch-templates, "Tagging Amazon EC2 instances"`),
    },
    {
        type: "aws:eks/fargateProfile:FargateProfile",
        create: ["eks:CreateFargateProfile", ...LINKED_ROLE, ...TAG],
        read: ["eks:DescribeFargateProfile"],
        update: RETAG,
        delete: ["eks:DeleteFargateProfile"],
        passesRoleTo: toEksAnd("eks-fargate-pods"),
        linkedRolesOf: ["eks-fargate"],
        source: provider(
            "eks/fargate_profile",
            "aws-controllers-k8s/community issue 1821: PassRole, GetRole; eksctl minimum-iam-policies: linked roles",
        ),
    },
];

/** Types of EKS. */
export const EKS: readonly TypePermissions[] = [...CONTROL_PLANE, ...COMPUTE];
