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
    /** IAM OIDC provider of the cluster, which IRSA trusts. */
    readonly oidcProviderArn: pulumi.Output<string>;
    /** Issuer without `https://`, as IAM condition keys spell it. */
    readonly oidcIssuer: pulumi.Output<string>;
}
