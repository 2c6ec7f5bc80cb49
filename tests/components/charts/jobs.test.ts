/** Charts that queue and run jobs: Kueue, KubeRay, the Spark operator. */
import assert from "node:assert/strict";

import { dev } from "../../fixtures/fork/stacks/dev";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { type Catalogue, podsOfKnownChart, releaseOf } from "../../support/known-charts";
import { assertAfter } from "../../support/gallery";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { FARGATE } from "../../support/kinds";
import { ON_NODES } from "../../support/shapes";

const asked = (catalogue: Catalogue, further: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...ON_NODES,
    ...further,
    catalogue,
});
const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
const NO_COMPUTE: Partial<EnvironmentShape> = { compute: { kind: "none" }, headroom: {} };
const QUEUES = {
    training: {
        namespaces: ["research", "apps", "research"],
        quota: { cpu: "64", "nvidia.com/gpu": "8" },
        nodeLabels: { pool: "gpus" },
        cohort: "all",
    },
};

describe("kueue", () => {
    it("looks at jobs of its queues' namespaces alone, and at no pod of anybody", async () => {
        const { inputs, values } = await releaseOf(asked({ kueue: { queues: QUEUES } }), "kueue");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["0.19.2", "kueue-system"]);
        const { controllerManager, managerConfig } = values;
        const { manager, ...rest } = objectOf(controllerManager);
        assert.deepEqual(manager, {
            image: { pullPolicy: "IfNotPresent", repository: "registry.k8s.io/kueue/kueue", tag: "v0.19.2" },
            priorityClassName: "system-cluster-critical",
            resources: {
                limits: { cpu: null, memory: "512Mi" },
                requests: { cpu: "500m", memory: "512Mi" },
            },
        });
        assert.deepEqual(
            [rest["podDisruptionBudget"], rest["replicas"], rest["tolerations"]],
            [{ enabled: true }, 2, TOLERATIONS],
        );
        const configured = objectOf(
            JSON.parse(String(objectOf(managerConfig)["controllerManagerConfigYaml"])) as never,
        );
        assert.deepEqual(configured["managedJobsNamespaceSelector"], {
            matchExpressions: [
                { key: "kubernetes.io/metadata.name", operator: "In", values: ["apps", "research"] },
            ],
        });
        assert.deepEqual(configured["integrations"], {
            frameworks: ["batch/job", "jobset.x-k8s.io/jobset", "ray.io/raycluster", "ray.io/rayjob"],
        });
    });

    it("makes a flavor, a queue and a place to wait in each namespace, after the release", async () => {
        const graph = await graphOfShape(asked({ kueue: { queues: QUEUES } }));
        const made = graph.resources.filter(({ type }) => type.startsWith("kubernetes:kueue.x-k8s.io/"));
        const release = graph.resources.find(({ name }) => name === "chart-kueue-release");
        assert.deepEqual(
            made.map(({ inputs }) => {
                const { metadata, spec } = objectOf(inputs);
                const { name, namespace } = objectOf(metadata);
                return [name, namespace, spec];
            }),
            [
                [
                    "training",
                    undefined,
                    {
                        cohortName: "all",
                        namespaceSelector: {
                            matchExpressions: [
                                {
                                    key: "kubernetes.io/metadata.name",
                                    operator: "In",
                                    values: ["apps", "research"],
                                },
                            ],
                        },
                        resourceGroups: [
                            {
                                coveredResources: ["cpu", "nvidia.com/gpu"],
                                flavors: [
                                    {
                                        name: "training",
                                        resources: [
                                            { name: "cpu", nominalQuota: "64" },
                                            { name: "nvidia.com/gpu", nominalQuota: "8" },
                                        ],
                                    },
                                ],
                            },
                        ],
                    },
                ],
                ["training", "apps", { clusterQueue: "training" }],
                ["training", "research", { clusterQueue: "training" }],
                ["training", undefined, { nodeLabels: { pool: "gpus" } }],
            ],
        );
        for (const { dependencies } of made) assert.ok(release && dependencies.includes(release.urn));
    });

    it("is made after the namespaces it puts queues into", async () => {
        const graph = await graphOfShape(
            asked({ kueue: { queues: QUEUES } }, { namespaces: { research: { traffic: { kind: "open" } } } }),
        );
        assertAfter(graph, "chart-kueue-release", "namespace-research-namespace");
    });

    it("is refused every fault of its queues at once, another that queues, and where nothing runs", () => {
        const at = "stacks/dev.ts › catalogue.kueue";
        assert.deepEqual(refusedOf(asked({ kueue: { queues: {} } })), [
            `${at}.queues: there is nothing for jobs to wait in. Name a queue.`,
        ]);
        const queues = {
            Training: { namespaces: [], quota: {} },
            ok: { namespaces: ["Team"], quota: { cpu: "many" }, cohort: "a b" },
        };
        const name = "Use small letters, digits and hyphens.";
        assert.deepEqual(refusedOf(asked({ kueue: { queues } })), [
            `${at}.queues.Training: not a name (got "Training"). ${name}`,
            `${at}.queues.Training.namespaces: nobody's jobs could wait in it (got []). Name a namespace.`,
            `${at}.queues.Training.quota: no job would ever be let in (got {}). State cpu and memory at least.`,
            `${at}.queues.ok.namespaces[0]: not a name (got "Team"). ${name}`,
            `${at}.queues.ok.cohort: not a name (got "a b"). ${name}`,
            `${at}.queues.ok.quota.cpu: not a quantity of Kubernetes (got "many"). Write "64", "500m" or "256Gi".`,
        ]);
        const others = {
            "amazon-sagemaker-hyperpod-taskgovernance": { version: "v1.0.0-eksbuild.1", pods: "unknown" },
        };
        assert.match(
            refusedOf(
                asked(
                    { kueue: { queues: QUEUES } },
                    {
                        addons: { ...ON_NODES.addons, others } as EnvironmentShape["addons"],
                        charts: {
                            volcano: {
                                chart: "volcano",
                                repository: "https://volcano-sh.github.io/helm-charts",
                                version: "1.15.1",
                                namespace: { name: "volcano-system" },
                                pods: "unknown",
                            },
                        } as unknown as NonNullable<EnvironmentShape["charts"]>,
                    },
                ),
            ).join("\n"),
            /not beside catalogue\.volcano: both would decide when a job may start[^]*it installs a Kueue of its own/,
        );
        assert.match(
            refusedOf({ ...dev, ...NO_COMPUTE, catalogue: { kueue: { queues: QUEUES } } }).join("\n"),
            /catalogue\.kueue: .*there is no pod that could wait/,
        );
        assert.match(
            refusedOf(asked({ kueue: { queues: QUEUES, values: { managerConfig: {} } } })).join("\n"),
            /values\.managerConfig: this decides whose jobs wait while it is away/,
        );
    });
});

describe("volcano", () => {
    const RESEARCH = { research: { weight: 2, limits: { cpu: "64" } }, rest: {} };

    it("makes pods of jobs before it looks for nodes, which come for pods that wait", async () => {
        const { inputs, values } = await releaseOf(asked({ volcano: {} }), "volcano");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["1.15.1", "volcano-system"]);
        const { custom } = values;
        const configuration = String(objectOf(custom)["scheduler_config_override"]);
        assert.equal(configuration.split("\n")[0], 'actions: "allocate, backfill"');
        assert.doesNotMatch(configuration, /enqueue|overcommit/);
        assert.deepEqual(objectOf(custom)["default_tolerations"], TOLERATIONS);
        assert.deepEqual(
            podsOfKnownChart(asked({ volcano: {} }), "volcano").map(({ labels, name }) => [name, labels]),
            [
                ["volcano-admission", { app: "volcano-admission" }],
                ["volcano-controllers", { app: "volcano-controller" }],
                ["volcano-scheduler", { app: "volcano-scheduler" }],
            ],
        );
    });

    it("makes queues, after the release", async () => {
        const graph = await graphOfShape(asked({ volcano: { queues: RESEARCH } }));
        const made = graph.resources.filter(
            ({ type }) => type === "kubernetes:scheduling.volcano.sh/v1beta1:Queue",
        );
        assert.deepEqual(
            made.map(({ inputs }) => [
                objectOf(objectOf(inputs)["metadata"])["name"],
                objectOf(inputs)["spec"],
            ]),
            [
                ["research", { capability: { cpu: "64" }, reclaimable: true, weight: 2 }],
                ["rest", { reclaimable: true, weight: 1 }],
            ],
        );
        const release = graph.resources.find(({ name }) => name === "chart-volcano-release");
        for (const { dependencies } of made) assert.ok(release && dependencies.includes(release.urn));
    });

    it("is refused every fault of its queues, another that queues, Fargate, and what its scheduler must not do", () => {
        const at = "stacks/dev.ts › catalogue.volcano";
        const queues = { default: {}, ok: { weight: 0, limits: { cpu: "many" } } };
        assert.deepEqual(refusedOf(asked({ volcano: { queues } })), [
            `${at}.queues.default: not a name for a queue (got "default"). Use small letters, digits and hyphens; default and root are Volcano's own.`,
            `${at}.queues.ok.weight: not a share (got 0). Choose 1 or more.`,
            `${at}.queues.ok.limits.cpu: not a quantity of Kubernetes (got "many"). Write "64", "500m" or "256Gi".`,
        ]);
        assert.deepEqual(refusedOf(asked({ volcano: {}, kueue: { queues: QUEUES } })), [
            "stacks/dev.ts › catalogue.kueue: not beside catalogue.volcano: both would decide when a job may start. Keep one of the two.",
            `${at}: not beside catalogue.kueue: both would decide when a job may start. Keep one of the two.`,
        ]);
        assert.deepEqual(refusedOf({ ...FARGATE, catalogue: { volcano: {} } }), [
            `${at}: compute of kind fargate has no use for it: pods on Fargate are placed by its own scheduler alone. Remove it.`,
        ]);
        const custom = { enabled_admissions: "/pods/mutate", scheduler_config_override: "" };
        assert.deepEqual(
            refusedOf(asked({ volcano: { values: { custom } } })).map((line) => line.split(" (got")[0]),
            [
                `${at}.values.custom.enabled_admissions: this decides whose pods wait while it is away`,
                `${at}.values.custom.scheduler_config_override: this keeps jobs waiting for nodes that nobody starts, where it has the action enqueue`,
            ],
        );
    });
});

describe("kuberay-operator", () => {
    it("is one pod that comes from a mirror, and looks after the namespaces it is told", async () => {
        const { inputs, values } = await releaseOf(
            asked({ "kuberay-operator": { namespaces: ["research"] } }),
            "kuberay-operator",
            { config: { "platform:imageRegistry": "mirror.example.com" } },
        );
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["1.7.0", "kuberay-system"]);
        assert.deepEqual(values, {
            image: { repository: "mirror.example.com/kuberay/operator" },
            priorityClassName: "system-cluster-critical",
            replicas: 1,
            resources: {
                limits: { cpu: null, memory: "512Mi" },
                requests: { cpu: "100m", memory: "512Mi" },
            },
            tolerations: TOLERATIONS,
            watchNamespace: ["research"],
        });
        assert.match(
            refusedOf(asked({ "kuberay-operator": { replicas: 2 } })).join(),
            /catalogue\.kuberay-operator\.replicas: .*stops every pod before it starts a new one/,
        );
    });
});

describe("spark-operator", () => {
    it("runs applications of the namespaces it is told, with two pods of each kind", async () => {
        const shape = asked({ "spark-operator": { namespaces: ["research"] } });
        const { inputs, values } = await releaseOf(shape, "spark-operator");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["2.5.2", "spark-operator"]);
        assert.deepEqual(values["spark"], { jobNamespaces: ["research"] });
        const { topologySpreadConstraints, ...webhook } = objectOf(values["webhook"]);
        assert.deepEqual(webhook, {
            podDisruptionBudget: { enable: true },
            priorityClassName: "system-cluster-critical",
            replicas: 2,
            resources: { limits: { memory: "1Gi" }, requests: { cpu: "100m", memory: "300Mi" } },
            tolerations: TOLERATIONS,
        });
        assert.match(JSON.stringify(topologySpreadConstraints), /"app\.kubernetes\.io\/component":"webhook"/);
        assert.deepEqual(
            podsOfKnownChart(shape, "spark-operator").map(({ name, replicas }) => [name, replicas]),
            [
                ["spark-operator-controller", 2],
                ["spark-operator-webhook", 2],
            ],
        );
        const { values: alone } = await releaseOf(
            asked({ "spark-operator": { namespaces: ["research"], replicas: 1 } }),
            "spark-operator",
        );
        assert.deepEqual(Object.keys(objectOf(alone["webhook"])), [
            "priorityClassName",
            "replicas",
            "resources",
            "tolerations",
        ]);
    });

    it("is refused nobody, and what is no namespace", () => {
        const at = "stacks/dev.ts › catalogue.spark-operator";
        assert.deepEqual(refusedOf(asked({ "spark-operator": { namespaces: [] } })), [
            `${at}.namespaces: it would run nobody's applications (got []). Name a namespace.`,
        ]);
        assert.deepEqual(refusedOf(asked({ "spark-operator": { namespaces: ["*"] } })), [
            `${at}.namespaces[0]: not a namespace (got "*"). Use small letters, digits and hyphens.`,
        ]);
    });
});
