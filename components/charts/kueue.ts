/** Kueue: lets jobs start when what they ask for is free, and keeps them waiting until then. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import { list } from "../shared/schema";
import { type ChartSite, type ChartWebhook, defineChart } from "./definition";
import {
    checkQueues,
    namespacesOf,
    objectsOfQueues,
    onlyIn,
    type Queues,
    queuesSchema,
} from "./kueue-queues";
import { mirrored, PRIORITY, spreadOf, TOLERATIONS } from "./pod-values";
import type { Values } from "./values";

/** Source: templates/_helpers.tpl of chart 0.19.2, kueue.selectorLabels. */
const LABELS = { "app.kubernetes.io/name": "kueue", "control-plane": "controller-manager" };
/** Source: values.yaml of chart 0.19.2, controllerManager.manager.resources. */
const SIZE = { cpu: "500m", memory: "512Mi" };

/** The chart in the project's repository names an image of its staging registry; releases are published here. */
const IMAGE = "registry.k8s.io/kueue/kueue";
const VERSION = "0.19.2";

/** Source: sigs.k8s.io/kueue v0.19.2, pkg/controller/jobs, FrameworkName of each. */
const FRAMEWORKS = [
    "batch/job",
    "jobset.x-k8s.io/jobset",
    "kubeflow.org/mpijob",
    "leaderworkerset.x-k8s.io/leaderworkerset",
    "ray.io/raycluster",
    "ray.io/rayjob",
    "ray.io/rayservice",
    "trainer.kubeflow.org/trainjob",
] as const;

const options = {
    /**
     * Queues, by name. Kueue looks at jobs of their namespaces alone, so that while none of its pods answers nobody else waits.
     * @example
     * queues: {
     *     training: { namespaces: ["research"], quota: { cpu: "64", memory: "256Gi", "nvidia.com/gpu": "8" } },
     * }
     */
    queues: queuesSchema,
    /**
     * Kinds of jobs it looks at; a kind that nobody has defined yet is looked at once somebody does. Pods, Deployments and
     * StatefulSets are not among them: their webhooks would stand before everything that runs in those namespaces.
     * @default ["batch/job", "jobset.x-k8s.io/jobset", "ray.io/raycluster", "ray.io/rayjob"]
     */
    frameworks: list(z.enum(FRAMEWORKS)).exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;

const DEFAULT_FRAMEWORKS: NonNullable<Options["frameworks"]> = [
    "batch/job",
    "jobset.x-k8s.io/jobset",
    "ray.io/raycluster",
    "ray.io/rayjob",
];

const ONE_QUEUE = "both would decide when a job may start";

export const kueue = defineChart({
    repository: "oci://registry.k8s.io/kueue/charts",
    version: {
        value: VERSION,
        source: "kubernetes-sigs/kueue charts/kueue/Chart.yaml, tag v0.19.2",
        seen: "2026-08-20",
        address: "https://github.com/kubernetes-sigs/kueue/releases/tag/v0.19.2",
    },
    namespace: { name: "kueue-system", podSecurity: { enforce: "restricted" } },
    // Its queues are made in namespaces of teams, and its webhooks refuse their jobs while nobody answers.
    phase: "admission",
    leftOut: { none: "there is no pod that could wait" },
    options,
    check: ({ options: { queues } }) => checkQueues(queues),
    pods: ({ site: { replicas } }) => [
        {
            name: "kueue-controller-manager",
            kind: "Deployment",
            labels: LABELS,
            tolerations: [SYSTEM_TOLERATION],
            requests: SIZE,
            replicas,
        },
    ],
    values: ({ options: chosen, site }) => values(site, chosen),
    images: [IMAGE],
    definitions: {
        home: "templates",
        names: [
            ...["admissionchecks", "clusterqueues", "cohorts", "localqueues", "multikueueclusters"],
            ...["multikueueconfigs", "provisioningrequestconfigs", "resourceflavors", "topologies"],
            ...["workloadpriorityclasses", "workloads"],
        ].map((kind) => `${kind}.kueue.x-k8s.io`),
        kept: false,
    },
    webhooks: () => webhooks(),
    objects: ({ options: { queues } }) => objectsOfQueues(queues),
    excludes: [
        { word: "catalogue.volcano", why: ONE_QUEUE },
        { word: "catalogue.yunikorn", why: ONE_QUEUE },
        {
            word: "addons.others.amazon-sagemaker-hyperpod-taskgovernance",
            why: "it installs a Kueue of its own",
        },
    ],
    leaves: [
        {
            kinds: ["Workload", "ClusterQueue", "ResourceFlavor"],
            what: "finalizers that nobody takes off, which keep the chart's definitions from being deleted",
        },
    ],
    reserved: [
        {
            path: "managerConfig",
            why: "decides whose jobs wait while it is away",
            remedy: "Set queues and frameworks beside values",
        },
        {
            path: "controllerManager.replicas",
            why: "is what placement reckons with",
            remedy: "Set replicas beside values",
        },
        {
            path: "controllerManager.tolerations",
            why: "lets the pods start where the kit places them",
            remedy: "Remove it",
        },
    ],
});

/** Source of the keys: values.yaml of chart 0.19.2. */
function values(site: ChartSite, { frameworks = DEFAULT_FRAMEWORKS, queues }: Options): Values {
    return {
        controllerManager: {
            manager: {
                image: {
                    pullPolicy: "IfNotPresent",
                    repository: mirrored(site, IMAGE),
                    tag: `v${VERSION}`,
                },
                ...PRIORITY,
                resources: { limits: { cpu: null, memory: SIZE.memory }, requests: SIZE },
            },
            podDisruptionBudget: { enabled: site.replicas > 1 },
            replicas: site.replicas,
            tolerations: [...TOLERATIONS],
            topologySpreadConstraints: spreadOf(site, LABELS),
        },
        managerConfig: { controllerManagerConfigYaml: configuration(queues, frameworks) },
    };
}

/**
 * The chart's own configuration, less its queues of pods, Deployments and StatefulSets, for chosen namespaces alone. JSON is
 * YAML. Source: values.yaml of chart 0.19.2, managerConfig.controllerManagerConfigYaml.
 */
function configuration(queues: Queues, frameworks: readonly string[]): string {
    const concurrency = {
        "Job.batch": 5,
        Pod: 5,
        "Workload.kueue.x-k8s.io": 10,
        "LocalQueue.kueue.x-k8s.io": 5,
        "ClusterQueue.kueue.x-k8s.io": 5,
        "ResourceFlavor.kueue.x-k8s.io": 1,
    };
    const configured = {
        apiVersion: "config.kueue.x-k8s.io/v1beta2",
        kind: "Configuration",
        health: { healthProbeBindAddress: ":8081" },
        metrics: { bindAddress: ":8443" },
        webhook: { port: 9443 },
        leaderElection: { leaderElect: true, resourceName: "c1f6bfd2.kueue.x-k8s.io" },
        controller: { groupKindConcurrency: concurrency },
        clientConnection: { qps: 300, burst: 500 },
        managedJobsNamespaceSelector: onlyIn(namespacesOf(queues)),
        integrations: { frameworks: [...frameworks] },
    };
    return JSON.stringify(configured, undefined, 2);
}

/** Kinds of others it has webhooks for, whatever its frameworks are, and what it refuses. Source: chart 0.19.2, rendered. */
const OF_OTHERS = {
    appwrapper: "appwrappers",
    jaxjob: "jaxjobs",
    job: "jobs",
    jobset: "jobsets",
    leaderworkerset: "leaderworkersets",
    mpijob: "mpijobs",
    paddlejob: "paddlejobs",
    pytorchjob: "pytorchjobs",
    raycluster: "rayclusters",
    rayjob: "rayjobs",
    rayservice: "rayservices",
    sparkapplication: "sparkapplications",
    tfjob: "tfjobs",
    trainjob: "trainjobs",
    xgboostjob: "xgboostjobs",
} as const;

/** Kinds that are no framework of ours: while nobody answers they pass. */
const PASSING = { deployment: "deployments", pod: "pods", statefulset: "statefulsets" } as const;

function webhooks(): ChartWebhook[] {
    const both = (name: string, resource: string, rest: Pick<ChartWebhook, "policy" | "scope">) =>
        (["mutating", "validating"] as const).map((kind) => ({
            name: `${kind === "mutating" ? "m" : "v"}${name}.kb.io`,
            kind,
            resources: [resource],
            port: 9443,
            ...rest,
        }));
    const own = { policy: "Fail", scope: "own" } as const;
    return [
        ...Object.entries(OF_OTHERS).flatMap(([name, resource]) =>
            both(name, resource, { policy: "Fail", scope: "labelled" }),
        ),
        ...Object.entries(PASSING).flatMap(([name, resource]) =>
            both(name, resource, { policy: "Ignore", scope: "labelled" }),
        ),
        ...both("clusterqueue", "clusterqueues", own),
        ...both("resourceflavor", "resourceflavors", own),
        { name: "vcohort.kb.io", kind: "validating", resources: ["cohorts"], port: 9443, ...own },
        { name: "mworkload.kb.io", kind: "mutating", resources: ["workloads"], port: 9443, ...own },
        {
            name: "vworkload.kb.io",
            kind: "validating",
            resources: ["workloads", "workloads/status"],
            port: 9443,
            ...own,
        },
    ];
}
