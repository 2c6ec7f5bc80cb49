/** What pods ask of their node where the kit does not say so itself: as the charts behind EKS's add-ons have it. */
import type { Fact } from "./facts";

export interface PodRequests {
    readonly milliCpu: number;
    readonly memoryMib: number;
    /** Its affinity keeps it to nodes with a GPU. @default false */
    readonly gpuOnly?: true;
}

const ebs =
    "kubernetes-sigs/aws-ebs-csi-driver charts/aws-ebs-csi-driver, 2026-08-19: 10m and 40Mi a container";
const cloudwatch =
    "aws-observability/helm-charts charts/amazon-cloudwatch-observability/values.yaml, 2026-08-07";
const monitoring = "aws/eks-node-monitoring-agent charts/eks-node-monitoring-agent/values.yaml, v1.7.0";

/** By the name of the pod's Deployment or DaemonSet. */
const REQUESTS: Readonly<Record<string, Fact<PodRequests>>> = {
    "amazon-cloudwatch-observability-controller-manager": {
        value: { milliCpu: 100, memoryMib: 64 },
        source: cloudwatch,
    },
    "aws-node": {
        value: { milliCpu: 50, memoryMib: 0 },
        source: "aws/amazon-vpc-cni-k8s config/master/aws-k8s-cni.yaml: 25m each of aws-node and aws-eks-nodeagent",
    },
    "cloudwatch-agent": { value: { milliCpu: 250, memoryMib: 128 }, source: cloudwatch },
    coredns: {
        value: { milliCpu: 100, memoryMib: 70 },
        source: "EKS's manifest of CoreDNS v1.11.1-eksbuild.8, in public copies of it",
    },
    "dcgm-server": { value: { milliCpu: 0, memoryMib: 0, gpuOnly: true }, source: monitoring },
    // Plugin, provisioner, attacher, snapshotter, resizer, liveness probe.
    "ebs-csi-controller": { value: { milliCpu: 60, memoryMib: 240 }, source: ebs },
    // Plugin, registrar, liveness probe.
    "ebs-csi-node": { value: { milliCpu: 30, memoryMib: 120 }, source: ebs },
    "eks-node-monitoring-agent": { value: { milliCpu: 10, memoryMib: 30 }, source: monitoring },
    "eks-pod-identity-agent": {
        value: { milliCpu: 0, memoryMib: 0 },
        source: "aws/eks-pod-identity-agent charts/eks-pod-identity-agent/values.yaml: resources {}",
    },
    "fluent-bit": { value: { milliCpu: 50, memoryMib: 25 }, source: cloudwatch },
    "kube-proxy": {
        value: { milliCpu: 100, memoryMib: 0 },
        unverified: "what EKS's manifest is said to ask for; no copy with its requests was read",
    },
    "metrics-server": {
        value: { milliCpu: 100, memoryMib: 200 },
        source: "kubernetes-sigs/metrics-server charts/metrics-server/values.yaml",
    },
};

/** Undefined for pods nobody has looked up. */
export function podRequestsOf(name: string): Fact<PodRequests> | undefined {
    return Object.hasOwn(REQUESTS, name) ? REQUESTS[name] : undefined;
}
