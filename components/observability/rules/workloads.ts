/** Rules on what kube-state-metrics says of objects. Names of metrics: kubernetes/kube-state-metrics v2.20.0, docs/metrics. */
import type { RuleGroup } from "./rule";

export const WORKLOAD_RULES: readonly RuleGroup[] = [
    {
        name: "workloads",
        rules: [
            {
                alert: "NodeNotReady",
                expr: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
                for: "10m",
                severity: "page",
                summary: "{{ $labels.node }} is not ready",
                look: "kubectl describe node; node repair takes it away where it is on",
            },
            {
                alert: "NodeUnderPressure",
                expr: 'kube_node_status_condition{condition=~"DiskPressure|MemoryPressure|PIDPressure",status="true"} == 1',
                for: "10m",
                severity: "ticket",
                summary: "{{ $labels.node }} has {{ $labels.condition }}",
                look: "requests of its pods, size of its root volume",
            },
            {
                alert: "PodPending",
                expr:
                    'sum by (cluster, namespace, pod) (kube_pod_status_phase{phase="Pending"}) > 0 ' +
                    'unless on (cluster, namespace, pod) kube_pod_owner{owner_kind="Job"}',
                for: "30m",
                severity: "ticket",
                summary: "{{ $labels.namespace }}/{{ $labels.pod }} has been pending for half an hour",
                look: "kubectl describe pod: node, volume, image or secret",
            },
            {
                alert: "ContainerRestarts",
                expr: "increase(kube_pod_container_status_restarts_total[15m]) > 3",
                for: "15m",
                severity: "ticket",
                summary: "{{ $labels.namespace }}/{{ $labels.pod }} starts again and again",
                look: "kubectl logs --previous, container {{ $labels.container }}",
            },
            {
                alert: "DeploymentShort",
                expr:
                    "kube_deployment_status_replicas_available " +
                    "< on (cluster, namespace, deployment) kube_deployment_spec_replicas",
                for: "30m",
                severity: "ticket",
                summary: "{{ $labels.namespace }}/{{ $labels.deployment }} has fewer replicas than it should",
                look: "kubectl rollout status; events of its pods",
            },
            {
                alert: "DaemonSetShort",
                expr:
                    "kube_daemonset_status_number_available " +
                    "< on (cluster, namespace, daemonset) kube_daemonset_status_desired_number_scheduled",
                for: "30m",
                severity: "ticket",
                summary: "{{ $labels.namespace }}/{{ $labels.daemonset }} is missing on some nodes",
                look: "tolerations, room on the nodes",
            },
            {
                alert: "JobFailed",
                expr: 'kube_job_failed{condition="true"} > 0',
                for: "15m",
                severity: "ticket",
                summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} failed",
                look: "kubectl logs job/{{ $labels.job_name }}; delete it to silence this",
            },
            {
                alert: "BudgetBlocksDrain",
                expr:
                    "kube_poddisruptionbudget_status_pod_disruptions_allowed == 0 " +
                    "and on (cluster, namespace, poddisruptionbudget) kube_poddisruptionbudget_status_expected_pods > 0",
                for: "2h",
                severity: "ticket",
                summary:
                    "{{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} lets no pod go: its nodes cannot be replaced",
                look: "replicas of what it protects; maxUnavailable 0",
            },
        ],
    },
];

/** Names of metrics: cert-manager/cert-manager v1.21, pkg/metrics. */
export const CERTIFICATE_RULES: readonly RuleGroup[] = [
    {
        name: "certificates",
        rules: [
            {
                alert: "CertificateExpires",
                expr: "certmanager_certificate_expiration_timestamp_seconds - time() < 10 * 24 * 3600",
                for: "1h",
                severity: "page",
                summary: "Certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}",
                look: "kubectl describe certificate, its request and its order",
            },
            {
                alert: "CertificateNotReady",
                expr: 'max by (cluster, namespace, exported_namespace, name) (certmanager_certificate_ready_status{condition!="True"}) == 1',
                for: "30m",
                severity: "ticket",
                summary: "Certificate {{ $labels.name }} is not ready",
                look: "kubectl describe certificate, its request and its order",
            },
        ],
    },
];
