/** Capability: Argo CD, ACK or kro, run by EKS outside the cluster, with the role it acts with. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { AssociationPlan } from "../shared/access-policies";
import type { ClusterRef } from "../cluster/ref";
import { policyDocument, serviceTrust } from "../shared/iam";
import { childName, childNameOf, shortHash } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { policyNameOf } from "../shared/policy-arns";
import { refuse } from "../shared/problems";
import {
    type CapabilitySpec,
    checkCapability,
    decisionsOfCapability,
    planCapability,
} from "./capability-spec";

export interface CapabilityArgs extends CapabilitySpec {
    /** Cluster it looks after. Any object with its name will do. */
    readonly cluster: Pick<ClusterRef, "name">;
}

/**
 * A capability of EKS. EKS makes the access entry of its role; policies beside EKS's own are associated once it is there.
 * Its deletion leaves everything that was made through it: objects of its kinds go first.
 * @throws pulumi.ResourceError naming everything EKS or IAM would refuse.
 */
export class Capability extends pulumi.ComponentResource {
    public readonly arn: pulumi.Output<string>;
    /** For trust policies of roles that it assumes, and for entries of other clusters. */
    public readonly roleArn: pulumi.Output<string>;
    /** Leaf resources: objects of its kinds wait for these, and go before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: CapabilityArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:capabilities:Capability", name, decisionsOfCapability(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCapability(args)]);

        const { access } = planCapability(args);
        const role = createRole(this, name, args);
        const grants = grantRole(this, name, args, role);
        const capability = createCapability(this, name, args, { role, grants });
        const associations = access.map((one) => associate(this, name, args, { ...one, capability, role }));
        this.arn = capability.arn;
        this.roleArn = role.arn;
        this.ready = [capability, ...associations];
        this.registerOutputs({ arn: this.arn, roleArn: this.roleArn });
    }
}

/** Source: EKS User Guide, capability-role. */
function createRole(
    parent: pulumi.Resource,
    name: string,
    { capability, clusterName }: CapabilityArgs,
): iam.Role {
    const assumeRolePolicy = serviceTrust("capabilities.eks.amazonaws.com", {
        actions: ["sts:AssumeRole", "sts:TagSession"],
    });
    return new iam.Role(
        childNameOf("role", name, "role"),
        { assumeRolePolicy, tags: { Name: `${clusterName}-${capability}` } },
        { parent },
    );
}

function grantRole(
    parent: pulumi.Resource,
    name: string,
    { policyArns = [], statements = [] }: CapabilityArgs,
    role: iam.Role,
): readonly pulumi.Resource[] {
    const attachments = policyArns.map((policyArn) => {
        const key = `${policyNameOf(policyArn)}-${shortHash(policyArn)}`;
        return new iam.RolePolicyAttachment(
            childName(name, "role", key),
            { role: role.name, policyArn },
            { parent },
        );
    });
    if (statements.length === 0) return attachments;
    const policy = policyDocument(statements);
    return [
        ...attachments,
        new iam.RolePolicy(childNameOf("policy", name, "role"), { role: role.name, policy }, { parent }),
    ];
}

function createCapability(
    parent: pulumi.Resource,
    name: string,
    args: CapabilityArgs,
    { grants, role }: { readonly grants: readonly pulumi.Resource[]; readonly role: iam.Role },
): eks.Capability {
    const { capabilityName, configuration, type } = planCapability(args);
    return new eks.Capability(
        childName(name, "capability"),
        {
            capabilityName,
            clusterName: args.cluster.name,
            type,
            roleArn: role.arn,
            // The only policy EKS has: what was made through it stays.
            deletePropagationPolicy: "RETAIN",
            ...(configuration === undefined ? {} : { configuration }),
            tags: { Name: `${args.clusterName}-${args.capability}` },
        },
        {
            parent,
            dependsOn: [...grants],
            // A cluster has each type once, and its name as well.
            deleteBeforeReplace: true,
        },
    );
}

/** EKS refuses an entry of ours: it makes one with the capability, and policies are added to that. */
function associate(
    parent: pulumi.Resource,
    name: string,
    { cluster }: CapabilityArgs,
    {
        accessScope,
        capability,
        key,
        policyArn,
        role,
    }: AssociationPlan & {
        readonly capability: eks.Capability;
        readonly role: iam.Role;
    },
): eks.AccessPolicyAssociation {
    return new eks.AccessPolicyAssociation(
        childName(name, key),
        { accessScope, clusterName: cluster.name, policyArn, principalArn: role.arn },
        // A changed scope is the same association: made first, it would be removed with the old one.
        { parent, dependsOn: [capability], deleteBeforeReplace: true },
    );
}
