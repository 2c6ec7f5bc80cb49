/** A node pool that passes every check. */
import type { NodePoolSpec } from "../../components/karpenter/node-pool-spec";

export function nodePoolSpec(changes: Partial<NodePoolSpec> = {}): NodePoolSpec {
    return {
        clusterName: "kit-test",
        diskSizeGiB: 50,
        disruption: {
            consolidationPolicy: "WhenEmptyOrUnderutilized",
            consolidateAfter: "5m",
            budgets: [{ nodes: "10%" }],
        },
        expireAfter: "720h",
        kubernetesVersion: "1.36",
        labels: {},
        limits: { cpu: 100, memory: "400Gi" },
        pool: "general",
        region: "us-east-1",
        requirements: [
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
        ],
        tags: { environment: "dev", owner: "platform" },
        taints: [],
        terminationGracePeriod: "1h",
        ...changes,
    };
}
