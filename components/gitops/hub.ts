/** GitopsHub: as whom an Argo CD of a chart reaches clusters of other environments. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { policyDocument } from "../shared/iam";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { podIdentityTrust } from "../shared/workload-identity";
import { hubRoleName } from "./spoke-spec";

/** Those of its pods that talk to clusters. Source: Argo CD documentation, operator-manual/declarative-setup, "EKS". */
const SERVICE_ACCOUNTS = [
    "argocd-application-controller",
    "argocd-applicationset-controller",
    "argocd-server",
] as const;

export interface GitopsHubArgs {
    readonly clusterName: string;
    /** What names of the organisation begin with. @default nothing */
    readonly namePrefix?: string;
    readonly namespace: string;
    /** Roles of spokes that it assumes. */
    readonly roleArns: readonly string[];
    readonly cluster: Pick<ClusterRef, "arn" | "name">;
}

/** A role that may assume those of spokes and nothing else, by Pod Identity: associated before Argo CD's pods start. */
export class GitopsHub extends pulumi.ComponentResource {
    public readonly roleArn: pulumi.Output<string>;
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: GitopsHubArgs, opts?: pulumi.ComponentResourceOptions) {
        const { namespace, roleArns } = args;
        super("platform:gitops:GitopsHub", name, { assumes: roleArns, namespace }, opts);
        refuse(this, checkComponentOptions(opts));

        const role = createRole(this, name, args);
        const rights = grant(this, name, roleArns, role);
        this.roleArn = role.arn;
        this.ready = SERVICE_ACCOUNTS.map(
            (serviceAccount) =>
                new eks.PodIdentityAssociation(
                    childName(name, serviceAccount),
                    { clusterName: args.cluster.name, namespace, roleArn: role.arn, serviceAccount },
                    { parent: this, dependsOn: [rights] },
                ),
        );
        this.registerOutputs({ roleArn: this.roleArn });
    }
}

function createRole(
    parent: pulumi.Resource,
    name: string,
    { cluster, clusterName, namePrefix, namespace }: GitopsHubArgs,
): iam.Role {
    const assumeRolePolicy = cluster.arn.apply((clusterArn) =>
        podIdentityTrust(clusterArn, { namespace, name: SERVICE_ACCOUNTS }),
    );
    const role = hubRoleName(clusterName, namePrefix);
    return new iam.Role(
        childName(name, "role"),
        { name: role, assumeRolePolicy, tags: { Name: role } },
        { parent, deleteBeforeReplace: true },
    );
}

function grant(
    parent: pulumi.Resource,
    name: string,
    roleArns: readonly string[],
    role: iam.Role,
): iam.RolePolicy {
    const policy = policyDocument([
        {
            Sid: "AssumeRolesOfSpokes",
            Effect: "Allow",
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Resource: [...roleArns],
        },
    ]);
    return new iam.RolePolicy(childName(name, "role"), { role: role.name, policy }, { parent });
}
