/** IAM actions of the roles, policies and identity provider an environment brings. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const ROLES: readonly TypePermissions[] = [
    {
        type: "aws:iam/role:Role",
        create: ["iam:CreateRole", "iam:TagRole"],
        read: ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
        update: [
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
        ],
        // What an instance profile still holds of the role is taken out first.
        delete: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole", "iam:RemoveRoleFromInstanceProfile"],
        source: provider("iam/role"),
    },
    {
        type: "aws:iam/rolePolicy:RolePolicy",
        create: ["iam:PutRolePolicy"],
        read: ["iam:GetRolePolicy"],
        update: ["iam:PutRolePolicy"],
        delete: ["iam:DeleteRolePolicy"],
        source: provider("iam/role_policy"),
    },
    {
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        create: ["iam:AttachRolePolicy"],
        read: ["iam:ListAttachedRolePolicies"],
        update: [],
        delete: ["iam:DetachRolePolicy"],
        source: provider("iam/role_policy_attachment"),
    },
    {
        type: "aws:iam/instanceProfile:InstanceProfile",
        create: ["iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:TagInstanceProfile"],
        read: ["iam:GetInstanceProfile", "iam:GetRole"],
        update: [
            "iam:AddRoleToInstanceProfile",
            "iam:RemoveRoleFromInstanceProfile",
            "iam:TagInstanceProfile",
            "iam:UntagInstanceProfile",
        ],
        delete: ["iam:DeleteInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
        passesRoleTo: ["ec2"],
        source: provider(
            "iam/instance_profile",
            `${AUTHORIZATION_REFERENCE} of iam:AddRoleToInstanceProfile`,
        ),
    },
];

/** Types of IAM. */
export const IAM: readonly TypePermissions[] = [
    ...ROLES,
    {
        type: "aws:iam/policy:Policy",
        create: ["iam:CreatePolicy", "iam:TagPolicy"],
        read: ["iam:GetPolicy", "iam:GetPolicyVersion"],
        // IAM keeps five versions: the oldest makes room for the new one.
        update: [
            "iam:CreatePolicyVersion",
            "iam:DeletePolicyVersion",
            "iam:ListPolicyVersions",
            "iam:TagPolicy",
            "iam:UntagPolicy",
        ],
        delete: ["iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:ListPolicyVersions"],
        source: provider("iam/policy"),
    },
    {
        type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        create: ["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"],
        read: ["iam:GetOpenIDConnectProvider"],
        update: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:RemoveClientIDFromOpenIDConnectProvider",
            "iam:TagOpenIDConnectProvider",
            "iam:UntagOpenIDConnectProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
        ],
        delete: ["iam:DeleteOpenIDConnectProvider"],
        source: provider("iam/openid_connect_provider"),
    },
];
