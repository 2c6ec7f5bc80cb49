/** Principal: one IAM role or user that is let into the cluster, and what it may do there. */
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { defined } from "../shared/defined";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { checkEntry, decisionsOfPrincipal, planPrincipal, type PrincipalSpec } from "./principal-spec";

export interface PrincipalArgs extends PrincipalSpec {
    /** Cluster to let it into. Any object with its name will do. */
    readonly cluster: Pick<ClusterRef, "name">;
}

/**
 * An access entry, and an association for each of its policies.
 * @throws pulumi.ResourceError naming everything EKS would refuse.
 */
export class Principal extends pulumi.ComponentResource {
    /** Whole ARN of whoever is let in. */
    public readonly principalArn: string;
    /** Leaf resources: who waits for these finds the principal let in. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: PrincipalArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:access:Principal", name, decisionsOfPrincipal(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkEntry(args)]);

        const { associations, kubernetesGroups, principalArn, type, userName } = planPrincipal(args);
        const options: pulumi.CustomResourceOptions = {
            parent: this,
            // EKS keeps one entry a principal and one association a policy: made first, the successor would be refused,
            // or removed again together with its predecessor.
            deleteBeforeReplace: true,
            // A team less must not take two updates.
            protect: false,
        };
        const entry = new eks.AccessEntry(
            childName(name, "entry"),
            {
                clusterName: args.cluster.name,
                principalArn,
                type,
                ...defined({ kubernetesGroups: kubernetesGroups && [...kubernetesGroups], userName }),
                tags: { Name: pulumi.interpolate`${args.cluster.name}-${args.entry}` },
            },
            options,
        );
        const granted = associations.map(
            ({ accessScope, key, policyArn }) =>
                new eks.AccessPolicyAssociation(
                    childName(name, key),
                    {
                        accessScope,
                        clusterName: args.cluster.name,
                        policyArn,
                        // The entry's output: the association comes after the entry and goes before it.
                        principalArn: entry.principalArn,
                    },
                    options,
                ),
        );
        this.principalArn = principalArn;
        this.ready = [entry, ...granted];
        this.registerOutputs({ principalArn });
    }
}
