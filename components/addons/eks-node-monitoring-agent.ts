/** eks-node-monitoring-agent: finds broken nodes, for node repair. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, EVERY_TAINT, IN_AUTO_MODE, NO_NODE } from "./workloads";

export const eksNodeMonitoringAgent: AddonDefinition = {
    phase: "core",
    presence: "with-node-repair",
    // Source: EKS User Guide, fargate, "Considerations".
    leftOut: { fargate: "there is no node to watch", "auto-mode": IN_AUTO_MODE, none: NO_NODE },
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
};
