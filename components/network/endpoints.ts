/** VPC endpoints: how nodes and pods reach AWS without leaving its network, and what each is for. */

/**
 * Services an endpoint can be made for. Gateway endpoints are free routes; an interface endpoint is a network
 * interface in every zone, billed by the hour. There is none for IAM and for the price list.
 * Source: AWS PrivateLink Guide, "AWS services that integrate"; EKS User Guide, private-clusters; Karpenter
 * documentation, getting started, "Private Clusters".
 */
export const ENDPOINT_SERVICES = {
    s3: { kind: "gateway", use: "layers of container images" },
    dynamodb: { kind: "gateway", use: "workloads with DynamoDB tables" },
    ec2: { kind: "interface", use: "nodes joining, VPC CNI, Karpenter, EBS CSI" },
    "ecr.api": { kind: "interface", use: "tokens for image pulls" },
    "ecr.dkr": { kind: "interface", use: "image pulls" },
    sts: { kind: "interface", use: "roles of service accounts" },
    eks: { kind: "interface", use: "nodes and Karpenter describing the cluster" },
    "eks-auth": { kind: "interface", use: "Pod Identity" },
    elasticloadbalancing: { kind: "interface", use: "AWS Load Balancer Controller" },
    autoscaling: { kind: "interface", use: "Cluster Autoscaler" },
    logs: { kind: "interface", use: "log routers" },
    monitoring: { kind: "interface", use: "CloudWatch metrics" },
    xray: { kind: "interface", use: "traces" },
    ssm: { kind: "interface", use: "Session Manager, Karpenter looking up images" },
    ssmmessages: { kind: "interface", use: "Session Manager" },
    ec2messages: { kind: "interface", use: "Session Manager" },
    sqs: { kind: "interface", use: "Karpenter's interruption queue" },
    kms: { kind: "interface", use: "encrypted volumes and secrets" },
    secretsmanager: { kind: "interface", use: "secrets operators" },
    elasticfilesystem: { kind: "interface", use: "EFS CSI" },
    "aps-workspaces": { kind: "interface", use: "Amazon Managed Prometheus" },
} as const satisfies Readonly<
    Record<string, { readonly kind: "gateway" | "interface"; readonly use: string }>
>;

export type EndpointService = keyof typeof ENDPOINT_SERVICES;

/**
 * Without NAT a node can do nothing these services do not answer.
 * Source: EKS User Guide, private-clusters; EKS Best Practices Guide, "Private clusters"; sqs and ssm for
 * Karpenter's "Private Clusters".
 */
export const REQUIRED_WITHOUT_NAT: readonly EndpointService[] = [
    "s3",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "logs",
    "sqs",
    "ssm",
    "sts",
];

const CHINA: readonly EndpointService[] = [
    "autoscaling",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "elasticfilesystem",
    "monitoring",
    "sqs",
    "sts",
    "xray",
];
const ECR: readonly EndpointService[] = ["ecr.api", "ecr.dkr"];
const ISO: readonly EndpointService[] = ["autoscaling", "ec2", ...ECR, "elasticfilesystem", "sqs"];
const ISO_B: readonly EndpointService[] = ["autoscaling", "ec2", ...ECR, "elasticfilesystem", "sqs"];

/**
 * Regions whose own prefix some interface endpoints carry; all other names begin `com.amazonaws`.
 * Source: aws-cdk aws-ec2/lib/vpc-endpoint.ts, getDefaultEndpointPrefix, read 2026-11.
 */
const OWN_PREFIX: Readonly<
    Record<string, { readonly prefix: string; readonly services: readonly EndpointService[] }>
> = {
    "cn-north-1": { prefix: "cn.com.amazonaws", services: CHINA },
    "cn-northwest-1": { prefix: "cn.com.amazonaws", services: CHINA },
    "eusc-de-east-1": { prefix: "eu.amazonaws", services: ECR },
    "us-iso-east-1": { prefix: "gov.ic.c2s", services: ISO },
    "us-iso-west-1": { prefix: "gov.ic.c2s", services: [...ISO, "monitoring"] },
    "us-isob-east-1": { prefix: "gov.sgov.sc2s", services: ISO_B },
    "us-isob-west-1": { prefix: "gov.sgov.sc2s", services: ECR },
    "us-isof-south-1": { prefix: "gov.ic.hci.csp", services: ECR },
    "us-isof-east-1": { prefix: "gov.ic.hci.csp", services: ECR },
    "eu-isoe-west-1": { prefix: "uk.adc-e.cloud", services: ECR },
};

/** The name EC2 knows the service by: `com.amazonaws.us-east-1.ecr.api`. */
export function endpointServiceName(service: string, region: string): string {
    const own = OWN_PREFIX[region];
    const prefix = own?.services.some((one) => one === service) === true ? own.prefix : "com.amazonaws";
    return `${prefix}.${region}.${service}`;
}
