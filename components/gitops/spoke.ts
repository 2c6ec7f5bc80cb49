/** GitopsSpoke: the Argo CD of another environment is let in. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkSpoke, decisionsOfSpoke, planSpoke, type SpokeSpec, spokeTrust } from "./spoke-spec";

export interface GitopsSpokeArgs extends SpokeSpec {
    /** Cluster the hub is let into. Any object with its name will do. */
    readonly cluster: Pick<ClusterRef, "name">;
}

/**
 * An access entry for the hub's role, or for one of this account that only the hub assumes.
 * @throws pulumi.ResourceError naming everything EKS or IAM would refuse.
 */
export class GitopsSpoke extends pulumi.ComponentResource {
    /** Whoever is let in. */
    public readonly principalArn: pulumi.Output<string>;
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: GitopsSpokeArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:gitops:GitopsSpoke", name, decisionsOfSpoke(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkSpoke(args)]);

        this.principalArn =
            args.letsIn === "role" ? createRole(this, name, args).arn : pulumi.output(args.roleArn);
        this.ready = letIn(this, name, args, this.principalArn);
        this.registerOutputs({ principalArn: this.principalArn });
    }
}

function createRole(parent: pulumi.Resource, name: string, args: GitopsSpokeArgs): iam.Role {
    return new iam.Role(
        childNameOf("role", name, "role"),
        { assumeRolePolicy: spokeTrust(args), tags: { Name: `${args.clusterName}-gitops-spoke` } },
        { parent },
    );
}

function letIn(
    parent: pulumi.Resource,
    name: string,
    args: GitopsSpokeArgs,
    principalArn: pulumi.Output<string>,
): readonly pulumi.CustomResource[] {
    const options = { parent, deleteBeforeReplace: true };
    const clusterName = args.cluster.name;
    const entry = new eks.AccessEntry(
        childName(name, "entry"),
        { clusterName, principalArn, type: "STANDARD", tags: { Name: `${args.clusterName}-gitops` } },
        options,
    );
    const associations = planSpoke(args).map(
        ({ accessScope, key, policyArn }) =>
            new eks.AccessPolicyAssociation(
                childName(name, key),
                { accessScope, clusterName, policyArn, principalArn },
                { ...options, dependsOn: [entry] },
            ),
    );
    return [entry, ...associations];
}
