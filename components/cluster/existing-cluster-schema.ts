/** What an environment says of a cluster that somebody else made, in its settings and in its shape. */
import { z } from "zod";

/** Ids are 8 digits, or 17 since 2018. Source: EC2 User Guide, resource-ids. */
const SECURITY_GROUP_ID = /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/;
const HTTPS = /^https:\/\/[^\s/@]+(\/\S*)?$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/;

/** As `DescribeCluster` of EKS answers. */
export const existingClusterSchema = z.strictObject({
    /** Address of the API server: `https://…`. */
    endpoint: z.string().regex(HTTPS),
    /** PEM of its certificate authority, in base64: `certificateAuthority.data`. */
    certificateAuthorityData: z.string().regex(BASE64),
    /** Issuer of tokens of service accounts, `identity.oidc.issuer`. IAM has a provider of it already. */
    issuer: z.string().regex(HTTPS),
    /** The security group that nodes and control plane share: `resourcesVpcConfig.clusterSecurityGroupId`. */
    securityGroupId: z.string().regex(SECURITY_GROUP_ID),
    /** Role that is assumed for the API server, which the cluster's owner lets in. @default whoever runs the program */
    roleArn: z.string().regex(ROLE_ARN).exactOptional(),
});

export type ExistingClusterSettings = z.infer<typeof existingClusterSchema>;

/** Nodes that are there: an environment of these parts has no other kind of compute. */
export const existingComputeSchema = z.strictObject({
    /** Nodes that are there, with what they need to start: vpc-cni, kube-proxy and CoreDNS. */
    kind: z.literal("existing"),
    /** Nodes that are always there and take pods without tolerations. */
    nodes: z.number(),
});
