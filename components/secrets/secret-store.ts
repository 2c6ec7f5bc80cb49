/** SecretStore: where External Secrets Operator reads from, with a role that may read that and nothing else. */
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { createWorkloadRole } from "../shared/workload-role";
import {
    checkSecretStore,
    decisionsOfSecretStore,
    keysStatements,
    objectOf,
    type SecretStoreSpec,
    serviceAccountOf,
    statementsOf,
} from "./secret-store-spec";

export interface SecretStoreArgs extends SecretStoreSpec {
    /** Cluster whose service account gets the role. Any object with its outputs will do. */
    readonly cluster: Pick<ClusterRef, "arn" | "oidcIssuer" | "oidcProviderArn">;
    /** ARNs of {@link SecretStoreSpec.keys}. @default none */
    readonly keyArns?: readonly pulumi.Input<string>[];
}

/**
 * A store, the service account it reads as, and the role of that. By IRSA on nodes as well: the operator asks for a token of
 * the account, and Pod Identity gives it none.
 * Source: external-secrets v2.9.0 docs/provider/aws-access.md, "EKS Pod Identity Setup", note.
 * @throws pulumi.ResourceError naming everything that would be refused.
 */
export class SecretStore extends pulumi.ComponentResource {
    public readonly roleArn: pulumi.Output<string>;
    /** Who reads from it waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: SecretStoreArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:secrets:SecretStore", name, decisionsOfSecretStore(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkSecretStore(args)]);

        const { account, cluster, clusterName, inCluster = true, keyArns = [], region, store } = args;
        const serviceAccount = serviceAccountOf(args);
        const role = createWorkloadRole(this, name, {
            ...{ account, region, cluster, kind: "irsa", serviceAccount },
            grants: { statements: () => statementsOf(args), keysStatements },
            keyArns,
            displayName: `${clusterName}-secret-store-${store}`,
        });
        this.roleArn = role.arn;
        this.ready = inCluster ? [createStore(this, name, args, role)] : role.grants;
        this.registerOutputs({ roleArn: this.roleArn });
    }
}

function createStore(
    parent: pulumi.Resource,
    name: string,
    args: SecretStoreArgs,
    {
        arn,
        grants,
    }: { readonly arn: pulumi.Output<string>; readonly grants: readonly pulumi.CustomResource[] },
): CustomResource {
    const account = new ServiceAccount(
        childName(name, "account"),
        { metadata: { ...serviceAccountOf(args), annotations: { "eks.amazonaws.com/role-arn": arn } } },
        { parent },
    );
    return new CustomResource(childName(name, "store"), objectOf(args), {
        parent,
        // The operator reads as soon as the store is there.
        dependsOn: [account, ...grants],
    });
}
