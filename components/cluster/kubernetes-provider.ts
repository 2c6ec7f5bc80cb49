/** How a program reaches the API server of a cluster: the kubeconfig and the one Kubernetes provider. */
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { canonicalJson } from "../shared/json";
import type { ClusterRef } from "./ref";

/** What the way to the API server takes besides the cluster. Plain values: the same for everybody who runs this. */
export interface KubeconfigOptions {
    readonly region: string;
    /**
     * Role to assume for the API server: only when the AWS provider assumes it too.
     * @default the caller's credentials as they are, since a role may not assume itself again
     */
    readonly assumeRoleArn?: string;
    /** HTTP or HTTPS proxy in front of a private API server. @default none */
    readonly proxyUrl?: string;
}

/** A kubeconfig's facts, resolved. */
export interface KubeconfigFacts extends KubeconfigOptions {
    readonly name: string;
    readonly arn: string;
    readonly endpoint: string;
    readonly certificateAuthorityData: string;
}

type ReachableCluster = Pick<ClusterRef, "name" | "arn" | "endpoint" | "certificateAuthorityData">;

/** The kubeconfig of a cluster, secret. It holds no token: the AWS CLI asks for one at each use. */
export function kubeconfigFor(ref: ReachableCluster, options: KubeconfigOptions): pulumi.Output<string> {
    const facts = pulumi.all([ref.name, ref.arn, ref.endpoint, ref.certificateAuthorityData]);
    return pulumi.secret(
        facts.apply(([name, arn, endpoint, certificateAuthorityData]) =>
            renderKubeconfig({ ...options, name, arn, endpoint, certificateAuthorityData }),
        ),
    );
}

/**
 * A kubeconfig as canonical JSON. Nothing of the machine goes in, no profile, no variable, no path: a kubeconfig
 * that differs between two people would show as a change of the provider.
 * Entries are named by the cluster's ARN, as `aws eks update-kubeconfig` names them, so that clusters of one name
 * in two regions can be merged. Source: aws-cli, customizations/eks/update_kubeconfig.py.
 */
export function renderKubeconfig(facts: KubeconfigFacts): string {
    const { arn, certificateAuthorityData, endpoint, proxyUrl } = facts;
    return canonicalJson({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            {
                name: arn,
                cluster: {
                    "certificate-authority-data": certificateAuthorityData,
                    "proxy-url": proxyUrl,
                    server: endpoint,
                },
            },
        ],
        users: [{ name: arn, user: { exec: tokenCommand(facts) } }],
        contexts: [{ name: arn, context: { cluster: arn, user: arn } }],
        "current-context": arn,
    });
}

/** The command that asks for a token. Source: Kubernetes documentation, client-go credential plugins. */
function tokenCommand({ assumeRoleArn, name, region }: KubeconfigFacts) {
    return {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: [
            ...["eks", "get-token", "--cluster-name", name, "--region", region],
            // Without it a caller whose AWS configuration asks for text or YAML gets a token nobody can read.
            ...["--output", "json"],
            ...(assumeRoleArn === undefined ? [] : ["--role-arn", assumeRoleArn]),
        ],
        env: null,
        installHint: "Install the AWS CLI, version 2",
    };
}

/**
 * The Kubernetes provider of a cluster, the only place that makes one. Every input the SDK or the plugin would
 * otherwise take from the environment (`PULUMI_K8S_*`, `KUBECONFIG`) is stated, at the plugin's default.
 * `helmReleaseSettings` stays away: once it is given, the SDK fills it from the environment.
 * Source: @pulumi/kubernetes provider.js and types/input.js.
 */
export function kubernetesProviderFor(
    name: string,
    ref: ReachableCluster,
    options: KubeconfigOptions,
    opts?: pulumi.ResourceOptions,
): Provider {
    return new Provider(
        name,
        {
            kubeconfig: kubeconfigFor(ref, options),
            // The provider is replaced, and every object with it, when this changes and for no other reason.
            clusterIdentifier: ref.arn,
            deleteUnreachable: false,
            enableConfigMapMutable: false,
            enablePatchForce: false,
            enableSecretMutable: false,
            enableServerSideApply: true,
            kubeClientSettings: { burst: 120, qps: 50, timeout: 32 },
            skipUpdateUnreachable: false,
            suppressDeprecationWarnings: false,
            suppressHelmHookWarnings: false,
            upsertExistingObjects: false,
        },
        opts,
    );
}
