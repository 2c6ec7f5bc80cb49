/** The IAM role of a control plane: what it may do in the account, and with the key of its Secrets. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { awsManagedPolicyArn } from "../shared/arns";
import { policyDocument, serviceTrust } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { partitionOf } from "../shared/regions";
import { AUTO_MODE_POLICIES, type AutoModeSpec, taggingPolicy } from "./auto-mode";

/** The role the control plane acts with, and what gives it its rights: the cluster waits for both. */
export interface ClusterRole {
    readonly arn: pulumi.Output<string>;
    readonly grants: readonly pulumi.Resource[];
}

interface ClusterRoleArgs {
    readonly clusterName: string;
    readonly region: string;
    /** Key of Kubernetes Secrets, unless AWS keeps it. */
    readonly secretsKeyArn?: pulumi.Input<string>;
    /** With it the role starts nodes, makes volumes and load balancers. @default off */
    readonly autoMode?: AutoModeSpec;
    /** With it the control plane gives addresses to pods of Windows. @default false */
    readonly windows?: boolean;
    /** With it the control plane makes branch interfaces for pods. @default false */
    readonly podSecurityGroups?: boolean;
}

/** Source: EKS User Guide, cluster-iam-role. `sts:TagSession` is for Auto Mode only. */
export function createClusterRole(parent: pulumi.Resource, name: string, args: ClusterRoleArgs): ClusterRole {
    const role = new iam.Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: serviceTrust(
                "eks.amazonaws.com",
                args.autoMode === undefined ? {} : { actions: ["sts:AssumeRole", "sts:TagSession"] },
            ),
            tags: { Name: `${args.clusterName}-control-plane` },
        },
        { parent },
    );
    const attach = (child: string, policy: string): iam.RolePolicyAttachment => {
        const policyArn = awsManagedPolicyArn(partitionOf(args.region), policy);
        return new iam.RolePolicyAttachment(
            childName(name, child),
            { role: role.name, policyArn },
            { parent },
        );
    };
    const auto: Readonly<Record<string, string>> = args.autoMode === undefined ? {} : AUTO_MODE_POLICIES;
    const attachments = [
        attach("role", "AmazonEKSClusterPolicy"),
        ...Object.entries(auto).map(([key, policy]) => attach(`role-${key}`, policy)),
        // Source: EKS User Guide, windows-support, "Enable Windows support"; security-groups-pods-deployment. One attachment for
        // both: a second one of another name would be the same, and go with it.
        ...(args.windows === true || args.podSecurityGroups === true
            ? [attach("role-windows", "AmazonEKSVPCResourceController")]
            : []),
    ];
    return { arn: role.arn, grants: [...attachments, ...writePolicies(parent, name, args, role)] };
}

/** What no managed policy grants. */
function writePolicies(
    parent: pulumi.Resource,
    name: string,
    { autoMode, region, secretsKeyArn }: ClusterRoleArgs,
    role: iam.Role,
): iam.RolePolicy[] {
    const write = (child: string, policy: pulumi.Input<string>) =>
        new iam.RolePolicy(childName(name, child), { role: role.name, policy }, { parent });
    return [
        ...(secretsKeyArn === undefined
            ? []
            : [write("secrets-key", pulumi.output(secretsKeyArn).apply(secretsKeyPolicy))]),
        ...(autoMode === undefined ? [] : [write("auto-tags", taggingPolicy(region))]),
    ];
}

/**
 * What the control plane does with the key of Kubernetes Secrets.
 * Source: terraform-aws-eks main.tf, cluster_encryption; EKS User Guide, enable-kms.
 */
function secretsKeyPolicy(keyArn: string): string {
    return policyDocument([
        {
            Sid: "UseKeyOfSecrets",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
            Resource: keyArn,
        },
    ]);
}
