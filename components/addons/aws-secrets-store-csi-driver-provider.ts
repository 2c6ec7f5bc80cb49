/** Secrets Store CSI driver with AWS's provider: secrets and parameters as files of a pod, fetched as the pod itself. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, EVERY_TAINT, NO_NODE } from "./workloads";

/**
 * Where EKS puts the add-on: the driver's own chart says kube-system.
 * Source: TeamDoroSoft/Doro-ERP-Infra, whose runbook looks for the pods of the add-on there, and others like it, 2026.
 */
const NAMESPACE = "aws-secrets-manager";

export const awsSecretsStoreCsiDriverProvider: AddonDefinition = {
    phase: "core",
    presence: "on-request",
    // Source: aws/secrets-store-csi-driver-provider-aws README.md, "Requirements", 2026-06-04.
    leftOut: { fargate: "its DaemonSets need nodes, and Fargate mounts no volume of theirs", none: NO_NODE },
    versions: {
        "1.36": {
            value: "v3.1.4-eksbuild.1",
            source: "Shaddar91/opsfleet terraform/environments/innovate-inc/prod01-us-east-1/cluster/eks/terraform.tfvars, pinned for cluster_version 1.36; undated, read on the day",
            seen: "2026-11-29",
            address: "https://github.com/Shaddar91/opsfleet",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    // No identity: it asks for a token of the pod that mounts, whose own role is what reads.
    // Source: charts of kubernetes-sigs/secrets-store-csi-driver v1.6.0 and of the provider, 3.1.1.
    pods: () => [
        daemonSetPod({
            name: "secrets-store-csi-driver",
            namespace: NAMESPACE,
            labels: { app: "secrets-store-csi-driver" },
            phase: "core",
            callsAws: false,
        }),
        daemonSetPod({
            name: "secrets-store-csi-driver-provider-aws",
            namespace: NAMESPACE,
            labels: { app: "secrets-store-csi-driver-provider-aws" },
            phase: "core",
            callsAws: false,
        }),
    ],
    // The driver tolerates every taint as shipped, its provider none: on a tainted node pods with secrets would wait for ever.
    // Source of the key: values.yaml of the provider's chart, 3.1.1; not seen on the add-on itself.
    configuration: () => ({ tolerations: [EVERY_TAINT] }),
    reserved: [
        {
            path: "tolerations",
            why: "lets a secret mount wherever its pod runs",
            remedy: "Remove it",
        },
        {
            path: "secrets-store-csi-driver.install",
            why: "is the driver that the provider works for",
            remedy: "Remove it",
        },
        {
            path: "secrets-store-csi-driver.tokenRequests",
            why: "is how the provider gets the credentials of the pod that mounts",
            remedy: "Remove it",
        },
    ],
};
