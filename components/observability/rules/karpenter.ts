/** Rules on Karpenter. Names of metrics: kubernetes-sigs/karpenter and aws/karpenter-provider-aws v1.14.1, metrics.go files. */
import type { RuleGroup } from "./rule";

export const KARPENTER_RULES: readonly RuleGroup[] = [
    {
        name: "karpenter",
        rules: [
            {
                record: "cluster_nodepool:karpenter_nodepools_usage:ratio_of_limit",
                expr:
                    "karpenter_nodepools_usage / on (cluster, nodepool, resource_type) " +
                    "(karpenter_nodepools_limit > 0)",
            },
            {
                alert: "KarpenterPoolNearLimit",
                expr: "cluster_nodepool:karpenter_nodepools_usage:ratio_of_limit > 0.9",
                for: "15m",
                severity: "ticket",
                summary:
                    "Pool {{ $labels.nodepool }} has used {{ $value | humanizePercentage }} of its {{ $labels.resource_type }}",
                look: "limits of the pool in stacks/, what its pods request",
            },
            {
                alert: "KarpenterCannotLaunch",
                expr: "sum by (cluster) (increase(karpenter_cloudprovider_instance_launch_failures_total[15m])) > 3",
                for: "15m",
                severity: "ticket",
                summary: "EC2 refused {{ $value | humanize }} launches in a quarter of an hour",
                look: "the reason label: capacity, quotas, rights of the controller; more instance types or zones",
            },
            {
                alert: "KarpenterCallsFail",
                expr:
                    "sum by (cluster, method, error) (rate(karpenter_cloudprovider_errors_total" +
                    '{error!="NodeClaimNotFoundError"}[10m])) > 0.05',
                for: "15m",
                severity: "ticket",
                summary: "Karpenter's {{ $labels.method }} fails: {{ $labels.error }}",
                look: "log of the controller, its role, endpoints without a way out",
            },
            {
                alert: "KarpenterBlind",
                expr: "min by (cluster) (karpenter_cluster_state_synced) == 0",
                for: "15m",
                severity: "page",
                summary: "Karpenter does not know the cluster's state: it makes and removes no node",
                look: "nodes without a NodeClaim or provider id, karpenter_cluster_state_unsynced_time_seconds",
            },
            {
                alert: "KarpenterSilent",
                expr: 'absent(up{job="karpenter"} == 1)',
                for: "15m",
                severity: "page",
                summary: "No replica of Karpenter answers",
                look: "kubectl -n kube-system get pods -l app.kubernetes.io/name=karpenter",
            },
        ],
    },
];
