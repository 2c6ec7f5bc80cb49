/** The role of the instances Karpenter launches, and what lets them join the cluster. */
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName, childNameOf } from "../shared/names";
import { nodeTrust } from "../shared/node-identity";
import { planNodePolicies } from "../shared/node-policies";
import type { KarpenterSpec } from "./karpenter-spec";

export interface NodeRole {
    readonly name: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Only in an isolated VPC: elsewhere Karpenter makes its own. */
    readonly instanceProfileName: pulumi.Output<string> | undefined;
    /** Without one of these an instance does not join. */
    readonly ready: readonly pulumi.CustomResource[];
}

interface NodeRoleArgs {
    readonly cluster: ClusterRef;
    readonly clusterName: string;
    readonly account: string;
    readonly region: string;
    readonly isolatedVpc: boolean;
    readonly nodeRole?: KarpenterSpec["nodeRole"];
    readonly pullPolicyArn?: pulumi.Input<string>;
}

/** The role, its policies, its access entry and, where IAM cannot be reached, its instance profile. */
export function createNodeRole(parent: pulumi.Resource, name: string, args: NodeRoleArgs): NodeRole {
    const { clusterName, isolatedVpc, region } = args;
    const tags = { Name: `${clusterName}-karpenter-node` };
    const role = new Role(
        childNameOf("role", name, "node"),
        { assumeRolePolicy: nodeTrust(region), tags },
        { parent },
    );
    const { access, extraPolicyArns = [] } = args.nodeRole ?? {};
    const { pullPolicyArn } = args;
    const pull = pullPolicyArn === undefined ? [] : [{ key: "pull-through", policyArn: pullPolicyArn }];
    const attachments = [...planNodePolicies(extraPolicyArns, args, access), ...pull].map(
        ({ key, policyArn }) =>
            new RolePolicyAttachment(
                childName(name, "node", key),
                { role: role.name, policyArn },
                { parent },
            ),
    );
    const entry = createAccessEntry(parent, name, args, role);
    // No endpoint exists for IAM, so from an isolated VPC the controller could not make a profile for the role.
    // Source: aws/karpenter-provider-aws, website/content/en/v1.14/getting-started/…/_index.md, "Private Clusters".
    const profile = isolatedVpc
        ? new InstanceProfile(
              childNameOf("instanceProfile", name, "node"),
              { role: role.name, tags },
              { parent },
          )
        : undefined;
    return {
        name: role.name,
        arn: role.arn,
        instanceProfileName: profile?.name,
        ready: [...attachments, entry, ...(profile === undefined ? [] : [profile])],
    };
}

/** EKS makes such an entry for roles of managed node groups and Fargate profiles, and for no other. */
function createAccessEntry(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName }: NodeRoleArgs,
    role: Role,
): AccessEntry {
    return new AccessEntry(
        childName(name, "node"),
        {
            clusterName: cluster.name,
            principalArn: role.arn,
            type: "EC2_LINUX",
            tags: { Name: `${clusterName}-karpenter-node` },
        },
        // One entry a principal: made first, the successor would be refused as already in use.
        { parent, deleteBeforeReplace: true },
    );
}
