/** kube-prometheus-stack: Prometheus and its operator in the cluster, Alertmanager, exporters, and Grafana where asked for. */
import { z } from "zod";

import { GRAFANA_DASHBOARDS, grafanaDocument } from "../observability/ref";
import { canonicalJson, type Json } from "../shared/json";
import { amountOf } from "../shared/kubernetes-quantity";
import { EVERY_TAINT, NOT_ON_FARGATE, SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { type ChartObject, type ChartSite, defineChart } from "./definition";
import { spreadOf } from "./pod-values";
import type { Values } from "./values";

const NAMESPACE = "monitoring";
const NAME = "kube-prometheus-stack";
/** Stated, so that the role trusts what runs: the chart would derive it from the name of the release. */
const SERVICE_ACCOUNT = "prometheus";

const SIZES = {
    operator: { cpu: "100m", memory: "128Mi" },
    prometheus: { cpu: "250m", memory: "1Gi" },
    alertmanager: { cpu: "50m", memory: "128Mi" },
    exporter: { cpu: "50m", memory: "128Mi" },
    node: { cpu: "50m", memory: "32Mi" },
    grafana: { cpu: "100m", memory: "256Mi" },
} as const;

const options = {
    /** How long Prometheus keeps metrics on its volume, as Prometheus writes it: `15d`. @default "10d" */
    retention: z.string().exactOptional(),
    /** Size of the volume of each Prometheus, of the default class. It stays when the release goes. @default "50Gi" */
    storage: z.string().exactOptional(),
    /** Whether metrics go to the environment's workspace as well: `prometheus` with `collector: { kind: "none" }`. @default false */
    remoteWrite: z.boolean().exactOptional(),
    /** Grafana with the kit's dashboards. @default none */
    grafana: z
        .strictObject({
            /** Name of a Secret in namespace `monitoring` with `admin-user` and `admin-password`, which must be there first. */
            adminSecret: z.string(),
        })
        .exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;
interface Chosen {
    readonly site: ChartSite;
    readonly options: Options;
}

export const kubePrometheusStack = defineChart({
    repository: "https://prometheus-community.github.io/helm-charts",
    version: {
        value: "88.5.3",
        source: "prometheus-community/helm-charts charts/kube-prometheus-stack/Chart.yaml, operator v0.93.1",
        seen: "2026-08-22",
        address: "https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack",
    },
    // The node exporter reads the node's own files.
    namespace: { name: NAMESPACE, podSecurity: { enforce: "privileged" } },
    phase: "releases",
    leftOut: {
        fargate: "Prometheus keeps its metrics on a volume of EBS, which Fargate mounts none of",
        none: "there is no node to run it",
    },
    options,
    check,
    identity: ({ options: { remoteWrite = false }, site }) =>
        remoteWrite ? { serviceAccount: SERVICE_ACCOUNT, statements: statements(site) } : undefined,
    relations: ({ options: { remoteWrite = false } }) =>
        remoteWrite ? { needs: [{ word: "prometheus", why: "remoteWrite goes to its workspace" }] } : {},
    pods,
    values,
    placed: ({ options: { remoteWrite = false } }) =>
        remoteWrite ? { "amp.endpoint": "prometheusEndpoint" as const } : {},
    objects: ({ options: { grafana } }) => (grafana === undefined ? [] : dashboards()),
    images: [
        "quay.io/prometheus-operator/prometheus-operator",
        "quay.io/prometheus-operator/prometheus-config-reloader",
        "quay.io/prometheus/prometheus",
        "quay.io/prometheus/alertmanager",
        "quay.io/prometheus/node-exporter",
        "quay.io/thanos/thanos", // The operator is told of it, for a Prometheus that asks for it.
        "registry.k8s.io/kube-state-metrics/kube-state-metrics",
        "docker.io/grafana/grafana",
        "quay.io/kiwigrid/k8s-sidecar",
    ],
    definitions: {
        home: "crds",
        names: [
            "alertmanagerconfigs.monitoring.coreos.com",
            "alertmanagers.monitoring.coreos.com",
            "podmonitors.monitoring.coreos.com",
            "probes.monitoring.coreos.com",
            "prometheusagents.monitoring.coreos.com",
            "prometheuses.monitoring.coreos.com",
            "prometheusrules.monitoring.coreos.com",
            "scrapeconfigs.monitoring.coreos.com",
            "servicemonitors.monitoring.coreos.com",
            "thanosrulers.monitoring.coreos.com",
        ],
        kept: true,
    },
    leaves: [
        {
            kinds: ["PersistentVolumeClaim"],
            what: "volumes of Prometheus and Alertmanager, with what they hold",
        },
    ],
    reserved: [
        { path: "fullnameOverride", why: "is what the names of its pods begin with", remedy: "Remove it" },
        { path: "prometheus.serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        {
            path: "prometheus.prometheusSpec.remoteWrite",
            why: "goes to the environment's workspace",
            remedy: "Use remoteWrite, or prometheus.prometheusSpec.additionalRemoteWrite",
        },
        { path: "grafana.adminPassword", why: "would stand in the state", remedy: "Set grafana.adminSecret" },
        { path: "grafana.enabled", why: "wants a password nobody sees", remedy: "Set grafana.adminSecret" },
    ],
});

function check({ options: { retention = "10d", storage = "50Gi" } }: Chosen): Problem[] {
    return [
        ...(/^\d+(ms|[smhdwy])$/.test(retention)
            ? []
            : [
                  {
                      path: "retention",
                      what: "not a time as Prometheus writes it",
                      got: retention,
                      remedy: "Write 15d",
                  },
              ]),
        ...(amountOf(storage) !== undefined
            ? []
            : [{ path: "storage", what: "not a size of a volume", got: storage, remedy: "Write 50Gi" }]),
    ];
}

/** Source: AMP User Guide, set-up-irsa, AMPIngestPolicy; the workspace's id is not known when the policy is written. */
function statements({ account, region }: ChartSite) {
    return [
        {
            Sid: "WriteMetrics",
            Effect: "Allow" as const,
            Action: ["aps:RemoteWrite"],
            Resource: `arn:${partitionOf(region)}:aps:${region}:${account}:workspace/*`,
        },
    ];
}

/** Labels: the chart's templates and those of its sub-charts at 88.5.3, rendered; of StatefulSets the operator's, v0.93.1. */
function pods({ options: { grafana }, site: { replicas } }: Chosen) {
    const deployment = (name: string, app: string, requests: Json & object, count = 1) => ({
        name,
        kind: "Deployment" as const,
        labels: { "app.kubernetes.io/name": app },
        tolerations: [SYSTEM_TOLERATION],
        requests: requests as { cpu: string; memory: string },
        replicas: count,
        // The others have service accounts of their own, which no role trusts.
        callsAws: name === "prometheus",
    });
    return [
        deployment("operator", `${NAME}-prometheus-operator`, SIZES.operator),
        deployment("prometheus", "prometheus", SIZES.prometheus, replicas),
        deployment("alertmanager", "alertmanager", SIZES.alertmanager, replicas),
        deployment("kube-state-metrics", "kube-state-metrics", SIZES.exporter),
        ...(grafana === undefined ? [] : [deployment("grafana", "grafana", SIZES.grafana)]),
        {
            name: "node-exporter",
            callsAws: false,
            kind: "DaemonSet" as const,
            labels: { "app.kubernetes.io/name": "prometheus-node-exporter" },
            tolerations: [EVERY_TAINT],
            requests: SIZES.node,
        },
    ];
}

function sized(requests: { readonly cpu: string; readonly memory: string }, limit: string): Json {
    return { limits: { memory: limit }, requests };
}

/** Source of the keys: values.yaml of 88.5.3 and of its sub-charts; rendered with these values. */
function values({ options: chosen, site }: Chosen): Values {
    const tolerations = [{ ...SYSTEM_TOLERATION }];
    return {
        alertmanager: alertmanagerOf(site),
        // No prefix of the release: the same in every environment.
        fullnameOverride: NAME,
        ...(site.imageRegistry === undefined ? {} : { global: { imageRegistry: site.imageRegistry } }),
        grafana: grafanaOf(chosen),
        // EKS lets nobody reach them; scheduler and controller manager are served behind the API server.
        kubeControllerManager: { enabled: false },
        kubeEtcd: { enabled: false },
        // The add-on binds its metrics to the node alone.
        kubeProxy: { enabled: false },
        kubeScheduler: { enabled: false },
        "kube-state-metrics": { resources: sized(SIZES.exporter, "256Mi"), tolerations },
        "prometheus-node-exporter": {
            affinity: NOT_ON_FARGATE,
            resources: sized(SIZES.node, "64Mi"),
            tolerations: [EVERY_TAINT],
        },
        prometheus: prometheusOf(chosen, site),
        prometheusOperator: {
            // Its webhook checks rules alone, and its certificate would come from a hook with an image of its own.
            admissionWebhooks: { enabled: false, patch: { enabled: false } },
            resources: sized(SIZES.operator, "256Mi"),
            tls: { enabled: false },
            tolerations,
        },
    };
}

function alertmanagerOf(site: ChartSite): Json {
    const { replicas } = site;
    return {
        alertmanagerSpec: {
            replicas,
            resources: sized(SIZES.alertmanager, "256Mi"),
            storage: claimOf("2Gi"),
            tolerations: [{ ...SYSTEM_TOLERATION }],
            topologySpreadConstraints: spreadOf(site, { "app.kubernetes.io/name": "alertmanager" }),
        },
        podDisruptionBudget: budgetOf(replicas),
    };
}

function prometheusOf(
    { remoteWrite = false, retention = "10d", storage = "50Gi" }: Options,
    site: ChartSite,
): Json {
    const { clusterName, region, replicas } = site;
    return {
        podDisruptionBudget: budgetOf(replicas),
        prometheusSpec: {
            externalLabels: { cluster: clusterName },
            // Monitors and rules of whichever chart, not of this release alone.
            podMonitorSelectorNilUsesHelmValues: false,
            probeSelectorNilUsesHelmValues: false,
            ruleSelectorNilUsesHelmValues: false,
            scrapeConfigSelectorNilUsesHelmValues: false,
            serviceMonitorSelectorNilUsesHelmValues: false,
            // The chart reads the list as a template: the workspace's address is known when it is made.
            ...(remoteWrite
                ? {
                      remoteWrite: [
                          { sigv4: { region }, url: "{{ .Values.amp.endpoint }}api/v1/remote_write" },
                      ],
                  }
                : {}),
            replicas,
            resources: sized(SIZES.prometheus, "4Gi"),
            retention,
            storageSpec: claimOf(storage),
            tolerations: [{ ...SYSTEM_TOLERATION }],
            topologySpreadConstraints: spreadOf(site, { "app.kubernetes.io/name": "prometheus" }),
        },
        serviceAccount: { create: true, name: SERVICE_ACCOUNT },
    };
}

/** Without a password of its own the chart would make one, and another at each update. */
function grafanaOf({ grafana }: Options): Json {
    if (grafana === undefined) return { enabled: false };
    return {
        admin: { existingSecret: grafana.adminSecret },
        enabled: true,
        resources: sized(SIZES.grafana, "512Mi"),
        testFramework: { enabled: false },
        tolerations: [{ ...SYSTEM_TOLERATION }],
    };
}

/** Of the environment's default class. */
function claimOf(storage: string): Json {
    return {
        volumeClaimTemplate: {
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
        },
    };
}

/** One may go. Not as maxUnavailable: beside the chart's own minAvailable an API server refuses it. */
function budgetOf(replicas: number): Json {
    return replicas < 2 ? { enabled: false } : { enabled: true, minAvailable: replicas - 1 };
}

/** The sidecar of the chart's Grafana finds them by their label. Source: values.yaml of 88.5.3, grafana.sidecar.dashboards. */
function dashboards(): readonly ChartObject[] {
    return Object.entries(GRAFANA_DASHBOARDS).map(([name, dashboard]) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: `dashboard-${name}`, namespace: NAMESPACE, labels: { grafana_dashboard: "1" } },
        data: { [`${name}.json`]: canonicalJson(grafanaDocument(dashboard)) },
    }));
}
