/** A cluster somebody else made, as an environment uses it: nothing of it is the kit's but the way to its API server. */
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    checkExistingCluster,
    decisionsOfExistingCluster,
    type ExistingClusterSpec,
    factsOf,
    reachOf,
} from "./existing-cluster-spec";
import { kubeconfigFor, kubernetesProviderFor } from "./kubernetes-provider";
import { type ClusterRef, existingCluster } from "./ref";

/**
 * Describes a cluster by its facts to whatever runs in it. It makes the Kubernetes provider and nothing in AWS.
 * @throws pulumi.ResourceError naming every rule the arguments break.
 */
export class ExistingCluster extends pulumi.ComponentResource implements ClusterRef {
    public readonly name: pulumi.Output<string>;
    public readonly arn: pulumi.Output<string>;
    public readonly endpoint: pulumi.Output<string>;
    public readonly certificateAuthorityData: pulumi.Output<string>;
    public readonly securityGroupId: pulumi.Output<string>;
    public readonly oidcProviderArn: pulumi.Output<string>;
    public readonly oidcIssuer: pulumi.Output<string>;
    /** For kubectl and for the provider below. Secret, although it holds no token. */
    public readonly kubeconfig: pulumi.Output<string>;
    public readonly kubernetesProvider: KubernetesProvider;
    /** Leaf resources: none, for all of it is there. */
    public readonly ready: readonly pulumi.CustomResource[] = [];

    public constructor(name: string, args: ExistingClusterSpec, opts?: pulumi.ComponentResourceOptions) {
        super("platform:cluster:ExistingCluster", name, decisionsOfExistingCluster(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkExistingCluster(args)]);
        const facts = existingCluster(factsOf(args));
        const reach = reachOf(args);
        this.name = facts.name;
        this.arn = facts.arn;
        this.endpoint = facts.endpoint;
        this.certificateAuthorityData = facts.certificateAuthorityData;
        this.securityGroupId = facts.securityGroupId;
        this.oidcProviderArn = facts.oidcProviderArn;
        this.oidcIssuer = facts.oidcIssuer;
        this.kubeconfig = kubeconfigFor(facts, reach);
        const provider = childName(name, "kubernetes");
        this.kubernetesProvider = kubernetesProviderFor(provider, facts, reach, { parent: this });
        const { arn, certificateAuthorityData, endpoint, oidcIssuer, oidcProviderArn, securityGroupId } =
            facts;
        this.registerOutputs({
            ...{ arn, certificateAuthorityData, endpoint, name: facts.name },
            ...{ kubeconfig: this.kubeconfig, oidcIssuer, oidcProviderArn, securityGroupId },
        });
    }
}
