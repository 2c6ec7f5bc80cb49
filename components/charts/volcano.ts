/** Volcano: a scheduler beside Kubernetes' own, which starts all pods of a job at once or none. */
import { z } from "zod";

import { amountOf } from "../shared/kubernetes-quantity";
import { isLabelName } from "../shared/object-names";
import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { type ChartObject, type ChartSite, type ChartWebhook, defineChart } from "./definition";
import { TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

/** Of each: its keys in the values, the label its chart gives it, its image; the chart states no requests. */
const DEPLOYMENTS = {
    "volcano-admission": {
        key: "admission",
        app: "volcano-admission",
        image: "vc-webhook-manager",
        requests: { cpu: "100m", memory: "128Mi" },
    },
    "volcano-controllers": {
        key: "controller",
        app: "volcano-controller",
        image: "vc-controller-manager",
        requests: { cpu: "100m", memory: "256Mi" },
    },
    "volcano-scheduler": {
        key: "scheduler",
        app: "volcano-scheduler",
        image: "vc-scheduler",
        requests: { cpu: "250m", memory: "512Mi" },
    },
} as const;

const queue = z.strictObject({
    /** Its share of what is there, beside other queues. @default 1 */
    weight: z.number().exactOptional(),
    /** What its jobs may use together at most: `cpu`, `memory`, `nvidia.com/gpu`. @default everything */
    limits: z.record(z.string(), z.string()).exactOptional(),
});

const options = {
    /**
     * Queues, by name, beside `default`, which is always there.
     * @default none
     * @example
     * queues: { research: { weight: 2, limits: { cpu: "64", memory: "256Gi" } } },
     */
    queues: z.record(z.string(), queue).exactOptional(),
};

type Queues = NonNullable<z.infer<z.ZodObject<typeof options>>["queues"]>;

const ONE_QUEUE = "both would decide when a job may start";

export const volcano = defineChart({
    repository: "https://volcano-sh.github.io/helm-charts",
    version: {
        value: "1.15.1",
        source: "volcano-sh/volcano installer/helm/chart/volcano/Chart.yaml, tag v1.15.1",
        seen: "2026-07-30",
        address: "https://github.com/volcano-sh/volcano/releases/tag/v1.15.1",
    },
    // Its containers add a capability that restricted does not let them have.
    namespace: { name: "volcano-system", podSecurity: { enforce: "baseline" } },
    phase: "releases",
    alone: "its chart brings no disruption budget for several, and no zones",
    leftOut: {
        none: "there is no node for a job",
        fargate: "pods on Fargate are placed by its own scheduler alone",
    },
    options,
    check: ({ options: { queues = {} } }) => checkQueues(queues),
    pods: () =>
        Object.entries(DEPLOYMENTS).map(([name, { app, requests }]) => ({
            name,
            kind: "Deployment",
            labels: { app },
            tolerations: [SYSTEM_TOLERATION],
            requests,
            replicas: 1,
        })),
    values: ({ site }) => values(site),
    images: Object.values(DEPLOYMENTS).map(({ image }) => `docker.io/volcanosh/${image}`),
    hooks: [
        ...["Job", "Role", "ServiceAccount"].map((kind) => `${kind}/volcano-admission-init`),
        "RoleBinding/volcano-admission-init-role",
    ],
    // It is told the number of the revision, so that it reads its certificate anew.
    rendersAnew: ["Deployment/volcano-admission"],
    definitions: {
        home: "templates",
        names: [
            ...["cronjobs.batch", "jobs.batch", "commands.bus", "colocationconfigurations.config"],
            ...["jobflows.flow", "jobtemplates.flow", "numatopologies.nodeinfo", "podgroups.scheduling"],
            ...["queues.scheduling", "nodeshards.shard", "hypernodes.topology"],
        ].map((kind) => `${kind}.volcano.sh`),
        kept: false,
    },
    webhooks,
    objects: ({ options: { queues = {} } }) => objectsOf(queues),
    excludes: [
        { word: "catalogue.kueue", why: ONE_QUEUE },
        { word: "catalogue.yunikorn", why: ONE_QUEUE },
        { word: "addons.others.amazon-sagemaker-hyperpod-taskgovernance", why: ONE_QUEUE },
    ],
    reserved: [
        {
            path: "custom.enabled_admissions",
            why: "decides whose pods wait while it is away",
            remedy: "Remove it",
        },
        {
            path: "custom.scheduler_config_override",
            why: "keeps jobs waiting for nodes that nobody starts, where it has the action enqueue",
            remedy: "Remove it, or install the chart among charts",
        },
        {
            path: "custom.default_tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
        ...Object.values(DEPLOYMENTS).map(({ key }) => ({
            path: `custom.${key}_replicas`,
            why: "is one",
            remedy: "Remove it",
        })),
        ...["agent_scheduler_enable", "colocation_enable"].map((key) => ({
            path: `custom.${key}`,
            why: "would start pods that nobody places",
            remedy: "Remove it",
        })),
    ],
});

function checkQueues(queues: Queues): Problem[] {
    return Object.entries(queues).flatMap(([name, { limits = {}, weight }]) => {
        const path = `queues.${name}`;
        const isFree = isLabelName(name) && !["default", "root"].includes(name);
        return [
            ...(isFree
                ? []
                : [
                      {
                          path,
                          what: "not a name for a queue",
                          got: name,
                          remedy: "Use small letters, digits and hyphens; default and root are Volcano's own",
                      },
                  ]),
            ...(weight === undefined || (Number.isInteger(weight) && weight >= 1)
                ? []
                : [{ path: `${path}.weight`, what: "not a share", got: weight, remedy: "Choose 1 or more" }]),
            ...Object.entries(limits)
                .filter(([, amount]) => amountOf(amount) === undefined)
                .map(([resource, got]) => ({
                    path: `${path}.limits.${resource}`,
                    what: "not a quantity of Kubernetes",
                    got,
                    remedy: 'Write "64", "500m" or "256Gi"',
                })),
        ];
    });
}

/** Source: chart 1.15.1, CustomResourceDefinition queues.scheduling.volcano.sh. */
function objectsOf(queues: Queues): ChartObject[] {
    return Object.entries(queues).map(([name, { limits, weight = 1 }]) => ({
        apiVersion: "scheduling.volcano.sh/v1beta1",
        kind: "Queue",
        metadata: { name },
        spec: { ...(limits === undefined ? {} : { capability: limits }), reclaimable: true, weight },
    }));
}

/**
 * The chart's own, less what compares a job with the nodes that are there before it makes its pods: Karpenter, Auto Mode and the
 * Cluster Autoscaler start nodes for pods that wait. Source: volcano-sh/volcano v1.15.1, pkg/scheduler/actions/allocate, on jobs
 * without the action enqueue; installer/helm/chart/volcano/config/volcano-scheduler.conf.
 */
const CONFIGURATION = `actions: "allocate, backfill"
tiers:
- plugins:
  - name: priority
  - name: gang
    enablePreemptable: false
  - name: conformance
- plugins:
  - name: drf
    enablePreemptable: false
  - name: predicates
  - name: proportion
  - name: nodeorder
  - name: binpack
`;

/** Source of the keys: values.yaml of chart 1.15.1. */
function values({ imageRegistry }: ChartSite): Values {
    return {
        basic: {
            image_pull_policy: "IfNotPresent",
            ...(imageRegistry === undefined ? {} : { image_registry: imageRegistry }),
        },
        custom: {
            default_tolerations: [...TOLERATIONS],
            scheduler_config_override: CONFIGURATION,
            ...Object.fromEntries(
                Object.values(DEPLOYMENTS).map(({ key, requests }) => [
                    `${key}_resources`,
                    { limits: { memory: "2Gi" }, requests: { ...requests } },
                ]),
            ),
        },
    };
}

/** Jobs of its own kind alone: what Kubernetes' scheduler places, it never sees. Source: chart 1.15.1, rendered. */
function webhooks(): ChartWebhook[] {
    const own = { policy: "Fail", scope: "own", port: 8443 } as const;
    const named = (kind: ChartWebhook["kind"], name: string, resource: string): ChartWebhook => ({
        name: `${kind === "mutating" ? "mutate" : "validate"}${name}.volcano.sh`,
        kind,
        resources: [resource],
        ...own,
    });
    return [
        named("mutating", "job", "jobs"),
        named("mutating", "queue", "queues"),
        named("validating", "cronjob", "cronjobs"),
        named("validating", "hypernodes", "hypernodes"),
        named("validating", "job", "jobs"),
        named("validating", "podgroup", "podgroups"),
        named("validating", "queue", "queues"),
    ];
}
