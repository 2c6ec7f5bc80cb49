/** GitopsCluster: a spoke as the hub's Argo CD knows clusters. */
import * as pulumi from "@pulumi/pulumi";

import { KubernetesObject } from "../shared/kubernetes-object";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import type { ArgoCdReader } from "./bridge-spec";
import type { Spoke } from "./spoke-schema";

export interface GitopsClusterArgs {
    readonly argoCd: ArgoCdReader;
    readonly spoke: Spoke;
}

/** No credentials: Argo CD assumes the spoke's role, or EKS lets its own in. */
export class GitopsCluster extends pulumi.ComponentResource {
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: GitopsClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        const { argoCd, spoke } = args;
        super(
            "platform:gitops:GitopsCluster",
            name,
            {
                cluster: spoke.clusterArn,
                namespace: argoCd.namespace,
                role: spoke.roleArn ?? "the hub's own",
            },
            opts,
        );
        refuse(this, checkComponentOptions(opts));

        const kind = { apiVersion: "v1", kind: "Secret" };
        this.ready = [
            new KubernetesObject(childName(name, "secret"), kind, manifestOf(args), { parent: this }),
        ];
        this.registerOutputs({});
    }
}

/** Sources: Argo CD documentation, operator-manual/declarative-setup, "EKS"; EKS User Guide, argocd-register-clusters. */
export function manifestOf({ argoCd, spoke }: GitopsClusterArgs) {
    const { bridge, certificateAuthorityData, clusterArn, clusterName, labels, name, roleArn, server } =
        spoke;
    const config = {
        awsAuthConfig: { clusterName, ...(roleArn === undefined ? {} : { roleARN: roleArn }) },
        tlsClientConfig: { insecure: false, caData: certificateAuthorityData },
    };
    return {
        apiVersion: "v1",
        kind: "Secret",
        metadata: {
            name: `cluster-${name}`,
            namespace: argoCd.namespace,
            labels: { "argocd.argoproj.io/secret-type": "cluster", ...labels },
            annotations: bridge,
        },
        stringData:
            argoCd.kind === "capability"
                ? { name, server: clusterArn, project: "default" }
                : { name, server, config: JSON.stringify(config) },
    };
}
