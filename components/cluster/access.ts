/** Access: which IAM principals may use the API server, one entry each. */
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    type AccessEntryPlan,
    type AccessSpec,
    checkAccess,
    decisionsOfAccess,
    planAccess,
} from "./access-spec";
import type { ClusterRef } from "./ref";

export interface AccessArgs extends AccessSpec {
    /** Cluster to let them into. Any object with its outputs will do. */
    readonly cluster: ClusterRef;
}

/**
 * Makes every listed principal an administrator of the whole cluster. Whoever runs the program is not among them
 * unless listed.
 * @throws pulumi.ResourceError naming every principal EKS would refuse.
 */
export class Access extends pulumi.ComponentResource {
    /** Who gets in, sorted. */
    public readonly principalArns: readonly string[];
    /** Leaf resources: what lives in the cluster waits for these, and goes before them. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:cluster:Access", name, decisionsOfAccess(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkAccess(args)]);

        const plan = planAccess(args);
        const admins = plan.entries.filter(({ isDeployRole }) => !isDeployRole);
        const deployer = plan.entries.filter(({ isDeployRole }) => isDeployRole);
        const make = (entry: AccessEntryPlan, after: readonly pulumi.Resource[]) =>
            createEntry(this, name, { cluster: args.cluster, policyArn: plan.policyArn }, entry, after);
        const adminsIn = admins.map((entry) => make(entry, []));
        // Last in, first out: a `pulumi destroy` of a protected environment meets this one, which is protected,
        // before it has removed a single admin, which are not.
        const deployerIn = deployer.map((entry) => make(entry, adminsIn));
        this.ready = [...adminsIn, ...deployerIn];
        this.principalArns = plan.entries.map(({ principalArn }) => principalArn);
        this.registerOutputs({ principalArns: this.principalArns });
    }
}

/** The entry and the association that gives it its rights; returns the latter. */
function createEntry(
    parent: pulumi.Resource,
    name: string,
    { cluster, policyArn }: { readonly cluster: ClusterRef; readonly policyArn: string },
    { isDeployRole, key, principalArn }: AccessEntryPlan,
    after: readonly pulumi.Resource[],
): eks.AccessPolicyAssociation {
    const opts: pulumi.CustomResourceOptions = {
        parent,
        // EKS keeps one entry a principal and one association a policy. Made first, the successor would be
        // refused as already in use, or removed again together with its predecessor.
        deleteBeforeReplace: true,
        // One admin more or less must not take two updates; the deploy role's own entry keeps its protection.
        ...(isDeployRole ? {} : { protect: false }),
    };
    const entry = new eks.AccessEntry(
        childName(name, key),
        {
            clusterName: cluster.name,
            principalArn,
            type: "STANDARD",
            // A role's name may hold a comma, a tag's value not.
            tags: { Name: pulumi.interpolate`${cluster.name}-${key.replaceAll(",", "-")}` },
        },
        { ...opts, dependsOn: [...after] },
    );
    return new eks.AccessPolicyAssociation(
        childName(name, key),
        {
            accessScope: { type: "cluster" },
            clusterName: cluster.name,
            policyArn,
            // The entry's output, not our own value: the association comes after the entry and goes before it.
            principalArn: entry.principalArn,
        },
        opts,
    );
}
