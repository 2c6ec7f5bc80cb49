/** KEDA: scales Deployments by what waits for them, such as messages of a queue, down to none. */
import { z } from "zod";

import { parseArn } from "../shared/arns";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { PRIORITY, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

/** The chart's own, stated, so that the role trusts what runs. Source: values.yaml of chart 2.20.2. */
const SERVICE_ACCOUNT = "keda-operator";

/** Names of its Deployments by their keys in the values. Source: chart 2.20.2, rendered. */
const DEPLOYMENTS = {
    operator: "keda-operator",
    metricsServer: "keda-operator-metrics-apiserver",
    webhooks: "keda-admission-webhooks",
} as const;

const SIZE = { cpu: "100m", memory: "100Mi" };

/** Source: Kubernetes documentation, Aggregation Layer; chart 2.20.2, APIService. */
const ONE_ANSWER =
    "both would answer for external metrics, and Kubernetes asks one of them: KEDA reads CloudWatch and Prometheus itself";

const options = {
    /**
     * Roles that a TriggerAuthentication with `podIdentity.provider: aws` may name, so that KEDA looks at a queue as its
     * owner would. Their trust must let KEDA's role assume them and tag the session. @default none
     */
    roles: list(z.string()).exactOptional(),
};

export const keda = defineChart({
    repository: "https://kedacore.github.io/charts",
    version: {
        value: "2.20.2",
        source: "kedacore/charts keda/Chart.yaml, tag v2.20.2",
        seen: "2026-07-31",
        address: "https://github.com/kedacore/charts/releases/tag/v2.20.2",
    },
    namespace: { name: "keda", podSecurity: { enforce: "restricted" } },
    phase: "releases",
    leftOut: { none: "there is no node to run it" },
    options,
    check: ({ options: { roles = [] } }) => checkRoles(roles),
    identity: ({ options: { roles = [] } }) =>
        roles.length === 0
            ? undefined
            : {
                  serviceAccount: SERVICE_ACCOUNT,
                  statements: [
                      {
                          Sid: "LookAsOwnersOfWhatWaits",
                          Effect: "Allow",
                          // Pod Identity tags its sessions, and the tags go on with them.
                          // Source: EKS User Guide, pod-id-abac, "Session tags", chaining roles.
                          Action: ["sts:AssumeRole", "sts:TagSession"],
                          Resource: [...roles],
                      },
                  ],
                  annotate: "serviceAccount.operator.annotations",
              },
    pods: ({ site: { replicas } }) =>
        Object.values(DEPLOYMENTS).map((name) => ({
            name,
            kind: "Deployment",
            labels: { "app.kubernetes.io/name": name },
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        })),
    values: ({ site }) => values(site),
    images: [
        "ghcr.io/kedacore/keda",
        "ghcr.io/kedacore/keda-admission-webhooks",
        "ghcr.io/kedacore/keda-metrics-apiserver",
    ],
    definitions: {
        home: "templates",
        names: [
            "cloudeventsources.eventing.keda.sh",
            "clustercloudeventsources.eventing.keda.sh",
            "clustertriggerauthentications.keda.sh",
            "scaledjobs.keda.sh",
            "scaledobjects.keda.sh",
            "triggerauthentications.keda.sh",
        ],
        kept: true,
    },
    webhooks,
    excludes: [
        { word: "catalogue.k8s-cloudwatch-adapter", why: ONE_ANSWER },
        // Without such rules it answers for metrics of pods alone.
        { word: "catalogue.prometheus-adapter", why: ONE_ANSWER, withValue: "rules.external" },
    ],
    leaves: [
        {
            kinds: ["ScaledObject", "ScaledJob"],
            what: "finalizers that nobody takes off, which keep their namespace from being deleted",
        },
    ],
    reserved: [
        { path: "tolerations", why: "lets the pods start where the kit places them", remedy: "Remove it" },
        { path: "serviceAccount.operator.name", why: "is the one its role trusts", remedy: "Remove it" },
        { path: "metricsServer.enabled", why: "is what autoscalers ask", remedy: "Remove it" },
        ...Object.keys(DEPLOYMENTS).map((key) => ({
            path: `${key}.replicaCount`,
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        })),
    ],
});

function checkRoles(roles: readonly string[]): Problem[] {
    return roles.flatMap((got, index) => {
        const { resource, service } = parseArn(got) ?? {};
        if (service === "iam" && resource?.startsWith("role/") === true) return [];
        return [
            {
                path: `roles[${index}]`,
                what: "not the ARN of a role",
                got,
                remedy: "Write arn:aws:iam::<account>:role/<name>",
            },
        ];
    });
}

/** Source of the keys: values.yaml of chart 2.20.2. */
function values(site: ChartSite): Values {
    const { clusterName, imageRegistry, replicas } = site;
    const budget = replicas > 1 ? { maxUnavailable: 1 } : {};
    const spread = (name: string) => spreadOf(site, { "app.kubernetes.io/name": name });
    return {
        clusterName,
        crds: { additionalAnnotations: { "helm.sh/resource-policy": "keep" } },
        ...(imageRegistry === undefined ? {} : { global: { image: { registry: imageRegistry } } }),
        image: { pullPolicy: "IfNotPresent" },
        metricsServer: { enabled: true, replicaCount: replicas },
        operator: { replicaCount: replicas },
        podDisruptionBudget: { metricServer: budget, operator: budget, webhooks: budget },
        ...PRIORITY,
        resources: Object.fromEntries(
            ["metricServer", "operator", "webhooks"].map((key) => [
                key,
                { limits: { cpu: null, memory: "1000Mi" }, requests: SIZE },
            ]),
        ),
        serviceAccount: { operator: { name: SERVICE_ACCOUNT } },
        tolerations: [...TOLERATIONS],
        topologySpreadConstraints: {
            metricsServer: spread(DEPLOYMENTS.metricsServer),
            operator: spread(DEPLOYMENTS.operator),
            webhooks: spread(DEPLOYMENTS.webhooks),
        },
        webhooks: { replicaCount: replicas },
    };
}

/** Source: chart 2.20.2, rendered. */
function webhooks(): ChartWebhook[] {
    const names = {
        vscaledobject: "scaledobjects",
        vscaledjob: "scaledjobs",
        vstriggerauthentication: "triggerauthentications",
        vsclustertriggerauthentication: "clustertriggerauthentications",
        vcloudeventsource: "cloudeventsources",
        vclustercloudeventsource: "clustercloudeventsources",
    };
    return Object.entries(names).map(([name, kind]) => ({
        name: `${name}.kb.io`,
        kind: "validating",
        policy: "Ignore",
        resources: [kind],
        scope: "own",
        port: 9443,
    }));
}
