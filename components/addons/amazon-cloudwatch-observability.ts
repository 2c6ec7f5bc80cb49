/**
 * amazon-cloudwatch-observability: an operator, CloudWatch's agent and Fluent Bit on every node. Each of its four pipelines
 * is billed by what it takes in, and the add-on's own settings begin with three of them on: here each is off until asked for.
 */
import { z } from "zod";

import type { JsonInput } from "../shared/json";
import type { OwnSettings } from "../shared/own-settings";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { Relation } from "../shared/relations";
import type { Pin } from "../versions";
import type { AddonDefinition } from "./definition";
import { type AddonDaemonSet, type AddonOptions, daemonSetPod, deploymentPod, NO_NODE } from "./workloads";

/** Words of its own. */
export const cloudWatchWords = {
    /**
     * Logs of containers, of kubelet and containerd, and of the node, by Fluent Bit on every node. Billed by the gigabyte taken
     * in. The groups are made first, with `logGroups`.
     * @default false
     */
    containerLogs: z.boolean().exactOptional(),
    /** Container Insights with enhanced observability: metrics of nodes, pods and containers. Billed by the observation. @default false */
    containerInsights: z.boolean().exactOptional(),
    /**
     * Application Signals: programs in Java, Python, .NET and Node.js are instrumented as their pods start, and send metrics
     * and traces. Billed by the request and by the gigabyte.
     * @default false
     */
    applicationSignals: z.boolean().exactOptional(),
    /**
     * Container Insights by OpenTelemetry: an exporter on every node, kube-state-metrics and a scraper of the cluster. Billed by
     * the gigabyte.
     * @default false
     */
    otelContainerInsights: z.boolean().exactOptional(),
};

const asked = z.object(cloudWatchWords);

/** What of it an environment asks for. */
export type CloudWatchPipelines = Required<z.infer<typeof asked>>;

/** What is not asked for is off. */
export function pipelinesOf(own: Readonly<Record<string, unknown>> = {}): CloudWatchPipelines {
    return {
        containerLogs: false,
        containerInsights: false,
        applicationSignals: false,
        otelContainerInsights: false,
        ...asked.parse(own),
    };
}

const NAMESPACE = "amazon-cloudwatch";

/**
 * Sources of names, labels and settings: aws-observability/helm-charts charts/amazon-cloudwatch-observability 6.4.0,
 * 2026-08-07, which the add-on is made of; rendered with these settings. The add-on's own schema was not seen.
 */
const OPERATOR = {
    name: "amazon-cloudwatch-observability-controller-manager",
    labels: {
        "app.kubernetes.io/name": "amazon-cloudwatch-observability",
        "control-plane": "controller-manager",
    },
    spreadBy: { "control-plane": "controller-manager" },
    callsAws: false,
    phase: "releases",
    namespace: NAMESPACE,
} as const;

function daemonSet(name: string, labels: AddonDaemonSet["labels"], callsAws = false): AddonDaemonSet {
    return { name, labels, phase: "releases", callsAws, namespace: NAMESPACE };
}

const AGENT = daemonSet("cloudwatch-agent", { "app.kubernetes.io/name": "cloudwatch-agent" }, true);
const FLUENT_BIT = daemonSet("fluent-bit", { "k8s-app": "fluent-bit" }, true);
const NODE_EXPORTER = daemonSet("node-exporter", { "k8s-app": "node-exporter" });

/** Operator and kube-state-metrics: one pod each, whatever `addons.replicas` is. */
const KUBE_STATE_METRICS = {
    ...OPERATOR,
    name: "kube-state-metrics",
    labels: { "k8s-app": "kube-state-metrics" },
    spreadBy: { "k8s-app": "kube-state-metrics" },
} as const;

export const amazonCloudwatchObservability: AddonDefinition = {
    // Pools may be all the nodes there are, and groups of logs come first.
    phase: "releases",
    presence: "on-request",
    // Source: Amazon CloudWatch User Guide, install-CloudWatch-Observability-EKS-addon: Fargate is not supported.
    leftOut: { fargate: "its agents are DaemonSets, and Fargate runs none", none: NO_NODE },
    versions: { "1.35": live("1.35"), "1.36": live("1.36") },
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        // Agent and Fluent Bit share it. Source: the chart's fluent-bit-daemonset.yaml, serviceAccountName.
        serviceAccount: { namespace: NAMESPACE, name: "cloudwatch-agent" },
        grants: ({ own }) => ({
            awsManaged: [
                "CloudWatchAgentServerPolicy",
                ...(pipelinesOf(own).applicationSignals ? ["AWSXrayWriteOnlyAccess"] : []),
            ],
        }),
        kind: () => "pod-identity",
    },
    pods,
    configuration,
    reserved: [
        ...["containerLogs", "containerInsights", "applicationSignals", "otelContainerInsights"].map(
            (word) => ({
                path: `${word}.enabled`,
                why: "is off until it is asked for, for it is billed",
                remedy: `Set addons.amazon-cloudwatch-observability.${word}`,
            }),
        ),
        {
            path: "manager.tolerations",
            why: "lets the operator start where the kit places it",
            remedy: "Remove it",
        },
        {
            path: "manager.podAnnotations",
            why: "keeps the operator where the kit places it",
            remedy: "Remove it",
        },
    ],
    check,
    excludes,
    endpoints: ({ own }) => [
        "logs",
        "monitoring",
        ...(pipelinesOf(own).applicationSignals ? ["xray" as const] : []),
    ],
};

function pods(options: AddonOptions) {
    const { containerLogs, otelContainerInsights } = pipelinesOf(options.own);
    const alone = { ...options, host: "managed-nodes", replicas: 1 } as const;
    return [
        deploymentPod(OPERATOR, alone),
        daemonSetPod(AGENT),
        ...(containerLogs ? [daemonSetPod(FLUENT_BIT)] : []),
        ...(otelContainerInsights
            ? [daemonSetPod(NODE_EXPORTER), deploymentPod(KUBE_STATE_METRICS, alone)]
            : []),
    ];
}

function configuration({ own }: AddonOptions): JsonInput {
    const { applicationSignals, containerInsights, containerLogs, otelContainerInsights } = pipelinesOf(own);
    return {
        applicationSignals: { enabled: applicationSignals },
        containerInsights: { enabled: containerInsights },
        containerLogs: { enabled: containerLogs },
        otelContainerInsights: { enabled: otelContainerInsights },
        // They see every pod, workload and namespace that is made, and serve Application Signals alone.
        admissionWebhooks: Object.fromEntries(
            ["namespaces", "pods", "workloads"].map((webhook) => [webhook, { create: applicationSignals }]),
        ),
        // Their objects are made whatever is asked for, and count for Container Insights alone.
        dcgmExporter: { enabled: containerInsights },
        neuronMonitor: { enabled: containerInsights },
        manager: {
            podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
            // A list, empty or not, takes the place of the chart's own, which would tolerate everything.
            tolerations: [{ ...SYSTEM_TOLERATION }],
        },
    };
}

function check({ own, windows = false }: AddonOptions, configuration: OwnSettings = {}): Problem[] {
    const pipelines = pipelinesOf(own);
    if (Object.values(pipelines).every((on) => !on) && Object.keys(configuration).length === 0) {
        return [
            {
                path: "options.own",
                what: "nothing of it is asked for: it would collect nothing",
                remedy: "Set containerLogs, containerInsights, applicationSignals or otelContainerInsights, or remove it",
            },
        ];
    }
    const off = (["containerInsights", "applicationSignals"] as const).filter((word) => !pipelines[word]);
    if (!windows || off.length === 0) return [];
    return [
        {
            path: "options.own",
            what: `its agents on Windows nodes collect what is not asked for: ${off.join(" and ")}`,
            remedy: `Set ${off.map((word) => `${word}: true`).join(", ")}, or remove it`,
        },
    ];
}

/** Two of a kind would send everything twice, and both be billed. */
function excludes({ own }: AddonOptions): readonly Relation[] {
    const { applicationSignals, containerLogs, otelContainerInsights } = pipelinesOf(own);
    const logs = "both read every log of a node and send it";
    const twin = "otelContainerInsights brings one of its own";
    return [
        ...(containerLogs
            ? ["catalogue.fluent-bit", "catalogue.aws-for-fluent-bit"].map((word) => ({ word, why: logs }))
            : []),
        ...(applicationSignals
            ? ["addons.adot", "catalogue.opentelemetry-operator"].map((word) => ({
                  word,
                  why: "both instrument pods by the same annotations",
              }))
            : []),
        ...(otelContainerInsights
            ? ["addons.kube-state-metrics", "addons.prometheus-node-exporter"].map((word) => ({
                  word,
                  why: twin,
              }))
            : []),
    ];
}

function live(minor: string): Pin {
    return {
        value: "v6.7.0-eksbuild.1",
        source: `robreris/vending-machine-poc, session log of a live cluster upgraded minor by minor from 1.31 to 1.36: on ${minor}`,
        seen: "2026-09-24",
        address: "https://github.com/robreris/vending-machine-poc",
    };
}
