/** Rules on nodes and volumes: what kubelets say, and the kernel where the node exporter runs. */
import type { RuleGroup } from "./rule";

/** Names of metrics: Kubernetes Metrics Reference, 1.36, kubelet; google/cadvisor docs/storage/prometheus.md. */
export const KUBELET_RULES: readonly RuleGroup[] = [
    {
        name: "volumes",
        rules: [
            {
                record: "cluster_namespace_volume:kubelet_volume_stats_used:ratio",
                expr: "1 - kubelet_volume_stats_available_bytes / (kubelet_volume_stats_capacity_bytes > 0)",
            },
            {
                alert: "VolumeAlmostFull",
                expr: "cluster_namespace_volume:kubelet_volume_stats_used:ratio > 0.9",
                for: "15m",
                severity: "ticket",
                summary:
                    "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full",
                look: "raise the claim's request: the class allows expansion unless it says otherwise",
            },
            {
                alert: "VolumeFullSoon",
                expr:
                    "predict_linear(kubelet_volume_stats_available_bytes[6h], 24 * 3600) < 0 " +
                    "and cluster_namespace_volume:kubelet_volume_stats_used:ratio > 0.6",
                for: "1h",
                severity: "ticket",
                summary:
                    "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is full within a day at this rate",
                look: "what writes to it; raise the claim's request",
            },
        ],
    },
    {
        name: "kubelets",
        rules: [
            {
                alert: "KubeletSilent",
                expr: 'up{job="kubelet"} == 0',
                for: "15m",
                severity: "ticket",
                summary: "The kubelet of {{ $labels.node }} does not answer",
                look: "kubectl describe node; node repair takes it away where it is on",
            },
            {
                alert: "KubeletCertificateExpires",
                expr: "kubelet_certificate_manager_client_ttl_seconds < 24 * 3600",
                for: "1h",
                severity: "ticket",
                summary:
                    "The certificate of {{ $labels.node }} ends in {{ $value | humanizeDuration }} and is not renewed",
                look: "kubectl get csr: is anything pending?",
            },
            {
                alert: "ContainerOutOfMemory",
                expr:
                    "sum by (cluster, namespace, pod, container) " +
                    '(increase(container_oom_events_total{container!=""}[30m])) > 2',
                for: "5m",
                severity: "ticket",
                summary: "{{ $labels.namespace }}/{{ $labels.pod }} runs out of memory again and again",
                look: "limits of container {{ $labels.container }}, container_memory_working_set_bytes",
            },
            {
                record: "cluster_namespace:container_cpu_usage:rate5m",
                expr: 'sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m]))',
            },
            {
                record: "cluster_namespace:container_memory_working_set_bytes:sum",
                expr: 'sum by (cluster, namespace) (container_memory_working_set_bytes{container!=""})',
            },
        ],
    },
];

/** Names of metrics: prometheus/node_exporter v1.12.1, collector/. */
export const NODE_EXPORTER_RULES: readonly RuleGroup[] = [
    {
        name: "node-exporter",
        rules: [
            {
                alert: "NodeDiskFull",
                expr:
                    'node_filesystem_avail_bytes{mountpoint="/",fstype!~"tmpfs|overlay"} ' +
                    '/ node_filesystem_size_bytes{mountpoint="/",fstype!~"tmpfs|overlay"} < 0.1',
                for: "15m",
                severity: "ticket",
                summary: "The root volume of {{ $labels.node }} has {{ $value | humanizePercentage }} left",
                look: "images and logs on the node; a larger volume for its group or pool",
            },
            {
                alert: "NodeLosesPackets",
                expr:
                    "sum by (cluster, node) (rate(node_network_receive_drop_total[5m]) " +
                    "+ rate(node_network_transmit_drop_total[5m])) > 10",
                for: "15m",
                severity: "ticket",
                summary: "{{ $labels.node }} drops {{ $value | humanize }} packets a second",
                look: "allowances of the instance type: ethtool -S, bw_in_allowance_exceeded and its like",
            },
            {
                alert: "NodeTracksTooManyConnections",
                expr: "node_nf_conntrack_entries / node_nf_conntrack_entries_limit > 0.9",
                for: "10m",
                severity: "ticket",
                summary:
                    "{{ $labels.node }} has used {{ $value | humanizePercentage }} of its table of connections",
                look: "connections that are opened and not kept; fewer pods on the node",
            },
        ],
    },
];
