/** Rules on what the API server, the scheduler and the controller manager say of themselves. */
import type { RuleGroup } from "./rule";

/** What waits for as long as it is asked to is no slow request. */
const SHORT_VERBS = 'verb!~"WATCH|CONNECT"';

/**
 * Names of metrics: Kubernetes Metrics Reference, 1.36; which of them EKS serves: EKS User Guide, view-raw-metrics, and EKS
 * Best Practices Guide, control-plane monitoring.
 */
export const CONTROL_PLANE_RULES: readonly RuleGroup[] = [
    {
        name: "control-plane-recordings",
        rules: [
            {
                record: "cluster:apiserver_requests:rate5m",
                expr: "sum by (cluster) (rate(apiserver_request_total[5m]))",
            },
            {
                record: "cluster:apiserver_request_errors:ratio_rate5m",
                expr:
                    'sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[5m])) ' +
                    "/ sum by (cluster) (rate(apiserver_request_total[5m]))",
            },
            {
                record: "cluster_verb:apiserver_request_duration_seconds:p99_5m",
                expr:
                    "histogram_quantile(0.99, sum by (cluster, verb, le) " +
                    `(rate(apiserver_request_duration_seconds_bucket{${SHORT_VERBS}}[5m])))`,
            },
        ],
    },
    {
        name: "control-plane",
        rules: [
            {
                alert: "ApiServerErrors",
                expr: "cluster:apiserver_request_errors:ratio_rate5m > 0.01",
                for: "10m",
                severity: "page",
                summary: "{{ $value | humanizePercentage }} of the requests to the API server fail",
                look: "apiserver_request_total by resource and code; webhooks that fail closed; the control plane's logs",
            },
            {
                alert: "ApiServerSlow",
                expr: "cluster_verb:apiserver_request_duration_seconds:p99_5m > 1",
                for: "15m",
                severity: "ticket",
                summary:
                    "One in a hundred {{ $labels.verb }} requests takes {{ $value | humanizeDuration }} and more",
                look: "who lists most (audit log), sizes of lists, apiserver_admission_webhook_admission_duration_seconds",
            },
            {
                alert: "ApiServerTurnsRequestsAway",
                expr:
                    "sum by (cluster, priority_level, reason) " +
                    "(rate(apiserver_flowcontrol_rejected_requests_total[5m])) > 0.1",
                for: "10m",
                severity: "ticket",
                summary:
                    "Priority level {{ $labels.priority_level }} turns requests away: {{ $labels.reason }}",
                look: "which client asks most (audit log); the tier of the control plane",
            },
            {
                alert: "AdmissionWebhookFails",
                expr:
                    "sum by (cluster, name) (rate(apiserver_admission_webhook_rejection_count" +
                    '{error_type=~"calling_webhook_error|apiserver_internal_error"}[5m])) > 0',
                for: "10m",
                severity: "page",
                summary: "Requests are refused because webhook {{ $labels.name }} does not answer",
                look: "the pods behind the webhook, the port between control plane and nodes",
            },
            {
                alert: "EtcdFilling",
                // 8 GiB is the size of the standard tier. Source: EKS Best Practices Guide, "Limit etcd database size".
                expr: "max by (cluster) (apiserver_storage_size_bytes) > 6 * 1024 * 1024 * 1024",
                for: "15m",
                severity: "page",
                summary: "etcd holds {{ $value | humanize1024 }}B; beyond 8 GiB the cluster takes no writes",
                look: "apiserver_storage_objects by resource: what controllers leave behind",
            },
            {
                alert: "PodsFindNoNode",
                expr: 'sum by (cluster) (scheduler_pending_pods{queue="unschedulable"}) > 0',
                for: "15m",
                severity: "ticket",
                summary: "{{ $value }} pods find no node",
                look: "kubectl get pods --field-selector status.phase=Pending -A; limits of pools, quotas, zones of volumes",
            },
            {
                alert: "ControlPlaneNotScraped",
                expr: 'up{job=~"apiserver|scheduler|controller-manager"} == 0',
                for: "15m",
                severity: "ticket",
                summary: "Nothing is heard of {{ $labels.job }}",
                look: "the scraper's access entry, its security groups, aws amp describe-scraper",
            },
        ],
    },
];
