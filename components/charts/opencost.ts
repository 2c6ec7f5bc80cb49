/** OpenCost: what pods, namespaces and teams cost, in the cluster itself. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { type ChartSite, defineChart } from "./definition";
import { TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const SIZE = { cpu: "10m", memory: "55Mi" };

const options = {
    /**
     * Address of a Prometheus that scrapes the cluster, whose history OpenCost then reads.
     * @default OpenCost scrapes for itself, and keeps 15 days for as long as its pod lives
     * @example
     * prometheusUrl: "http://prometheus-operated.monitoring.svc:9090"
     */
    prometheusUrl: z.string().exactOptional(),
};

export const opencost = defineChart({
    repository: "https://opencost.github.io/opencost-helm-chart",
    version: {
        value: "2.5.17",
        source: "opencost/opencost-helm-chart charts/opencost/Chart.yaml, tag opencost-2.5.17",
        seen: "2026-04-28",
        address: "https://github.com/opencost/opencost-helm-chart/releases/tag/opencost-2.5.17",
    },
    namespace: { name: "opencost", podSecurity: { enforce: "baseline" } },
    phase: "releases",
    leftOut: {
        fargate: "it splits what nodes cost, and AWS bills each pod by itself there",
        none: "there is no node whose cost it could split",
    },
    options,
    check: ({ options: { prometheusUrl } }) => checkUrl(prometheusUrl),
    pods: () => [
        {
            name: "opencost",
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": "opencost" },
            tolerations: [SYSTEM_TOLERATION],
            // Two containers: its own and its page.
            requests: { cpu: "20m", memory: "110Mi" },
            // What it has scraped is in the one pod.
            replicas: 1,
        },
    ],
    values: ({ options: { prometheusUrl }, site }) => values(site, prometheusUrl),
    images: ["ghcr.io/opencost/opencost", "ghcr.io/opencost/opencost-ui"],
    reserved: [
        {
            path: "opencost.exporter.replicas",
            why: "is one, for what it has scraped is in its pod",
            remedy: "Remove it",
        },
        {
            path: "opencost.prometheus",
            why: "follows from where metrics come from",
            remedy: "Set prometheusUrl beside values",
        },
        {
            path: "opencost.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
    ],
});

function checkUrl(got: string | undefined): Problem[] {
    if (got === undefined || (/^https?:\/\/[^/?#@\s]+(\/[^?#@\s]*)?$/.test(got) && URL.canParse(got)))
        return [];
    return [
        {
            path: "prometheusUrl",
            what: "not the address of a Prometheus",
            got,
            remedy: "Write http://<service>.<namespace>.svc:<port>, without a login",
        },
    ];
}

/** Source of the keys: values.yaml of chart 2.5.17. */
function values({ clusterName, imageRegistry }: ChartSite, prometheusUrl: string | undefined): Values {
    const image = imageRegistry === undefined ? {} : { image: { registry: imageRegistry } };
    const resources = { limits: { memory: "1Gi" }, requests: SIZE };
    return {
        opencost: {
            exporter: {
                ...image,
                collectorDataSource: { enabled: prometheusUrl === undefined },
                defaultClusterId: clusterName,
                replicas: 1,
                resources,
            },
            // A server for language models, which nobody has asked for.
            mcp: { enabled: false },
            prometheus: {
                external: {
                    enabled: prometheusUrl !== undefined,
                    ...(prometheusUrl === undefined ? {} : { url: prometheusUrl }),
                },
                internal: { enabled: false },
            },
            tolerations: [...TOLERATIONS],
            ui: { ...image, resources },
        },
    };
}
