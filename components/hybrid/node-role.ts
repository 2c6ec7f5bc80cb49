/** The role of nodes outside AWS: who may assume it there, and what it may do. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { awsManagedPolicyArn } from "../shared/arns";
import { policyDocument, serviceTrust, type Statement } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { partitionOf } from "../shared/regions";
import type { HybridSpec } from "./hybrid-spec";

export interface HybridRole {
    readonly role: iam.Role;
    readonly grants: readonly pulumi.CustomResource[];
}

interface RoleArgs extends HybridSpec {
    readonly cluster: Pick<ClusterRef, "arn">;
}

/** With certificates the trust names their anchor, which must be there before. */
export function createHybridRole(
    parent: pulumi.Resource,
    name: string,
    args: RoleArgs,
    trustAnchorArn: pulumi.Output<string> | undefined,
): HybridRole {
    const role = new iam.Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy:
                trustAnchorArn === undefined ? ssmTrust(args) : trustAnchorArn.apply(certificateTrust),
            ...maxSession(args),
            tags: { Name: `${args.clusterName}-hybrid-nodes` },
        },
        { parent },
    );
    const policy = args.cluster.arn.apply((arn) => policyDocument(statementsFor(args, arn)));
    const own = new iam.RolePolicy(
        childNameOf("policy", name, "role"),
        { role: role.name, policy },
        { parent },
    );
    return { role, grants: [own, ...attachPolicies(parent, name, args, role)] };
}

/** IAM cuts sessions at one hour unless the role says otherwise. */
function maxSession({ credentials }: HybridSpec): { readonly maxSessionDuration?: number } {
    const seconds = credentials.kind === "ssm" ? undefined : credentials.sessionSeconds;
    return seconds === undefined || seconds <= 3600 ? {} : { maxSessionDuration: seconds };
}

function attachPolicies(
    parent: pulumi.Resource,
    name: string,
    { credentials, region }: HybridSpec,
    role: iam.Role,
): iam.RolePolicyAttachment[] {
    const policies = {
        registry: "AmazonEC2ContainerRegistryPullOnly",
        ...(credentials.kind === "ssm" ? { ssm: "AmazonSSMManagedInstanceCore" } : {}),
    };
    return Object.entries(policies).map(
        ([key, policy]) =>
            new iam.RolePolicyAttachment(
                childName(name, "role", key),
                { role: role.name, policyArn: awsManagedPolicyArn(partitionOf(region), policy) },
                { parent },
            ),
    );
}

/** Source: EKS User Guide, hybrid-nodes-creds, eks-hybrid-ssm-trust.json. */
function ssmTrust({ account, region }: HybridSpec): string {
    return serviceTrust("ssm.amazonaws.com", {
        condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnEquals: { "aws:SourceArn": `arn:${partitionOf(region)}:ssm:${region}:${account}:*` },
        },
    });
}

/** A node can be none but the one its certificate names. Source: the same page, eks-hybrid-iamra-trust.json. */
function certificateTrust(trustAnchorArn: string): string {
    const Principal = { Service: "rolesanywhere.amazonaws.com" };
    const ArnEquals = { "aws:SourceArn": trustAnchorArn };
    return policyDocument([
        {
            Sid: "TagSessions",
            Effect: "Allow",
            Action: ["sts:SetSourceIdentity", "sts:TagSession"],
            Principal,
            Condition: { ArnEquals },
        },
        {
            Sid: "AssumeAsTheCertificateSays",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal,
            Condition: {
                ArnEquals,
                StringEquals: { "sts:RoleSessionName": "${aws:PrincipalTag/x509Subject/CN}" },
            },
        },
    ]);
}

/** Source: the same page; eks-auth for the Pod Identity agent. */
function statementsFor({ account, credentials, region }: HybridSpec, clusterArn: string): Statement[] {
    const instances = `arn:${partitionOf(region)}:ssm:${region}:${account}:managed-instance/*`;
    return [
        {
            Sid: "ReadCluster",
            Effect: "Allow",
            Action: ["eks:DescribeCluster", "eks:ListAccessEntries"],
            Resource: clusterArn,
        },
        {
            Sid: "GetCredentialsOfPods",
            Effect: "Allow",
            Action: "eks-auth:AssumeRoleForPodIdentity",
            Resource: clusterArn,
        },
        ...(credentials.kind === "ssm"
            ? [
                  {
                      Sid: "FindItself",
                      Effect: "Allow" as const,
                      Action: "ssm:DescribeInstanceInformation",
                      Resource: "*",
                  },
                  {
                      Sid: "LeaveAgain",
                      Effect: "Allow" as const,
                      Action: "ssm:DeregisterManagedInstance",
                      Resource: instances,
                      Condition: { StringEquals: { "ssm:resourceTag/EKSClusterARN": clusterArn } },
                  },
              ]
            : []),
    ];
}
