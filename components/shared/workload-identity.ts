/** How a pod gets AWS credentials: which mechanism, and the trust policy of its role. The one place for both. */
import * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "./iam";
import type { WorkloadIdentityKind } from "./pods";

/** A Kubernetes service account. */
export interface ServiceAccount {
    readonly namespace: string;
    readonly name: string;
}

/** One of a namespace, some, or all of a pattern, as IAM reads `*`. */
export interface ServiceAccounts {
    readonly namespace: string;
    readonly name: string | readonly string[] | { readonly like: string };
}

/** What a trust policy needs to know of the cluster. Every `ClusterRef` has it. */
export interface IdentityProvider {
    readonly arn: pulumi.Input<string>;
    readonly oidcProviderArn: pulumi.Input<string>;
    /** Issuer without `https://`. */
    readonly oidcIssuer: pulumi.Input<string>;
}

/**
 * The mechanism for pods on this capacity: the agent of Pod Identity is a DaemonSet, which Fargate does not run.
 * Source: EKS User Guide, pod-identities, "EKS Pod Identity restrictions".
 */
export function identityFor(capacity: "fargate" | "nodes"): WorkloadIdentityKind {
    return capacity === "fargate" ? "irsa" : "pod-identity";
}

/** Trust policy of a role that one service account of one cluster may assume, as canonical JSON. */
export function workloadTrust(
    kind: WorkloadIdentityKind,
    cluster: IdentityProvider,
    account: ServiceAccount,
): pulumi.Output<string> {
    return kind === "irsa"
        ? pulumi
              .all([cluster.oidcProviderArn, cluster.oidcIssuer])
              .apply(([providerArn, issuer]) => irsaTrust(providerArn, issuer, account))
        : pulumi.output(cluster.arn).apply((clusterArn) => podIdentityTrust(clusterArn, account));
}

/** Exact subject and audience. Source: EKS User Guide, associate-service-account-role. */
export function irsaTrust(providerArn: string, issuer: string, { name, namespace }: ServiceAccount): string {
    return policyDocument([
        {
            Sid: "AllowServiceAccountWithWebIdentity",
            Effect: "Allow",
            Action: "sts:AssumeRoleWithWebIdentity",
            Principal: { Federated: providerArn },
            Condition: {
                StringEquals: {
                    [`${issuer}:aud`]: "sts.amazonaws.com",
                    [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${name}`,
                },
            },
        },
    ]);
}

/**
 * The session tags say which service account of which cluster asks: without them any association in the account
 * could use the role. The cluster by its ARN, since two regions may have clusters of one name.
 * Source: EKS User Guide, pod-id-role, "Setting Conditions"; pod-id-abac, the list of tags.
 */
export function podIdentityTrust(clusterArn: string, { name, namespace }: ServiceAccounts): string {
    const account = "aws:RequestTag/kubernetes-service-account";
    const isPattern = typeof name === "object" && "like" in name;
    return policyDocument([
        {
            Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
            Effect: "Allow",
            Action: ["sts:AssumeRole", "sts:TagSession"],
            Principal: { Service: "pods.eks.amazonaws.com" },
            Condition: {
                StringEquals: {
                    "aws:RequestTag/eks-cluster-arn": clusterArn,
                    "aws:RequestTag/kubernetes-namespace": namespace,
                    ...(isPattern ? {} : { [account]: name }),
                },
                ...(isPattern ? { StringLike: { [account]: name.like } } : {}),
            },
        },
    ]);
}
