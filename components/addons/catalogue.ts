/** The add-ons the kit knows, a row each: when it is made, which pods it brings, as whom it calls AWS, its settings. */
import type { Statement } from "../shared/iam";
import type { JsonInput } from "../shared/json";
import type { KitPod, WorkloadIdentityKind } from "../shared/pods";
import { identityFor, type ServiceAccount } from "../shared/workload-identity";
import type { AddonName } from "../versions";
import { ebsCsiConfiguration, ebsCsiPods } from "./ebs-csi";
import { ebsCsiKeyStatements, ebsCsiStatements } from "./ebs-csi-policy";
import {
    ADDON_NAMESPACE,
    type AddonDeployment,
    type AddonOptions,
    type AddonPhase,
    daemonSetPod,
    deploymentPod,
    deploymentValues,
    EVERY_TAINT,
    identityOnHost,
} from "./workloads";

/** What an add-on may do in the account. */
export type AddonPolicy =
    /** A policy that AWS keeps. */
    | { readonly kind: "aws-managed"; readonly name: string }
    | {
          readonly kind: "inline";
          readonly statements: (place: {
              readonly account: string;
              readonly region: string;
          }) => readonly Statement[];
          /** What it takes besides when volumes have a key of their own. */
          readonly volumesKeyStatements: (keyArn: string) => readonly Statement[];
      };

/** As whom an add-on calls AWS. */
export interface AddonIdentity {
    readonly serviceAccount: ServiceAccount;
    readonly policy: AddonPolicy;
    readonly kind: (options: AddonOptions) => WorkloadIdentityKind;
}

export interface AddonRow {
    readonly phase: AddonPhase;
    /**
     * Whose values win when an update finds others in the cluster. `PRESERVE` where people tune what no setting
     * reaches. What is there at the start always gives way: EKS may have left it behind.
     */
    readonly onUpdate: "OVERWRITE" | "PRESERVE";
    /** Whether the software stays when the add-on is deleted. */
    readonly preserve: boolean;
    /** @default it calls nothing in AWS */
    readonly identity?: AddonIdentity;
    readonly pods: (options: AddonOptions) => readonly KitPod[];
    /** Settings as EKS takes them. @default those of the add-on */
    readonly configuration?: (options: AddonOptions) => JsonInput;
}

/**
 * Labels: `k8s-app` and component as a live EKS 1.36 cluster showed the Deployment's selector (wazaglo/apt-mirror,
 * 2026-09-29). Settings: schema of the add-on as quoted in cloudbees/terraform-aws-cloudbees-ci-eks-addon for
 * v1.10.1-eksbuild.11, and in use on 1.36 in Terraform of 2026-09 (cluster hw-eks-prod).
 */
const COREDNS: AddonDeployment = {
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

/**
 * Labels: selector of the Deployment on a live EKS 1.36 cluster (wazaglo/apt-mirror, v0.9.0-eksbuild.11, 2026-09-29).
 * Settings: kubernetes-sigs/metrics-server charts/metrics-server/values.yaml, 2026-08-04, whose keys the add-on's
 * schema repeats (jupyter-infra/jupyter-k8s pull request 289, 2025-11); tolerations seen on v0.9.0-eksbuild.5.
 */
const METRICS_SERVER: AddonDeployment = {
    name: "metrics-server",
    labels: { "app.kubernetes.io/name": "metrics-server", "app.kubernetes.io/instance": "metrics-server" },
    spreadBy: { "app.kubernetes.io/name": "metrics-server" },
    callsAws: false,
};

/** Bootstrap rows first: {@link podsOfAddons} and the reader take them in the order of their phases. */
export const ADDONS: { readonly [addon in AddonName]: AddonRow } = {
    "vpc-cni": {
        phase: "bootstrap",
        // Network settings are set by hand in an emergency, and must survive the next update.
        onUpdate: "PRESERVE",
        // It frees the interfaces of nodes that are still going: without it some stay behind and hold security
        // groups and subnets. Its Pod Identity association stays with it. Source: amazon-vpc-cni-k8s issue 1447,
        // 2025-10-06; EKS User Guide, removing-an-add-on.
        preserve: true,
        identity: {
            serviceAccount: { namespace: ADDON_NAMESPACE, name: "aws-node" },
            // Broad: it may make, change, attach and delete any network interface of the account, since its resource
            // is `*` without a condition. On the role of this one service account it is out of reach of a node's
            // other pods. A narrower one needs CLUSTER_NAME in the pod and tags on every node.
            // Source: AWS Managed Policy Reference, AmazonEKS_CNI_Policy, version 5; amazon-vpc-cni-k8s
            // docs/iam-policy.md, "Scope-down IAM policy per EKS cluster", 2026-08-20.
            policy: { kind: "aws-managed", name: "AmazonEKS_CNI_Policy" },
            // On nodes only, whatever the host: Fargate brings its own network plugin.
            kind: () => identityFor("nodes"),
        },
        // Without it the cluster takes NetworkPolicies and enforces none. Source: amazon-vpc-cni-k8s README,
        // "Network Policies"; the value is text: aws-ia/terraform-aws-eks-blueprints patterns/aws-vpc-cni-network-policy.
        configuration: () => ({ enableNetworkPolicy: "true" }),
        // Source, here and for the two below: amazon-vpc-cni-k8s charts/aws-vpc-cni, 2026-08-20, and a dump of an
        // EKS cluster of 2026-01 (AhmadShaaban1/cloud-native-ecommerce docs/cluster-info.md): every taint tolerated.
        pods: () => [
            daemonSetPod({
                name: "aws-node",
                labels: { "k8s-app": "aws-node", "app.kubernetes.io/name": "aws-node" },
                phase: "bootstrap",
                callsAws: true,
            }),
        ],
    },
    "kube-proxy": {
        phase: "bootstrap",
        onUpdate: "OVERWRITE",
        preserve: false,
        pods: () => [
            daemonSetPod({
                name: "kube-proxy",
                labels: { "k8s-app": "kube-proxy" },
                phase: "bootstrap",
                callsAws: false,
            }),
        ],
    },
    "eks-pod-identity-agent": {
        phase: "bootstrap",
        onUpdate: "OVERWRITE",
        preserve: false,
        // It asks for other pods' credentials with the node's role.
        // Source: aws/eks-pod-identity-agent charts/eks-pod-identity-agent, 2026-03-17.
        pods: () => [
            daemonSetPod({
                name: "eks-pod-identity-agent",
                labels: { "app.kubernetes.io/name": "eks-pod-identity-agent" },
                phase: "bootstrap",
                callsAws: false,
            }),
        ],
    },
    coredns: {
        phase: "core",
        // People write their own zones into its Corefile, a ConfigMap.
        onUpdate: "PRESERVE",
        preserve: false,
        pods: (options) => [deploymentPod(COREDNS, options)],
        configuration: (options) => ({
            ...deploymentValues(COREDNS, options),
            ...(options.host === "fargate"
                ? {
                      // Without it EKS annotates the pods for EC2, and no Fargate profile takes them.
                      // Source: terraform-provider-aws issue 11327; aws-cdk aws-eks, CoreDnsComputeType.
                      computeType: "Fargate",
                      resources: { limits: SMALLEST_ON_FARGATE, requests: SMALLEST_ON_FARGATE },
                  }
                : {}),
            replicaCount: options.replicas,
        }),
    },
    "aws-ebs-csi-driver": {
        phase: "core",
        onUpdate: "OVERWRITE",
        preserve: false,
        identity: {
            serviceAccount: { namespace: ADDON_NAMESPACE, name: "ebs-csi-controller-sa" },
            policy: {
                kind: "inline",
                statements: ebsCsiStatements,
                volumesKeyStatements: ebsCsiKeyStatements,
            },
            kind: ({ host }) => identityOnHost(host),
        },
        pods: ebsCsiPods,
        configuration: ebsCsiConfiguration,
    },
    "metrics-server": {
        phase: "core",
        // Whoever applies upstream's manifest over it breaks its Service: the next update mends it.
        onUpdate: "OVERWRITE",
        preserve: false,
        pods: (options) => [deploymentPod(METRICS_SERVER, options)],
        configuration: (options) => ({
            ...deploymentValues(METRICS_SERVER, options),
            replicas: options.replicas,
        }),
    },
    "eks-node-monitoring-agent": {
        phase: "core",
        onUpdate: "OVERWRITE",
        preserve: false,
        // Source: aws/eks-node-monitoring-agent charts, 2026-08-18.
        pods: () => [
            daemonSetPod({
                name: "eks-node-monitoring-agent",
                labels: { "app.kubernetes.io/name": "eks-node-monitoring-agent" },
                phase: "core",
                callsAws: false,
            }),
            daemonSetPod({
                name: "dcgm-server",
                labels: { "k8s-app": "dcgm-server" },
                phase: "core",
                callsAws: false,
            }),
        ],
        // Its second DaemonSet watches NVIDIA GPUs, whose nodes are tainted, and ships no toleration.
        // Source: aws/eks-node-monitoring-agent charts/configuration.schema.json, DCGMAgent, 2026-08-18.
        configuration: () => ({ dcgmAgent: { tolerations: [EVERY_TAINT] } }),
    },
};

/** Every pod these add-ons bring: what the placement planner needs to know of them. */
export function podsOfAddons(addons: readonly AddonName[], options: AddonOptions): readonly KitPod[] {
    return addons.flatMap((addon) => ADDONS[addon].pods(options));
}
