/** PeopleRole: a role that people of a team assume, or its pipeline, and its way into the cluster. */
import { AccessEntry } from "@pulumi/aws/eks/accessEntry";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { TEAM } from "./isolation";
import {
    associationsOf,
    checkWho,
    decisionsOfPeople,
    groupsOfPeople,
    type PeopleSpec,
    rightsInAws,
    trustOf,
} from "./people-spec";

export interface PeopleRoleArgs extends PeopleSpec {
    /** Cluster they work in. Any object with its name and ARN will do. */
    readonly cluster: Pick<ClusterRef, "arn" | "name">;
}

/**
 * A role, its entry, and an association for each policy of EKS.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class PeopleRole extends pulumi.ComponentResource {
    public readonly roleArn: pulumi.Output<string>;
    /** Leaf resources: once these are there whoever assumes the role is let in. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: PeopleRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:teams:PeopleRole", name, decisionsOfPeople(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkWho("who", args.who)]);

        const role = createRole(this, name, args);
        this.roleArn = role.arn;
        this.ready = letIn(this, name, args, role.arn);
        this.registerOutputs({ roleArn: this.roleArn });
    }
}

function createRole(parent: pulumi.Resource, name: string, args: PeopleRoleArgs): Role {
    const { cluster, clusterName, people, team } = args;
    const role = new Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: trustOf(args),
            tags: { Name: `${clusterName}-${team}-${people}`, [TEAM]: team },
        },
        { parent },
    );
    new RolePolicy(
        childNameOf("policy", name, "role"),
        { role: role.name, policy: pulumi.output(cluster.arn).apply((arn) => rightsInAws(args, arn)) },
        { parent },
    );
    return role;
}

function letIn(
    parent: pulumi.Resource,
    name: string,
    args: PeopleRoleArgs,
    principalArn: pulumi.Output<string>,
): pulumi.CustomResource[] {
    const { cluster, clusterName, people, team } = args;
    // EKS keeps one entry a principal and one association a policy; a team less must not take two updates.
    const options: pulumi.CustomResourceOptions = { parent, deleteBeforeReplace: true, protect: false };
    const entry = new AccessEntry(
        childName(name, "entry"),
        {
            clusterName: cluster.name,
            principalArn,
            type: "STANDARD",
            kubernetesGroups: [...groupsOfPeople(args)],
            tags: { Name: `${clusterName}-${team}-${people}` },
        },
        options,
    );
    const granted = associationsOf(args).map(
        ({ accessScope, key, policyArn }) =>
            new AccessPolicyAssociation(
                childName(name, key),
                { accessScope, clusterName: cluster.name, policyArn, principalArn },
                { ...options, dependsOn: [entry] },
            ),
    );
    return [entry, ...granted];
}
