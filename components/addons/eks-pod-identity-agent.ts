/** eks-pod-identity-agent: credentials of pods on nodes. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, IN_AUTO_MODE } from "./workloads";

export const eksPodIdentityAgent: AddonDefinition = {
    phase: "bootstrap",
    presence: "always",
    // Source: EKS User Guide, pod-identities, "EKS Pod Identity restrictions".
    leftOut: {
        fargate: "its agent is a DaemonSet, and on Fargate pods get their roles by IRSA",
        "auto-mode": IN_AUTO_MODE,
    },
    stepwise: true,
    onUpdate: "OVERWRITE",
    preserve: false,
    // It asks for other pods' credentials with the node's role.
    // Source: aws/eks-pod-identity-agent charts/eks-pod-identity-agent, 2026-03-17.
    // Outside AWS it reads credentials from a file, in a DaemonSet of its own.
    // Source: EKS User Guide, hybrid-nodes-add-ons, "EKS Pod Identity Agent add-on".
    configuration: ({ hybrid }) =>
        hybrid === true ? { daemonsets: { hybrid: { create: true } } } : undefined,
    pods: () => [
        daemonSetPod({
            name: "eks-pod-identity-agent",
            labels: { "app.kubernetes.io/name": "eks-pod-identity-agent" },
            phase: "bootstrap",
            callsAws: false,
        }),
    ],
};
