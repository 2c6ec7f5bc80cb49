/** Dashboards of CloudWatch as documents: what EKS publishes of a control plane by itself, and Container Insights. Pure. */
import type { Json } from "../../shared/json";

/** Dashboards there are. */
export const DASHBOARD_KINDS = ["control-plane", "container-insights"] as const;
export type DashboardKind = (typeof DASHBOARD_KINDS)[number];

interface Graph {
    readonly title: string;
    readonly metrics: readonly string[];
    readonly stat: "Average" | "Maximum" | "Sum";
}

/**
 * Published without being asked for, and not billed.
 * Source: EKS User Guide, cloudwatch, the metrics of namespace AWS/EKS; dimension ClusterName.
 */
const CONTROL_PLANE: readonly Graph[] = [
    {
        title: "Requests to the API server",
        metrics: ["apiserver_request_total", "apiserver_request_total_4XX", "apiserver_request_total_5XX"],
        stat: "Sum",
    },
    { title: "Requests turned away (429)", metrics: ["apiserver_request_total_429"], stat: "Sum" },
    {
        title: "Slowest of a hundred requests, in seconds",
        metrics: [
            "apiserver_request_duration_seconds_GET_P99",
            "apiserver_request_duration_seconds_POST_P99",
            "apiserver_request_duration_seconds_PUT_P99",
            "apiserver_request_duration_seconds_DELETE_P99",
        ],
        stat: "Average",
    },
    {
        title: "Requests under way",
        metrics: [
            "apiserver_current_inflight_requests_MUTATING",
            "apiserver_current_inflight_requests_READONLY",
        ],
        stat: "Maximum",
    },
    {
        title: "Size of etcd, in bytes",
        metrics: ["apiserver_storage_size_bytes", "etcd_mvcc_db_total_size_in_use_in_bytes"],
        stat: "Maximum",
    },
    {
        title: "Pods that wait for a node",
        metrics: [
            "scheduler_pending_pods",
            "scheduler_pending_pods_UNSCHEDULABLE",
            "scheduler_pending_pods_BACKOFF",
            "scheduler_pending_pods_GATED",
        ],
        stat: "Maximum",
    },
    {
        title: "Attempts of the scheduler",
        metrics: [
            "scheduler_schedule_attempts_SCHEDULED",
            "scheduler_schedule_attempts_UNSCHEDULABLE",
            "scheduler_schedule_attempts_ERROR",
        ],
        stat: "Sum",
    },
];

/** Source: Amazon CloudWatch User Guide, Container-Insights-metrics-EKS and -enhanced-EKS; dimension ClusterName. */
const CONTAINER_INSIGHTS: readonly Graph[] = [
    { title: "Nodes", metrics: ["cluster_node_count", "cluster_failed_node_count"], stat: "Maximum" },
    {
        title: "Processor of nodes, in per cent",
        metrics: ["node_cpu_utilization", "node_cpu_reserved_capacity"],
        stat: "Average",
    },
    {
        title: "Memory of nodes, in per cent",
        metrics: ["node_memory_utilization", "node_memory_reserved_capacity"],
        stat: "Average",
    },
    { title: "Disks of nodes, in per cent", metrics: ["node_filesystem_utilization"], stat: "Maximum" },
    {
        title: "Pods, in per cent of what nodes have",
        metrics: ["pod_cpu_utilization", "pod_memory_utilization"],
        stat: "Average",
    },
    { title: "Restarts of containers", metrics: ["pod_number_of_container_restarts"], stat: "Sum" },
];

const DASHBOARDS: {
    readonly [kind in DashboardKind]: { readonly namespace: string; readonly graphs: readonly Graph[] };
} = {
    "control-plane": { namespace: "AWS/EKS", graphs: CONTROL_PLANE },
    "container-insights": { namespace: "ContainerInsights", graphs: CONTAINER_INSIGHTS },
};

/** Two a row. Source: Amazon CloudWatch User Guide, CloudWatch-Dashboard-Body-Structure: 24 columns. */
const WIDTH = 12;
const HEIGHT = 6;
const PERIOD_SECONDS = 60;

export function cloudWatchDashboard(
    kind: DashboardKind,
    { clusterName, region }: { readonly clusterName: string; readonly region: string },
): Json {
    const { graphs, namespace } = DASHBOARDS[kind];
    return {
        widgets: graphs.map(({ metrics, stat, title }, index) => ({
            type: "metric",
            width: WIDTH,
            height: HEIGHT,
            x: (index % 2) * WIDTH,
            y: Math.floor(index / 2) * HEIGHT,
            properties: {
                metrics: metrics.map((metric) => [namespace, metric, "ClusterName", clusterName]),
                period: PERIOD_SECONDS,
                region,
                stat,
                title,
                view: "timeSeries",
            },
        })),
    };
}
