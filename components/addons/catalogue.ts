/** The add-ons the kit knows. A further one is a file of its own and a line here: docs/add-a-part.md. */
import { adot } from "./adot";
import { amazonCloudwatchObservability } from "./amazon-cloudwatch-observability";
import { awsEbsCsiDriver } from "./aws-ebs-csi-driver";
import { awsEc2LocalInstanceStoreCsiDriver } from "./aws-ec2-local-instance-store-csi-driver";
import { awsEfsCsiDriver } from "./aws-efs-csi-driver";
import { awsFsxCsiDriver } from "./aws-fsx-csi-driver";
import { awsMountpointS3CsiDriver } from "./aws-mountpoint-s3-csi-driver";
import { awsSecretsStoreCsiDriverProvider } from "./aws-secrets-store-csi-driver-provider";
import { awsGuarddutyAgent } from "./aws-guardduty-agent";
import { coredns } from "./coredns";
import type { AddonDefinition } from "./definition";
import { eksNodeMonitoringAgent } from "./eks-node-monitoring-agent";
import { eksPodIdentityAgent } from "./eks-pod-identity-agent";
import { kubeProxy } from "./kube-proxy";
import { kubeStateMetrics } from "./kube-state-metrics";
import { prometheusNodeExporter } from "./prometheus-node-exporter";
import { awsNetworkFlowMonitoringAgent } from "./aws-network-flow-monitoring-agent";
import { metricsServer } from "./metrics-server";
import { snapshotController } from "./snapshot-controller";
import { vpcCni } from "./vpc-cni";

/**
 * By the name EKS gives them. Those of one phase are made at once; the reader takes them in this order. What is said of
 * each here is what an editor and docs/shape.md show of its word.
 */
export const ADDONS = {
    /** Addresses of pods, and NetworkPolicies enforced. Every environment has it. */
    "vpc-cni": vpcCni,
    /** Addresses of Services on every node. Every environment has it. */
    "kube-proxy": kubeProxy,
    /** Credentials of pods on nodes. Every environment has it. */
    "eks-pod-identity-agent": eksPodIdentityAgent,
    /** Names of Services and of the world. Every environment has it. */
    coredns,
    /** Volumes of EBS for pods. Every environment has it. */
    "aws-ebs-csi-driver": awsEbsCsiDriver,
    /** What `kubectl top` and horizontal autoscaling read. Every environment has it. */
    "metrics-server": metricsServer,
    /** Finds broken nodes, for node repair. With `nodeMonitoring` alone. */
    "eks-node-monitoring-agent": eksNodeMonitoringAgent,
    /** Secrets of Secrets Manager and parameters of SSM as files of a pod, read as the pod itself. On request. */
    "aws-secrets-store-csi-driver-provider": awsSecretsStoreCsiDriverProvider,
    /** Logs, metrics and traces to CloudWatch, each off until asked for. On request. */
    "amazon-cloudwatch-observability": amazonCloudwatchObservability,
    /** AWS Distro for OpenTelemetry: collectors of traces and metrics that applications send. On request, with cert-manager. */
    adot,
    /** What the API server knows of objects, as metrics. On request. */
    "kube-state-metrics": kubeStateMetrics,
    /** What the kernel of every node knows, as metrics. On request. */
    "prometheus-node-exporter": prometheusNodeExporter,
    /** Retransmissions and latency of connections, to Network Flow Monitor. On request. */
    "aws-network-flow-monitoring-agent": awsNetworkFlowMonitoringAgent,
    /** Snapshots of volumes, and their kinds, which stay when it goes. On request. */
    "snapshot-controller": snapshotController,
    /** Directories of EFS file systems for many pods at once. On request. */
    "aws-efs-csi-driver": awsEfsCsiDriver,
    /** File systems of FSx for Lustre. On request. */
    "aws-fsx-csi-driver": awsFsxCsiDriver,
    /** Objects of buckets that are there, as files. On request. */
    "aws-mountpoint-s3-csi-driver": awsMountpointS3CsiDriver,
    /** Disks of the node itself as volumes. Installing it erases every such disk. On request. */
    "aws-ec2-local-instance-store-csi-driver": awsEc2LocalInstanceStoreCsiDriver,
    /** What GuardDuty sees of processes on nodes, where GuardDuty does not install it itself. On request. */
    "aws-guardduty-agent": awsGuarddutyAgent,
} as const satisfies Readonly<Record<string, AddonDefinition>>;

export type AddonName = keyof typeof ADDONS;

export const ADDON_NAMES = Object.keys(ADDONS) as readonly AddonName[];

/** The definition of an add-on the kit knows. */
export function findAddon(name: string): AddonDefinition | undefined {
    return Object.hasOwn(ADDONS, name) ? ADDONS[name as AddonName] : undefined;
}

export function isKnownAddon(addon: string): boolean {
    return findAddon(addon) !== undefined;
}
