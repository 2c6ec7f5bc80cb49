/** What every EC2 node of a cluster may do in AWS, whoever starts it: a node group or Karpenter. */
import { serviceTrust } from "./iam";
import { dnsSuffixOf, type Partition, partitionOf } from "./regions";

/**
 * Policies of AWS a node role carries, by the last part of the attachment's name. `AmazonEKS_CNI_Policy` is not among
 * them: vpc-cni has an identity of its own, so that no other process of a node may rearrange its addresses.
 * Session Manager is the one way onto a node, since there are no SSH keys, and for Bottlerocket the only one there
 * is. Its policy also reads every Parameter Store value of the account, but for pods only on the host's network: the
 * metadata service answers no other (hop limit 1). Source: eksctl pkg/cfn/builder/iam.go and Karpenter's CloudFormation template, which attach the
 * same three, 2026-08; AWS Managed Policy Reference, AmazonSSMManagedInstanceCore.
 */
export const NODE_POLICIES = {
    worker: "AmazonEKSWorkerNodePolicy",
    registry: "AmazonEC2ContainerRegistryPullOnly",
    "session-manager": "AmazonSSMManagedInstanceCore",
} as const;

/** Those of nodes of Auto Mode, which nobody logs in to. Source: EKS User Guide, auto-create-node-role. */
export const AUTO_NODE_POLICIES = {
    registry: "AmazonEC2ContainerRegistryPullOnly",
    worker: "AmazonEKSWorkerNodeMinimalPolicy",
} as const;

/** Partitions in which EC2 goes by the partition's own domain. Source: eksctl pkg/apis/eksctl.io/v1alpha5/partitions.go, 2026-08. */
const OWN_DOMAIN: readonly Partition[] = ["aws-cn", "aws-iso", "aws-iso-b"];

/** Trust policy of a node role: the instances themselves. */
export function nodeTrust(region: string): string {
    const domain = OWN_DOMAIN.includes(partitionOf(region)) ? dnsSuffixOf(region) : "amazonaws.com";
    return serviceTrust(`ec2.${domain}`);
}
