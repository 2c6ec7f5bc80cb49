/** Spark operator: runs applications of Apache Spark that are written as objects. */
import { z } from "zod";

import { isLabelName } from "../shared/object-names";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { PRIORITY, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

const NAME = "spark-operator";
const COMPONENTS = ["controller", "webhook"] as const;

/** Source: values.yaml of chart 2.5.2, resources of both, as their comments propose; each submission starts a Java machine of 128 MiB. */
const SIZE = { cpu: "100m", memory: "300Mi" };

const options = {
    /**
     * Namespaces whose applications it runs. They must exist: it makes the service account `spark-operator-spark` in each, with
     * what a driver may do there.
     */
    namespaces: list(z.string()),
};

/** Source: templates/_helpers.tpl and templates/<component>/_helpers.tpl of chart 2.5.2, selectorLabels. */
function labelsOf(component: string) {
    return { "app.kubernetes.io/component": component, "app.kubernetes.io/name": NAME };
}

export const sparkOperator = defineChart({
    repository: "https://kubeflow.github.io/spark-operator",
    version: {
        value: "2.5.2",
        source: "kubeflow/spark-operator charts/spark-operator-chart/Chart.yaml, tag v2.5.2",
        seen: "2026-07-31",
        address: "https://github.com/kubeflow/spark-operator/releases/tag/v2.5.2",
    },
    namespace: { name: NAME, podSecurity: { enforce: "restricted" } },
    // It writes into namespaces of teams, which must be there.
    phase: "admission",
    leftOut: { none: "there is no node for a driver" },
    options,
    check: ({ options: { namespaces } }) => checkNamespaces(namespaces),
    pods: ({ site: { replicas } }) =>
        COMPONENTS.map((component) => ({
            name: `${NAME}-${component}`,
            kind: "Deployment",
            labels: labelsOf(component),
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        })),
    values: ({ options: { namespaces }, site }) => values(site, namespaces),
    images: ["ghcr.io/kubeflow/spark-operator/controller"],
    definitions: {
        home: "crds",
        names: ["scheduledsparkapplications", "sparkapplications", "sparkconnects"].map(
            (kind) => `${kind}.sparkoperator.k8s.io`,
        ),
        kept: true,
    },
    webhooks,
    reserved: [
        ...COMPONENTS.flatMap((component) => [
            {
                path: `${component}.replicas`,
                why: "is what placement reckons with",
                remedy: "Set replicas beside values",
            },
            {
                path: `${component}.tolerations`,
                why: "lets the pods start where the kit places them",
                remedy: "Remove it",
            },
        ]),
        {
            path: "spark.jobNamespaces",
            why: "is whose applications it runs",
            remedy: "Set namespaces beside values",
        },
        {
            path: "spark.jobNamespaceSelector",
            why: "would have its webhook stand before pods of further namespaces",
            remedy: "Set namespaces beside values",
        },
    ],
});

function checkNamespaces(namespaces: readonly string[]): Problem[] {
    if (namespaces.length === 0)
        return [
            {
                path: "namespaces",
                what: "it would run nobody's applications",
                got: [],
                remedy: "Name a namespace",
            },
        ];
    return namespaces.flatMap((got, index) =>
        isLabelName(got)
            ? []
            : [
                  {
                      path: `namespaces[${index}]`,
                      what: "not a namespace",
                      got,
                      remedy: "Use small letters, digits and hyphens",
                  },
              ],
    );
}

/** Source of the keys: values.yaml of chart 2.5.2. */
function values(site: ChartSite, namespaces: readonly string[]): Values {
    const { imageRegistry, replicas } = site;
    const deployment = (component: string): Values => ({
        ...(replicas > 1 ? { podDisruptionBudget: { enable: true } } : {}),
        ...PRIORITY,
        replicas,
        resources: { limits: { memory: "1Gi" }, requests: SIZE },
        tolerations: [...TOLERATIONS],
        // The chart refuses to spread one pod.
        ...(replicas > 1 ? { topologySpreadConstraints: spreadOf(site, labelsOf(component)) } : {}),
    });
    return {
        ...(imageRegistry === undefined ? {} : { image: { registry: imageRegistry } }),
        ...Object.fromEntries(COMPONENTS.map((component) => [component, deployment(component)])),
        spark: { jobNamespaces: [...namespaces] },
    };
}

/** Pods are asked about where Spark itself labelled them. Source: chart 2.5.2, rendered. */
function webhooks(): ChartWebhook[] {
    const kinds = {
        "v1beta2-sparkapplication": "sparkapplications",
        "v1beta2-scheduledsparkapplication": "scheduledsparkapplications",
        "v1alpha1-sparkconnect": "sparkconnects",
    };
    const rest = { policy: "Fail", port: 9443 } as const;
    return [
        {
            name: "mutate--v1-pod.sparkoperator.k8s.io",
            kind: "mutating",
            resources: ["pods"],
            scope: "labelled",
            ...rest,
        },
        ...Object.entries(kinds).flatMap(([name, resource]) =>
            (["mutating", "validating"] as const).map((kind) => ({
                name: `${kind === "mutating" ? "mutate" : "validate"}-sparkoperator-k8s-io-${name}.sparkoperator.k8s.io`,
                kind,
                resources: [resource],
                scope: "own" as const,
                ...rest,
            })),
        ),
    ];
}
