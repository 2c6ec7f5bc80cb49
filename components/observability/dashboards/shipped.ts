/** The dashboards of Grafana that the kit ships: what its rules alert on, seen before it happens. */
import type { GrafanaDashboard, Panel, Query } from "./grafana";

/** Of the clusters that are chosen. */
const OF = 'cluster=~"$cluster"';

function panel(title: string, unit: string, ...queries: readonly Query[]): Panel {
    return { title, unit, queries };
}

const ask = (expr: string, legend: string): Query => ({ expr, legend });

const CONTROL_PLANE: GrafanaDashboard = {
    uid: "platform-control-plane",
    title: "Platform / Control plane",
    panels: [
        panel(
            "Requests to the API server",
            "reqps",
            ask(`sum by (verb) (rate(apiserver_request_total{${OF}}[5m]))`, "{{verb}}"),
        ),
        panel(
            "Requests that fail",
            "reqps",
            ask(`sum by (code) (rate(apiserver_request_total{${OF},code=~"4..|5.."}[5m]))`, "{{code}}"),
        ),
        panel(
            "Slowest of a hundred requests",
            "s",
            ask(
                `histogram_quantile(0.99, sum by (verb, le) (rate(apiserver_request_duration_seconds_bucket{${OF},verb!~"WATCH|CONNECT"}[5m])))`,
                "{{verb}}",
            ),
        ),
        panel(
            "Requests turned away, by priority level",
            "reqps",
            ask(
                `sum by (priority_level) (rate(apiserver_flowcontrol_rejected_requests_total{${OF}}[5m]))`,
                "{{priority_level}}",
            ),
        ),
        panel(
            "Size of etcd",
            "bytes",
            ask(`max by (cluster) (apiserver_storage_size_bytes{${OF}})`, "{{cluster}}"),
        ),
        panel(
            "Objects, the twenty most frequent kinds",
            "short",
            ask(`topk(20, max by (resource) (apiserver_storage_objects{${OF}}))`, "{{resource}}"),
        ),
        panel(
            "Pods that wait for a node",
            "short",
            ask(`sum by (queue) (scheduler_pending_pods{${OF}})`, "{{queue}}"),
        ),
        panel(
            "Webhooks that do not answer",
            "reqps",
            ask(
                `sum by (name) (rate(apiserver_admission_webhook_rejection_count{${OF},error_type!="no_error"}[5m]))`,
                "{{name}}",
            ),
        ),
    ],
};

const KARPENTER: GrafanaDashboard = {
    uid: "platform-karpenter",
    title: "Platform / Karpenter",
    panels: [
        panel(
            "Nodes by pool",
            "short",
            ask(`sum by (nodepool) (karpenter_nodepools_usage{${OF},resource_type="nodes"})`, "{{nodepool}}"),
        ),
        panel(
            "Cores of pools, and their limits",
            "short",
            ask(`sum by (nodepool) (karpenter_nodepools_usage{${OF},resource_type="cpu"})`, "{{nodepool}}"),
            ask(
                `sum by (nodepool) (karpenter_nodepools_limit{${OF},resource_type="cpu"})`,
                "{{nodepool}}, limit",
            ),
        ),
        panel(
            "Nodes made and taken away",
            "short",
            ask(
                `sum by (nodepool) (increase(karpenter_nodeclaims_created_total{${OF}}[1h]))`,
                "{{nodepool}} made",
            ),
            ask(
                `sum by (nodepool) (increase(karpenter_nodeclaims_terminated_total{${OF}}[1h]))`,
                "{{nodepool}} taken away",
            ),
        ),
        panel(
            "Why nodes were taken away",
            "short",
            ask(`sum by (reason) (increase(karpenter_nodeclaims_disrupted_total{${OF}}[1h]))`, "{{reason}}"),
        ),
        panel(
            "Launches that EC2 refused",
            "short",
            ask(
                `sum by (reason) (increase(karpenter_cloudprovider_instance_launch_failures_total{${OF}}[1h]))`,
                "{{reason}}",
            ),
        ),
        panel(
            "Pods that no pool has room for",
            "short",
            ask(`sum by (cluster) (karpenter_scheduler_unschedulable_pods_count{${OF}})`, "{{cluster}}"),
        ),
        panel(
            "Messages of interruptions",
            "short",
            ask(
                `sum by (message_type) (increase(karpenter_interruption_received_messages_total{${OF}}[1h]))`,
                "{{message_type}}",
            ),
        ),
        panel(
            "Calls to AWS that fail",
            "reqps",
            ask(
                `sum by (method, error) (rate(karpenter_cloudprovider_errors_total{${OF}}[5m]))`,
                "{{method}} {{error}}",
            ),
        ),
    ],
};

const NODES: GrafanaDashboard = {
    uid: "platform-nodes",
    title: "Platform / Nodes and volumes",
    panels: [
        panel(
            "Cores in use",
            "short",
            ask(
                `sum by (node) (rate(container_cpu_usage_seconds_total{${OF},container!=""}[5m]))`,
                "{{node}}",
            ),
        ),
        panel(
            "Memory in use",
            "bytes",
            ask(`sum by (node) (container_memory_working_set_bytes{${OF},container!=""})`, "{{node}}"),
        ),
        panel("Pods", "short", ask(`sum by (node) (kubelet_running_pods{${OF}})`, "{{node}}")),
        panel(
            "Kubelets that do not answer",
            "short",
            ask(`count by (cluster) (up{${OF},job="kubelet"} == 0)`, "{{cluster}}"),
        ),
        panel(
            "Volumes, the twenty fullest",
            "percentunit",
            ask(
                `topk(20, 1 - kubelet_volume_stats_available_bytes{${OF}} / kubelet_volume_stats_capacity_bytes{${OF}})`,
                "{{namespace}}/{{persistentvolumeclaim}}",
            ),
        ),
        panel(
            "Root volumes of nodes",
            "percentunit",
            ask(
                `1 - node_filesystem_avail_bytes{${OF},mountpoint="/"} / node_filesystem_size_bytes{${OF},mountpoint="/"}`,
                "{{node}}{{instance}}",
            ),
        ),
    ],
};

const WORKLOADS: GrafanaDashboard = {
    uid: "platform-workloads",
    title: "Platform / Workloads",
    panels: [
        panel(
            "Cores by namespace",
            "short",
            ask(
                `topk(20, sum by (namespace) (rate(container_cpu_usage_seconds_total{${OF},container!=""}[5m])))`,
                "{{namespace}}",
            ),
        ),
        panel(
            "Memory by namespace",
            "bytes",
            ask(
                `topk(20, sum by (namespace) (container_memory_working_set_bytes{${OF},container!=""}))`,
                "{{namespace}}",
            ),
        ),
        panel(
            "Time in which containers were held back",
            "percentunit",
            ask(
                `topk(20, sum by (namespace, pod) (rate(container_cpu_cfs_throttled_periods_total{${OF}}[5m])) / sum by (namespace, pod) (rate(container_cpu_cfs_periods_total{${OF}}[5m])))`,
                "{{namespace}}/{{pod}}",
            ),
        ),
        panel(
            "Out of memory",
            "short",
            ask(
                `sum by (namespace, pod) (increase(container_oom_events_total{${OF}}[1h])) > 0`,
                "{{namespace}}/{{pod}}",
            ),
        ),
        panel(
            "Restarts",
            "short",
            ask(
                `topk(20, sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${OF}}[1h])) > 0)`,
                "{{namespace}}/{{pod}}",
            ),
        ),
        panel(
            "Replicas that are missing",
            "short",
            ask(
                `kube_deployment_spec_replicas{${OF}} - on (cluster, namespace, deployment) kube_deployment_status_replicas_available{${OF}} > 0`,
                "{{namespace}}/{{deployment}}",
            ),
        ),
        panel(
            "Network, received and sent",
            "Bps",
            ask(
                `sum by (namespace) (rate(container_network_receive_bytes_total{${OF}}[5m]))`,
                "{{namespace}} in",
            ),
            ask(
                `-sum by (namespace) (rate(container_network_transmit_bytes_total{${OF}}[5m]))`,
                "{{namespace}} out",
            ),
        ),
    ],
};

/** By the name of the file that holds each. */
export const GRAFANA_DASHBOARDS: Readonly<Record<string, GrafanaDashboard>> = {
    "control-plane": CONTROL_PLANE,
    karpenter: KARPENTER,
    nodes: NODES,
    workloads: WORKLOADS,
};
