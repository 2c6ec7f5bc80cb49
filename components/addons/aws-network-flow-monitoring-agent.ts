/** aws-network-flow-monitoring-agent: retransmissions and latency of connections of every node, to Network Flow Monitor. */
import type { AddonDefinition } from "./definition";
import { daemonSetPod, NO_NODE } from "./workloads";

/** Source: Amazon CloudWatch User Guide, CloudWatch-NetworkFlowMonitor-agents-kubernetes-eks. */
const NAMESPACE = "amazon-network-flow-monitor";

export const awsNetworkFlowMonitoringAgent: AddonDefinition = {
    phase: "releases",
    presence: "on-request",
    leftOut: { fargate: "it is a DaemonSet, and Fargate runs none", none: NO_NODE },
    // No source names a version for these minors: the environment states one.
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: { namespace: NAMESPACE, name: "aws-network-flow-monitor-agent-service-account" },
        grants: () => ({ awsManaged: "CloudWatchNetworkFlowMonitorAgentPublishPolicy" }),
        kind: () => "pod-identity",
    },
    pods: () => [
        daemonSetPod({
            name: "aws-network-flow-monitor-agent",
            labels: { name: "aws-network-flow-monitor-agent" },
            phase: "releases",
            namespace: NAMESPACE,
            callsAws: true,
        }),
    ],
};
