/** IdentityProvider: people sign in to the cluster with an OIDC provider, and its groups get rights. */
import * as eks from "@pulumi/aws/eks";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkIdentityProvider,
    decisionsOfIdentityProvider,
    type GroupBinding,
    type IdentityProviderSpec,
    planIdentityProvider,
} from "./identity-provider-spec";

export interface IdentityProviderArgs extends IdentityProviderSpec {
    /** Cluster to sign in to. Any object with its name will do. */
    readonly cluster: Pick<ClusterRef, "name">;
    /** Of the environment, for the tag `Name`. */
    readonly clusterName: string;
}

/**
 * An OIDC identity provider of a cluster and a ClusterRoleBinding for each group. IAM goes on beside it: nodes and the
 * deployment need it. The Kubernetes provider comes from the options.
 *
 * Each association is an update of the cluster, which EKS takes one at a time: chain several, and make them when
 * nothing else changes the control plane. It takes 15 to 40 minutes, as long as the provider of Pulumi waits.
 * Source: aws/containers-roadmap#1438; hashicorp/terraform-provider-aws#20155, #44554: no retry.
 * @throws pulumi.ResourceError naming everything EKS or Kubernetes would refuse.
 */
export class IdentityProvider extends pulumi.ComponentResource {
    /** Leaf resources: the next provider waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: IdentityProviderArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:sign-in:IdentityProvider", name, decisionsOfIdentityProvider(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkIdentityProvider(args)]);

        const { bindings } = planIdentityProvider(args);
        const config = createConfig(this, name, args);
        this.ready = [config, ...bindings.map((binding) => createBinding(this, name, binding))];
        this.registerOutputs({});
    }
}

function createConfig(
    parent: pulumi.Resource,
    name: string,
    args: IdentityProviderArgs,
): eks.IdentityProviderConfig {
    const { oidc } = planIdentityProvider(args);
    return new eks.IdentityProviderConfig(
        childName(name, "oidc"),
        {
            clusterName: args.cluster.name,
            oidc: { ...oidc },
            tags: { Name: `${args.clusterName}-${args.provider}` },
        },
        {
            parent,
            // Name and issuer are taken as long as the one before is there.
            deleteBeforeReplace: true,
        },
    );
}

function createBinding(
    parent: pulumi.Resource,
    name: string,
    { clusterRole, group, key }: GroupBinding,
): rbac.ClusterRoleBinding {
    return new rbac.ClusterRoleBinding(
        childName(name, key),
        {
            metadata: { name: key },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: clusterRole },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group }],
        },
        // Its name is fixed and its role cannot change: the successor takes its place.
        { parent, deleteBeforeReplace: true },
    );
}
