/** Workload: the role of a team's pods, which may do what is granted and nothing else. */
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createWorkloadRole, type WorkloadRole } from "../shared/workload-role";
import { statementsOfGrants } from "../shared/grants";
import { checkWorkload, decisionsOfWorkload, type WorkloadSpec } from "./workload-spec";

export interface WorkloadArgs extends WorkloadSpec {
    /** Cluster whose pods get the role. Any object with its outputs will do. */
    readonly cluster: Pick<ClusterRef, "arn" | "name" | "oidcIssuer" | "oidcProviderArn">;
}

/**
 * A role, its rights, and what hands it to the pods of one service account: an association of Pod Identity, or the account
 * itself with the role's ARN.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class Workload extends pulumi.ComponentResource {
    public readonly roleArn: pulumi.Output<string>;
    /** Leaf resources: a pod that starts before these has no credentials. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:teams:Workload", name, decisionsOfWorkload(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkWorkload(args)]);

        const { account, cluster, grants, identity, namespace, region, serviceAccount } = args;
        const role = createWorkloadRole(this, name, {
            ...{ account, region, cluster, kind: identity },
            serviceAccount: { namespace, name: serviceAccount },
            grants: { statements: (place) => statementsOfGrants(grants, place) },
            displayName: displayNameOf(args),
        });
        this.roleArn = role.arn;
        this.ready =
            identity === "irsa" ? annotate(this, name, args, role) : [associate(this, name, args, role)];
        this.registerOutputs({ roleArn: this.roleArn });
    }
}

function displayNameOf({ clusterName, team, workload }: WorkloadArgs): string {
    return `${clusterName}-${team}-${workload}`;
}

function associate(
    parent: pulumi.Resource,
    name: string,
    args: WorkloadArgs,
    { arn, grants }: WorkloadRole,
): PodIdentityAssociation {
    return new PodIdentityAssociation(
        childName(name, "identity"),
        {
            clusterName: args.cluster.name,
            namespace: args.namespace,
            serviceAccount: args.serviceAccount,
            roleArn: arn,
            tags: { Name: displayNameOf(args) },
        },
        // One association a service account: made first, the successor would be refused.
        { parent, deleteBeforeReplace: true, dependsOn: [...grants] },
    );
}

function annotate(
    parent: pulumi.Resource,
    name: string,
    { inCluster = true, namespace, serviceAccount }: WorkloadArgs,
    { arn, grants }: WorkloadRole,
): readonly pulumi.CustomResource[] {
    if (!inCluster) return grants;
    return [
        new ServiceAccount(
            childName(name, "account"),
            {
                metadata: {
                    name: serviceAccount,
                    namespace,
                    annotations: { "eks.amazonaws.com/role-arn": arn },
                },
            },
            { parent, dependsOn: [...grants] },
        ),
    ];
}
