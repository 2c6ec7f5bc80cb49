/**
 * What the managed scraper collects, as data: what rules and dashboards of the kit look at, and what split cost allocation
 * needs, and nothing else, since every sample is billed. Pure.
 */
import type { JsonInput } from "../shared/json";
import { yamlModule } from "../shared/text-formats";
import type { Sources } from "./rules/rule";

export interface ScrapeSpec {
    /** Label `cluster` of every series: workspaces may be shared. */
    readonly clusterName: string;
    readonly intervalSeconds: number;
    readonly sources: Sources;
}

/** Source: AMP User Guide, AMP-collector-how-to, "Scraper configuration", limitations. */
export const MIN_INTERVAL_SECONDS = 30;

type Job = { readonly [key: string]: JsonInput };

/** The same for whatever needs a token: no other form is taken. Source: the same. */
const BY_TOKEN: Job = {
    scheme: "https",
    authorization: {
        type: "Bearer",
        credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token",
    },
};

/** The Service in front of the API server. */
const API_SERVER: JsonInput = {
    action: "keep",
    source_labels: [
        "__meta_kubernetes_namespace",
        "__meta_kubernetes_service_name",
        "__meta_kubernetes_endpoint_port_name",
    ],
    regex: "default;kubernetes;https",
};

/** Histograms with thousands of series that no rule of the kit reads. */
const WIDE_HISTOGRAMS = [
    "apiserver_request_body_size_bytes_bucket",
    "apiserver_request_sli_duration_seconds_bucket",
    "apiserver_request_slo_duration_seconds_bucket",
    "apiserver_response_sizes_bucket",
    "apiserver_watch_events_sizes_bucket",
    "etcd_request_duration_seconds_bucket",
    "workqueue_.*_bucket",
    "scheduler_plugin_.*_bucket",
];

/**
 * What is kept of cAdvisor's. Split cost allocation reads the first two.
 * Source: AWS Cost and Usage Reports User Guide, split-cost-allocation-data, "Amazon Managed Service for Prometheus".
 */
export const CONTAINER_METRICS = [
    "container_cpu_usage_seconds_total",
    "container_memory_working_set_bytes",
    "container_cpu_cfs_periods_total",
    "container_cpu_cfs_throttled_periods_total",
    "container_fs_usage_bytes",
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_oom_events_total",
] as const;

const KUBELET_METRICS = [
    "kubelet_certificate_manager_client_ttl_seconds",
    "kubelet_node_name",
    "kubelet_running_containers",
    "kubelet_running_pods",
    "kubelet_volume_stats_.*",
];

/** The scraper's configuration as YAML. */
export function scrapeConfiguration({ clusterName, intervalSeconds, sources }: ScrapeSpec): string {
    return yamlModule().stringify(
        {
            global: {
                scrape_interval: `${String(intervalSeconds)}s`,
                external_labels: { cluster: clusterName },
            },
            scrape_configs: [...controlPlaneJobs(), ...nodeJobs(), ...podJobs(sources)],
        },
        { aliasDuplicateObjects: false, lineWidth: 0 },
    );
}

/** Source of the paths: EKS User Guide, view-raw-metrics. */
function controlPlaneJobs(): readonly Job[] {
    const job = (job_name: string, further: Job = {}): Job => ({
        job_name,
        ...BY_TOKEN,
        ...further,
        kubernetes_sd_configs: [{ role: "endpoints", namespaces: { names: ["default"] } }],
        relabel_configs: [API_SERVER],
        metric_relabel_configs: [dropped(WIDE_HISTOGRAMS)],
    });
    const path = (component: string) => ({
        metrics_path: `/apis/metrics.eks.amazonaws.com/v1/${component}/container/metrics`,
    });
    return [job("apiserver"), job("scheduler", path("ksh")), job("controller-manager", path("kcm"))];
}

/** Through the API server: the one name the scraper resolves. */
function nodeJobs(): readonly Job[] {
    const job = (job_name: string, path: string, kept: readonly string[]): Job => ({
        job_name,
        ...BY_TOKEN,
        kubernetes_sd_configs: [{ role: "node" }],
        relabel_configs: [
            { target_label: "node", source_labels: ["__meta_kubernetes_node_name"] },
            { target_label: "__address__", replacement: "kubernetes.default.svc:443" },
            {
                target_label: "__metrics_path__",
                source_labels: ["__meta_kubernetes_node_name"],
                regex: "(.+)",
                replacement: `/api/v1/nodes/$1/proxy/${path}`,
            },
        ],
        metric_relabel_configs: [{ action: "keep", source_labels: ["__name__"], regex: kept.join("|") }],
    });
    return [
        job("kubelet", "metrics", KUBELET_METRICS),
        job("cadvisor", "metrics/cadvisor", CONTAINER_METRICS),
    ];
}

/** Pods that say who they are by `app.kubernetes.io/name`, and one of their ports. */
function podJobs(sources: Sources): readonly Job[] {
    const jobs = [
        { name: "karpenter", pods: "karpenter", port: "8080", on: sources.karpenter },
        {
            name: "kube-state-metrics",
            pods: "kube-state-metrics",
            port: "8080",
            on: sources.kubeStateMetrics,
        },
        { name: "node-exporter", pods: "prometheus-node-exporter", port: "9100", on: sources.nodeExporter },
        { name: "cert-manager", pods: "cert-manager", port: "9402", on: sources.certManager },
    ];
    return jobs.filter(({ on }) => on).map(({ name, pods, port }) => podJob(name, pods, port));
}

function podJob(job_name: string, name: string, port: string): Job {
    return {
        job_name,
        kubernetes_sd_configs: [{ role: "pod" }],
        relabel_configs: [
            {
                action: "keep",
                source_labels: [
                    "__meta_kubernetes_pod_label_app_kubernetes_io_name",
                    "__meta_kubernetes_pod_container_port_number",
                ],
                regex: `${name};${port}`,
            },
            { target_label: "node", source_labels: ["__meta_kubernetes_pod_node_name"] },
        ],
        // What it says of other pods goes by its own labels: those of the pod that was asked would hide them.
        ...(job_name === "kube-state-metrics" ? { honor_labels: true } : {}),
    };
}

function dropped(names: readonly string[]): JsonInput {
    return { action: "drop", source_labels: ["__name__"], regex: names.join("|") };
}
