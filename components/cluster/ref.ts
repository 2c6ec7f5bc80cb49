/** What other components need to know of a cluster, whoever made it. */
import * as pulumi from "@pulumi/pulumi";

/** A cluster: the kit's own {@link Cluster}, one described by hand, or one made by `eks.Cluster`. */
export interface ClusterRef {
    readonly name: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Address of the API server. */
    readonly endpoint: pulumi.Output<string>;
    /** PEM of the API server's certificate authority, base64. */
    readonly certificateAuthorityData: pulumi.Output<string>;
    /** The security group EKS made for the cluster; nodes and control plane share it. */
    readonly securityGroupId: pulumi.Output<string>;
    /** Addresses of services of an IPv6 cluster: nodes that EKS does not set up are told them. @default it has IPv4 */
    readonly serviceIpv6Cidr?: pulumi.Output<string> | undefined;
    /** IAM OIDC provider of the cluster, which IRSA trusts. */
    readonly oidcProviderArn: pulumi.Output<string>;
    /** Issuer without `https://`, as IAM condition keys spell it. */
    readonly oidcIssuer: pulumi.Output<string>;
}

/** A {@link ClusterRef} with values that may be plain; the issuer with or without `https://`. */
export type ClusterFacts = {
    readonly [fact in Exclude<keyof ClusterRef, "serviceIpv6Cidr">]: pulumi.Input<string>;
} & { readonly serviceIpv6Cidr?: pulumi.Input<string> };

/** A cluster that somebody else made, described by hand or by the outputs of another stack. */
export function existingCluster(facts: ClusterFacts): ClusterRef {
    return {
        name: pulumi.output(facts.name),
        arn: pulumi.output(facts.arn),
        endpoint: pulumi.output(facts.endpoint),
        certificateAuthorityData: pulumi.output(facts.certificateAuthorityData),
        securityGroupId: pulumi.output(facts.securityGroupId),
        oidcProviderArn: pulumi.output(facts.oidcProviderArn),
        oidcIssuer: pulumi.output(facts.oidcIssuer).apply(withoutScheme),
        ...(facts.serviceIpv6Cidr === undefined
            ? {}
            : { serviceIpv6Cidr: pulumi.output(facts.serviceIpv6Cidr) }),
    };
}

/** The part of `eks.Cluster` of @pulumi/eks that is read here: no dependency on that package. */
export interface PulumiEksCluster {
    readonly eksCluster: pulumi.Output<{
        readonly name: pulumi.Output<string>;
        readonly arn: pulumi.Output<string>;
        readonly endpoint: pulumi.Output<string>;
        readonly certificateAuthority: pulumi.Output<{ readonly data: string }>;
        readonly vpcConfig: pulumi.Output<{ readonly clusterSecurityGroupId: string }>;
    }>;
    readonly oidcProviderArn: pulumi.Output<string>;
    readonly oidcIssuer: pulumi.Output<string>;
}

/**
 * A cluster made by `eks.Cluster` of @pulumi/eks. Set its `createOidcProvider: true` when a workload needs IRSA;
 * `oidcProviderArn` is read, and refused when empty, only once something asks for it.
 * The security group is the one EKS made: `clusterSecurityGroupId` of that component may be another.
 */
export function fromPulumiEks({ eksCluster, oidcIssuer, oidcProviderArn }: PulumiEksCluster): ClusterRef {
    return {
        name: eksCluster.apply((cluster) => cluster.name),
        arn: eksCluster.apply((cluster) => cluster.arn),
        endpoint: eksCluster.apply((cluster) => cluster.endpoint),
        certificateAuthorityData: eksCluster
            .apply((cluster) => cluster.certificateAuthority)
            .apply(({ data }) => data),
        securityGroupId: eksCluster
            .apply((cluster) => cluster.vpcConfig)
            .apply(({ clusterSecurityGroupId }) => clusterSecurityGroupId),
        // A getter: refusing at once would stop a program that needs no IRSA.
        get oidcProviderArn() {
            return oidcProviderArn.apply(requireOidcProvider);
        },
        oidcIssuer: oidcIssuer.apply(withoutScheme),
    };
}

/** @throws pulumi.RunError when @pulumi/eks made no OIDC provider, which it says with an empty string. */
export function requireOidcProvider(arn: string): string {
    if (arn !== "") return arn;
    throw new pulumi.RunError(
        "this eks.Cluster has no OIDC provider, which IRSA needs. Set createOidcProvider: true on it.",
    );
}

/** The role of nodes of Auto Mode's pools of one's own. */
export interface AutoNodeRoleRef {
    readonly arn: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
}

/** The issuer as IAM condition keys spell it. */
export function withoutScheme(issuer: string): string {
    return issuer.replace(/^https:\/\//, "");
}
