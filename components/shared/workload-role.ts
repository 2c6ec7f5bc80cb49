/** The role of a workload in the cluster: who may assume it, and what it may do. The one place that makes such a role. */
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import * as pulumi from "@pulumi/pulumi";

import { awsManagedPolicyArn } from "./arns";
import { policyDocument, type Statement } from "./iam";
import { childName, childNameOf } from "./names";
import type { WorkloadIdentityKind } from "./pods";
import { policyNameOf } from "./policy-arns";
import { partitionOf } from "./regions";
import { type IdentityProvider, type ServiceAccount, workloadTrust } from "./workload-identity";

/** What a workload may do in the account. */
export interface WorkloadGrants {
    /** Policies that AWS keeps, by name. */
    readonly awsManaged?: string | readonly string[];
    /** Policies that exist already, by ARN. */
    readonly policyArns?: readonly string[];
    /** Statements of its own. */
    readonly statements?: (place: {
        readonly account: string;
        readonly region: string;
    }) => readonly Statement[];
    /** What it takes besides when volumes have a key of their own. */
    readonly volumesKeyStatements?: (keyArn: string) => readonly Statement[];
    /** What it takes besides for {@link WorkloadRoleArgs.keyArns}. */
    readonly keysStatements?: (keyArns: readonly string[]) => readonly Statement[];
}

export interface WorkloadRoleArgs {
    readonly account: string;
    readonly region: string;
    readonly cluster: IdentityProvider;
    readonly kind: WorkloadIdentityKind;
    readonly serviceAccount: ServiceAccount;
    readonly grants: WorkloadGrants;
    /** What the console shows: `<cluster>-<workload>`. */
    readonly displayName: string;
    /** Key of the volumes, for {@link WorkloadGrants.volumesKeyStatements}. */
    readonly volumesKeyArn?: pulumi.Input<string>;
    /** Keys that may be made in the same update, for {@link WorkloadGrants.keysStatements}. @default none */
    readonly keyArns?: readonly pulumi.Input<string>[];
}

export interface WorkloadRole {
    readonly arn: pulumi.Output<string>;
    /** What gives it its rights: whoever uses the role waits for these. */
    readonly grants: readonly pulumi.CustomResource[];
}

/** Makes the role of one service account, `<name>-role`, and what grants it its rights. */
export function createWorkloadRole(
    parent: pulumi.Resource,
    name: string,
    args: WorkloadRoleArgs,
): WorkloadRole {
    const role = new Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: workloadTrust(args.kind, args.cluster, args.serviceAccount),
            tags: { Name: args.displayName },
        },
        { parent },
    );
    return {
        arn: role.arn,
        grants: [...attachPolicies(parent, name, args, role), ...writePolicy(parent, name, args, role)],
    };
}

function attachPolicies(
    parent: pulumi.Resource,
    name: string,
    { grants: { awsManaged, policyArns = [] }, region }: WorkloadRoleArgs,
    role: Role,
): RolePolicyAttachment[] {
    const attach = (attachment: string, policyArn: string) =>
        new RolePolicyAttachment(attachment, { role: role.name, policyArn }, { parent });
    const [first, ...further] = [awsManaged ?? []].flat();
    const managed = (policy: string) => awsManagedPolicyArn(partitionOf(region), policy);
    return [
        ...(first === undefined ? [] : [attach(childName(name, "role"), managed(first))]),
        ...further.map((policy) => attach(childName(name, "role", policy), managed(policy))),
        ...policyArns.map((arn) => attach(childName(name, "role", policyNameOf(arn)), arn)),
    ];
}

function writePolicy(
    parent: pulumi.Resource,
    name: string,
    { account, grants, keyArns = [], region, volumesKeyArn }: WorkloadRoleArgs,
    role: Role,
): RolePolicy[] {
    const { keysStatements, volumesKeyStatements } = grants;
    const statements = grants.statements?.({ account, region }) ?? [];
    const volumes = volumesKeyArn === undefined ? undefined : volumesKeyStatements;
    const keys = keyArns.length === 0 ? undefined : keysStatements;
    if (statements.length === 0 && volumes === undefined && keys === undefined) return [];
    const policy =
        volumes === undefined && keys === undefined
            ? policyDocument(statements)
            : pulumi
                  .all([volumesKeyArn ?? "", pulumi.all([...keyArns])])
                  .apply(([volumesKey, arns]) =>
                      policyDocument([
                          ...statements,
                          ...(volumes?.(volumesKey) ?? []),
                          ...(keys?.(arns) ?? []),
                      ]),
                  );
    return [new RolePolicy(childNameOf("policy", name, "role"), { role: role.name, policy }, { parent })];
}
