/** What controls of nodes, identities and keys must notice. */
import { TYPES } from "../../../../tools/policy/planned";
import { input, textOf } from "../../../../tools/policy/reading";
import {
    alter,
    cut,
    type Mutant,
    type Mutants,
    onlyIn,
    set,
    setInText,
    throughTheGateway,
    unprotected,
    without,
} from "../mutate";

export const SECURITY_MUTANTS: Mutants = {
    C19: [
        throughTheGateway(),
        cut(TYPES.nodeClass, TYPES.subnet),
        cut(TYPES.nodeGroup, TYPES.subnet),
        set(TYPES.nodeClass, "spec.associatePublicIPAddress", true),
        set(TYPES.launchTemplate, "networkInterfaces", [{ associatePublicIpAddress: "true" }]),
    ],
    C20: [
        set(TYPES.launchTemplate, "metadataOptions.httpTokens", "optional"),
        set(TYPES.launchTemplate, "metadataOptions", undefined),
        set(TYPES.nodeClass, "spec.metadataOptions.httpTokens", undefined),
    ],
    C22: [
        set(TYPES.launchTemplate, "blockDeviceMappings.0.ebs.encrypted", "false"),
        set(TYPES.launchTemplate, "blockDeviceMappings.0.ebs.volumeType", "gp2"),
        set(TYPES.launchTemplate, "blockDeviceMappings", []),
        onlyIn("production", cut(TYPES.launchTemplate, TYPES.key)),
    ],
    C23: [set(TYPES.nodeGroup, "remoteAccess", { ec2SshKey: "me" })],
    C25: [
        set(TYPES.launchTemplate, "userData", "ZXhwb3J0IEFXU19TRUNSRVRfQUNDRVNTX0tFWT0="),
        set(TYPES.nodeClass, "spec.userData", "export AWS_SECRET_ACCESS_KEY="),
    ],
    C27: [
        set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"),
        without(TYPES.attachment),
    ],
    C29: [
        set(TYPES.nodeClass, "spec.blockDeviceMappings.0.ebs.encrypted", undefined),
        set(TYPES.nodeClass, "spec.blockDeviceMappings.0.ebs.volumeType", "io2"),
        set(TYPES.nodeClass, "spec.blockDeviceMappings", undefined),
    ],
    C30: [
        set(TYPES.nodeClass, "spec.amiSelectorTerms", [{ alias: "al2023@latest" }]),
        set(TYPES.nodeClass, "spec.amiSelectorTerms", [{ tags: { name: "*" } }]),
        set(TYPES.nodeClass, "spec.amiSelectorTerms", []),
    ],
    C32: [TYPES.policy, TYPES.rolePolicy].map((type) =>
        setInText(type, "policy", "Statement.0", { Effect: "Allow", Action: "*", Resource: "*" }),
    ),
    C33: [TYPES.policy, TYPES.rolePolicy].map((type) =>
        setInText(type, "policy", "Statement.0.Action", ["ec2:*"]),
    ),
    C36: [
        set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/AdministratorAccess"),
        set(TYPES.attachment, "policyArn", "arn:aws:iam::aws:policy/IAMFullAccess"),
    ],
    C37: ["*", { AWS: "*" }, { AWS: "arn:aws:iam::123456789012:root" }].map((Principal) =>
        setInText(TYPES.role, "assumeRolePolicy", "Statement", [
            { Action: "sts:AssumeRole", Effect: "Allow", Principal },
        ]),
    ),
    C38: [
        webIdentity({
            StringLike: { "oidc:sub": "system:serviceaccount:*:*", "oidc:aud": "sts.amazonaws.com" },
        }),
        webIdentity({ StringEquals: { "oidc:aud": "sts.amazonaws.com" } }),
        webIdentity({ StringEquals: { "oidc:sub": "system:serviceaccount:kube-system:karpenter" } }),
        webIdentity({
            StringEquals: {
                "oidc:sub": "system:serviceaccount:kube-system:*",
                "oidc:aud": "sts.amazonaws.com",
            },
        }),
    ],
    C40: [
        setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Principal", {
            Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        }),
    ],
    C42: [
        set(TYPES.role, "managedPolicyArns", []),
        set(TYPES.role, "inlinePolicies", [{ name: "x", policy: "{}" }]),
    ],
    C43: [set(TYPES.key, "enableKeyRotation", false), set(TYPES.key, "enableKeyRotation", undefined)],
    C44: [
        set(TYPES.key, "deletionWindowInDays", 3),
        set(TYPES.key, "deletionWindowInDays", undefined),
        onlyIn("production", unprotected(TYPES.key)),
        onlyIn(
            "production",
            alter(TYPES.key, "not kept", ({ options: { retainOnDelete: _, ...options }, ...key }) => ({
                ...key,
                options,
            })),
        ),
    ],
    C65: [cut(TYPES.logGroup, TYPES.key)],
    C14: [
        ...["owner", "environment", "cost-centre", "managed-by"].map((key) =>
            setInText(TYPES.awsProvider, "defaultTags", `tags.${key}`, undefined),
        ),
        setInText(TYPES.awsProvider, "defaultTags", "tags.aws:team", "x"),
        set(TYPES.launchTemplate, "tagSpecifications.1", undefined),
        set(TYPES.launchTemplate, "tagSpecifications.0.tags.owner", undefined),
        set(TYPES.nodeClass, "spec.tags", undefined),
        set(TYPES.nodeClass, "spec.tags.cost-centre", "another"),
        setInText(TYPES.addon, "configurationValues", "controller.extraVolumeTags", undefined),
        alter(TYPES.cluster, "another provider", ({ provider: _, ...one }) => one),
    ],
};

/** Every IRSA role gets this condition; others keep theirs. */
function webIdentity(condition: Readonly<Record<string, Readonly<Record<string, string>>>>): Mutant {
    const mutant = setInText(TYPES.role, "assumeRolePolicy", "Statement.0.Condition", condition);
    return {
        change: mutant.change,
        mutate: (graph, level) => {
            const changed = mutant.mutate(graph, level).resources;
            const resources = graph.resources.map((one, index) =>
                textOf(input(one, "assumeRolePolicy")).includes("WebIdentity")
                    ? (changed[index] ?? one)
                    : one,
            );
            return { ...graph, resources };
        },
    };
}
