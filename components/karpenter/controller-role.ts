/** The role of Karpenter's controller: its permissions, and how its pods come by them. */
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Policy, type PolicyArgs } from "@pulumi/aws/iam/policy";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { policyDocument } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { workloadTrust } from "../shared/workload-identity";
import { controllerPolicies, type NamedResource, type PolicyRow } from "./controller-policies";
import type { ControllerScope } from "./controller-statements";
import { CONTROLLER_ACCOUNT, identityOfController, type KarpenterHost } from "./karpenter-spec";

export interface ControllerRole {
    readonly arn: pulumi.Output<string>;
    /** Without one of these the controller cannot remove what it launched. */
    readonly ready: readonly pulumi.CustomResource[];
}

interface ControllerRoleArgs extends ControllerScope {
    readonly cluster: ClusterRef;
    readonly host: KarpenterHost;
    /** Version of the chart. */
    readonly version: string;
    readonly nodeRoleArn: pulumi.Output<string>;
    readonly queueArn: pulumi.Output<string>;
}

/** The role, one managed policy for each row of the table and, on nodes, the association with the service account. */
export function createControllerRole(
    parent: pulumi.Resource,
    name: string,
    args: ControllerRoleArgs,
): ControllerRole {
    const { cluster, clusterName, host } = args;
    const identity = identityOfController(host);
    const role = new Role(
        childNameOf("role", name, "controller"),
        {
            assumeRolePolicy: workloadTrust(identity, cluster, CONTROLLER_ACCOUNT),
            tags: { Name: `${clusterName}-karpenter-controller` },
        },
        { parent },
    );
    const table = Object.entries(controllerPolicies(args.version) ?? {});
    const grants = table.map(([key, row]) =>
        createGrant(parent, name, key, role, policyArgs(key, row, args)),
    );
    if (identity === "irsa") return { arn: role.arn, ready: grants };
    const association = new PodIdentityAssociation(
        childName(name, "controller"),
        {
            clusterName: cluster.name,
            namespace: CONTROLLER_ACCOUNT.namespace,
            serviceAccount: CONTROLLER_ACCOUNT.name,
            roleArn: role.arn,
            tags: { Name: `${clusterName}-karpenter-controller` },
        },
        // One association a service account: made first, the successor would be refused.
        { parent, deleteBeforeReplace: true },
    );
    return { arn: role.arn, ready: [...grants, association] };
}

/** A managed policy and its attachment; returns the latter. */
function createGrant(
    parent: pulumi.Resource,
    name: string,
    key: string,
    role: Role,
    args: PolicyArgs,
): RolePolicyAttachment {
    const policy = new Policy(childNameOf("policy", name, "controller", key), args, { parent });
    return new RolePolicyAttachment(
        childName(name, "controller", key),
        { role: role.name, policyArn: policy.arn },
        { parent },
    );
}

function policyArgs(key: string, row: PolicyRow, args: ControllerRoleArgs): PolicyArgs {
    return { policy: documentOf(row, args), tags: { Name: `${args.clusterName}-karpenter-${key}` } };
}

/** A document waits for the one resource it names; the others a first preview already shows whole. */
function documentOf(row: PolicyRow, args: ControllerRoleArgs): pulumi.Input<string> {
    if (row.names === "nothing") return policyDocument(row.statements(args));
    const arns: { readonly [resource in NamedResource]: pulumi.Output<string> } = {
        cluster: args.cluster.arn,
        "node-role": args.nodeRoleArn,
        queue: args.queueArn,
    };
    return arns[row.names].apply((arn) => policyDocument(row.statements(args, arn)));
}
