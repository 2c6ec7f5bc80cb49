/** CoreDNS: names of Services and of the world. */
import type { AddonDefinition } from "./definition";
import {
    type AddonDeployment,
    deploymentPod,
    deploymentValues,
    NOT_HYBRID,
    NOT_HYBRID_ON_LINUX,
    reservedOfDeployment,
    type AddonOptions,
    IN_AUTO_MODE,
    NO_NODE,
    OWNERS,
} from "./workloads";

/**
 * Labels: `k8s-app` and component as a live EKS 1.36 cluster showed the Deployment's selector (wazaglo/apt-mirror,
 * 2026-09-29). Settings: schema of the add-on as quoted in cloudbees/terraform-aws-cloudbees-ci-eks-addon for
 * v1.10.1-eksbuild.11, and in use on 1.36 in Terraform of 2026-09 (cluster hw-eks-prod).
 */
const DEPLOYMENT: AddonDeployment = {
    name: "coredns",
    labels: { "k8s-app": "kube-dns", "eks.amazonaws.com/component": "coredns" },
    spreadBy: { "k8s-app": "kube-dns" },
    callsAws: false,
};

/**
 * The smallest Fargate size, 0.25 vCPU and 0.5 GB: 256 MB of it are Fargate's own.
 * Source: EKS User Guide, fargate-pod-configuration; terraform-aws-eks-blueprints patterns/fargate-serverless/main.tf.
 */
const SMALLEST_ON_FARGATE = { cpu: "0.25", memory: "256M" };

export const coredns: AddonDefinition = {
    phase: "core",
    presence: "always",
    leftOut: { "auto-mode": IN_AUTO_MODE, none: NO_NODE, existing: OWNERS },
    // People write their own zones into its Corefile, a ConfigMap.
    onUpdate: "PRESERVE",
    preserve: false,
    pods: (options) => [deploymentPod(DEPLOYMENT, options)],
    configuration: (options) => ({
        ...deploymentValues(DEPLOYMENT, options),
        ...onFargate(options),
        replicaCount: options.replicas,
        ...(options.hybrid === true ? { affinity: inAws(options) } : {}),
    }),
    reserved: [
        ...reservedOfDeployment("replicaCount"),
        { path: "computeType", why: "follows from compute", remedy: "Choose compute.kind and its host" },
    ],
};

/** Affinity that is given replaces the shipped one, whose wish for two nodes is said again, and that it is made for Linux. */
function inAws({ windows }: AddonOptions) {
    const matchExpressions = [{ key: "k8s-app", operator: "In", values: ["kube-dns"] }];
    const podAffinityTerm = { labelSelector: { matchExpressions }, topologyKey: "kubernetes.io/hostname" };
    return {
        nodeAffinity: windows === true ? NOT_HYBRID_ON_LINUX : NOT_HYBRID,
        podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm, weight: 100 }],
        },
    };
}

function onFargate({ host }: AddonOptions) {
    if (host !== "fargate") return {};
    return {
        // Without it EKS annotates the pods for EC2, and no Fargate profile takes them.
        // Source: terraform-provider-aws issue 11327; aws-cdk aws-eks, CoreDnsComputeType.
        computeType: "Fargate",
        resources: { limits: SMALLEST_ON_FARGATE, requests: SMALLEST_ON_FARGATE },
    };
}
