/** adot: AWS Distro for OpenTelemetry, an operator and collectors that applications send traces and metrics to. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import type { JsonInput } from "../shared/json";
import { type KitPod, SYSTEM_TOLERATION } from "../shared/pods";
import { list } from "../shared/schema";
import type { WorkloadGrants } from "../shared/workload-role";
import type { AddonDefinition, AddonSite } from "./definition";
import { type AddonOptions, deploymentPod, NO_NODE } from "./workloads";

/** Words of its own. */
export const adotWords = {
    /** A collector of traces that applications send by OTLP, to X-Ray. Billed by the trace. @default false */
    traces: z.boolean().exactOptional(),
    /**
     * A collector of metrics that pods offer to Prometheus: to CloudWatch, as metrics of its own and so billed one by one, or to
     * the workspace of `prometheus`.
     * @default none
     */
    metrics: list(z.enum(["cloudwatch", "prometheus"])).exactOptional(),
};

const asked = z.object(adotWords);

function chosen({ own = {} }: AddonOptions) {
    const { metrics = [], traces = false } = asked.parse(own);
    return { metrics, traces };
}

/** Source: aws-observability/aws-otel-collector issue 2511, which names it. */
const NAMESPACE = "opentelemetry-operator-system";

/**
 * Sources: labels of the operator's Deployment, open-telemetry/opentelemetry-helm-charts charts/opentelemetry-operator
 * 2026-08-20; names of collectors, their service accounts and settings: aws-otel.github.io, adot-eks-add-on/config-advanced, as
 * other repositories use them.
 */
const OPERATOR = {
    name: "opentelemetry-operator",
    labels: { "app.kubernetes.io/name": "opentelemetry-operator" },
    spreadBy: { "app.kubernetes.io/name": "opentelemetry-operator" },
    callsAws: false,
    phase: "releases",
    namespace: NAMESPACE,
} as const;

const METRICS = "adot-col-prom-metrics";
const TRACES = "adot-col-otlp-ingest";

export const adot: AddonDefinition = {
    phase: "releases",
    presence: "on-request",
    leftOut: {
        fargate: "its collectors call AWS by Pod Identity, whose agent Fargate does not run",
        none: NO_NODE,
    },
    versions: {
        "1.35": {
            value: "v0.151.0-eksbuild.1",
            source: "awslabs/cdk-eks-blueprints lib/addons/adot/index.ts, the row of 1.35",
            seen: "2026-06-15",
            address: "https://github.com/awslabs/cdk-eks-blueprints/blob/main/lib/addons/adot/index.ts",
        },
        "1.36": {
            value: "v0.156.0-eksbuild.1",
            source: "MomtezMdimagh/retail-store-eks-platform infrastructure/live/dev, pinned for a cluster of 1.36; undated, read on the day",
            seen: "2026-11-28",
            address: "https://github.com/MomtezMdimagh/retail-store-eks-platform",
        },
    },
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: { namespace: NAMESPACE, name: METRICS },
        grants: (options) => metricsGrants(chosen(options).metrics),
        kind: () => "pod-identity",
        further: [
            {
                serviceAccount: { namespace: NAMESPACE, name: TRACES },
                suffix: "traces",
                grants: (options): WorkloadGrants =>
                    chosen(options).traces ? { awsManaged: "AWSXrayWriteOnlyAccess" } : {},
            },
        ],
    },
    pods: (options) => [
        deploymentPod(OPERATOR, { ...options, host: "managed-nodes", replicas: 1 }),
        ...collectorsOf(options),
    ],
    configuration,
    inputs,
    // Source: EKS User Guide, opentelemetry: without cert-manager the add-on fails.
    needs: (options) => [
        { word: "catalogue.cert-manager", why: "its webhooks take their certificates from there" },
        ...(chosen(options).metrics.includes("prometheus")
            ? [{ word: "prometheus", why: "its metrics go to that workspace" }]
            : []),
    ],
    endpoints: (options) => {
        const { metrics, traces } = chosen(options);
        return [
            ...(metrics.includes("prometheus") ? ["aps-workspaces" as const] : []),
            ...(metrics.includes("cloudwatch") ? ["logs" as const, "monitoring" as const] : []),
            ...(traces ? ["xray" as const] : []),
        ];
    },
    reserved: [
        { path: "tolerations", why: "lets the operator start where the kit places it", remedy: "Remove it" },
        {
            path: "collector.prometheusMetrics",
            why: "is billed by what it sends",
            remedy: "Set addons.adot.metrics",
        },
        { path: "collector.otlpIngest", why: "is billed by what it sends", remedy: "Set addons.adot.traces" },
    ],
};

/** Nothing asked for, nothing granted. */
function metricsGrants(metrics: readonly string[]): WorkloadGrants {
    const awsManaged = [
        ...(metrics.includes("prometheus") ? ["AmazonPrometheusRemoteWriteAccess"] : []),
        ...(metrics.includes("cloudwatch") ? ["CloudWatchAgentServerPolicy"] : []),
    ];
    return awsManaged.length === 0 ? {} : { awsManaged };
}

/** The operator makes them: they tolerate no taint. */
function collectorsOf(options: AddonOptions): readonly KitPod[] {
    const { metrics, traces } = chosen(options);
    const names = [...(metrics.length > 0 ? [METRICS] : []), ...(traces ? [TRACES] : [])];
    return names.map((name) => {
        const labels = { "app.kubernetes.io/instance": `${NAMESPACE}.${name}` };
        const collector = { ...OPERATOR, name: `${name}-collector`, labels, callsAws: true };
        return {
            ...deploymentPod(collector, { ...options, host: "managed-nodes", replicas: 1 }),
            tolerations: [],
            nodesOnly: false,
        };
    });
}

function configuration(options: AddonOptions): JsonInput {
    const { metrics, traces } = chosen(options);
    const on = (enabled: boolean) => ({ enabled });
    const collector = {
        ...(metrics.length === 0
            ? {}
            : {
                  prometheusMetrics: {
                      pipelines: {
                          metrics: {
                              amp: on(metrics.includes("prometheus")),
                              emf: on(metrics.includes("cloudwatch")),
                          },
                      },
                  },
              }),
        ...(traces ? { otlpIngest: { pipelines: { traces: { xray: on(true) } } } } : {}),
    };
    return {
        ...(Object.keys(collector).length === 0 ? {} : { collector }),
        replicaCount: 1,
        tolerations: [{ ...SYSTEM_TOLERATION }],
    };
}

/** The workspace's address is known once it is made. */
function inputs(options: AddonOptions, { prometheus }: AddonSite): pulumi.Output<JsonInput> | undefined {
    if (prometheus === undefined || !chosen(options).metrics.includes("prometheus")) return undefined;
    return pulumi.output(prometheus.endpoint).apply((endpoint) => ({
        collector: {
            prometheusMetrics: {
                exporters: { prometheusremotewrite: { endpoint: `${endpoint}api/v1/remote_write` } },
            },
        },
    }));
}
