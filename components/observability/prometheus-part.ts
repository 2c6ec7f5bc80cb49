/** The environment's workspace of Amazon Managed Prometheus. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { Prometheus } from "./prometheus";
import { prometheusSchema } from "./prometheus-schema";
import { checkPrometheus, type PrometheusSpec } from "./prometheus-spec";
import type { Sources } from "./rules/rule";

const words = {
    /**
     * Amazon Managed Prometheus: a workspace, AWS's own scraper, rules and alerts. Billed by the sample, the query and the
     * scraper's hour.
     * @default none
     * @example
     * prometheus: { collector: { kind: "scraper" }, alerts: { kind: "own-topic", emails: ["platform@example.com"] } },
     */
    prometheus: prometheusSchema.exactOptional(),
};

/** What of a shape has series. */
export interface SourceWords {
    readonly compute: { readonly kind: string };
    readonly addons: Readonly<Record<string, unknown>> & {
        readonly others?: Readonly<Record<string, unknown>>;
    };
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, unknown>>;
}

type Reads = z.infer<z.ZodObject<typeof words>> &
    SourceWords & { readonly controlPlane: { readonly logs: { readonly retentionDays: number } } };

export const prometheus = part({
    words,
    // Before whatever writes to it.
    phase: "access",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<PrometheusSpec>[] =>
        shape.prometheus === undefined
            ? []
            : [
                  {
                      name: "prometheus",
                      shapePath: "prometheus",
                      spec: {
                          ...shape.prometheus,
                          account,
                          clusterName,
                          region,
                          logRetentionDays: shape.controlPlane.logs.retentionDays,
                          sources: sourcesOf(shape),
                      },
                  },
              ],
    origins: { account: "account", clusterName: "clusterName", region: "region", sources: { shape: "" } },
    check: checkPrometheus,
    notices: (components) => components.flatMap(({ spec }) => noticesOf(spec)),
    build: ({ name, spec }, { ground: { keys }, options }) => {
        const { alertsKeyArn, logsKeyArn } = keys;
        const args = { ...spec, ...defined({ alertsKeyArn, logsKeyArn }) };
        const made = new Prometheus(name, args, options);
        const { endpoint, workspaceArn } = made;
        return { ready: made.ready, provides: { prometheus: { endpoint, workspaceArn } } };
    },
});

/** What of the environment's software says something that can be alerted on, whoever installs it. */
export function sourcesOf({ addons, catalogue = {}, charts = {}, compute }: SourceWords): Sources {
    const has = (name: string) =>
        [addons, addons.others ?? {}, catalogue, charts].some((words) => words[name] !== undefined);
    const stack = has("kube-prometheus-stack");
    return {
        karpenter: compute.kind === "karpenter",
        kubeStateMetrics: stack || has("kube-state-metrics"),
        nodeExporter: stack || has("prometheus-node-exporter"),
        certManager: has("cert-manager"),
    };
}

function noticesOf({ alerts, sources: { kubeStateMetrics } }: PrometheusSpec): string[] {
    return [
        ...(alerts.kind === "none" ? ["Alerts of prometheus go nowhere: alerts.kind is none"] : []),
        ...(kubeStateMetrics
            ? []
            : [
                  "No alert on nodes that are not ready or on pods that restart: nothing says so without the add-on kube-state-metrics",
              ]),
    ];
}
