/** The charts the kit knows: what becomes of a word in `catalogue`, and what is refused of it. */
import assert from "node:assert/strict";

import { CHART_NAMES, CHARTS } from "../../../components/charts/catalogue";
import { AUTOSCALER_IMAGES } from "../../../components/charts/cluster-autoscaler";
import type { KnownChartWords } from "../../../components/charts/catalogue-schema";
import type { ChartFacts } from "../../../components/charts/definition";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { KUBERNETES_MINORS } from "../../../components/versions";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE, FARGATE, MANAGED } from "../../support/kinds";
import { planOf } from "../../support/part-environment";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const AUTOSCALER = "cluster-autoscaler";
const AUTOSCALED: EnvironmentShape = { ...MANAGED, catalogue: { [AUTOSCALER]: {} } };

function withWords(words: KnownChartWords): EnvironmentShape {
    return { ...MANAGED, catalogue: { [AUTOSCALER]: words } };
}

describe("the catalogue of charts", () => {
    it("states a sourced pin of each", () => {
        for (const name of CHART_NAMES) {
            const { version }: ChartFacts = CHARTS[name];
            assert.match(version.address, /^https:\/\//, name);
            assert.match(version.seen, /^\d{4}-\d{2}-\d{2}$/, name);
        }
    });

    it("refuses a word nobody knows", () => {
        assert.deepEqual(
            refusedOf({ ...MANAGED, catalogue: { "cluster-autoscalr": {} } } as EnvironmentShape),
            [
                "stacks/dev.ts › catalogue.cluster-autoscalr: not a part of a shape. " +
                    `Did you mean "cluster-autoscaler"? Known: ${[...CHART_NAMES].sort().join(", ")}.`,
            ],
        );
    });
});

describe("cluster-autoscaler", () => {
    it("has an image of every minor on offer", () => {
        assert.deepEqual(
            KUBERNETES_MINORS.map((minor) => AUTOSCALER_IMAGES[minor].value),
            ["v1.35.2", "v1.36.1"],
        );
    });

    it("is a release of the chart with the values its place asks for", async () => {
        const graph = await graphOfShape(AUTOSCALED);
        assert.deepEqual(resourceNamed(graph, "chart-cluster-autoscaler-release").inputs, {
            chart: "cluster-autoscaler",
            compat: "true",
            maxHistory: 10,
            name: "cluster-autoscaler",
            namespace: "kube-system",
            repositoryOpts: { repo: "https://kubernetes.github.io/autoscaler" },
            timeout: 600,
            values: {
                autoDiscovery: { clusterName: "platform-dev" },
                awsRegion: "us-east-1",
                cloudProvider: "aws",
                dnsPolicy: "Default",
                extraArgs: { "balance-similar-node-groups": true },
                image: { tag: "v1.36.1" },
                podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
                rbac: { serviceAccount: { name: "cluster-autoscaler" } },
                replicaCount: 2,
                resources: {
                    limits: { cpu: "100m", memory: "600Mi" },
                    requests: { cpu: "100m", memory: "600Mi" },
                },
                tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
                topologySpreadConstraints: [
                    {
                        labelSelector: {
                            matchLabels: { "app.kubernetes.io/name": "aws-cluster-autoscaler" },
                        },
                        maxSkew: 1,
                        topologyKey: "topology.kubernetes.io/zone",
                        whenUnsatisfiable: "ScheduleAnyway",
                    },
                ],
            },
            version: "9.59.0",
        });
    });

    it("changes the groups of its own cluster and no others", async () => {
        const graph = await graphOfShape(AUTOSCALED);
        const [policy] = graph.resources.filter(
            ({ type, urn }) => type === "aws:iam/rolePolicy:RolePolicy" && urn.includes("cluster-autoscaler"),
        );
        const { Statement } = JSON.parse(String(objectOf(policy?.inputs)["policy"])) as {
            readonly Statement: readonly { readonly Sid: string; readonly Condition?: unknown }[];
        };
        assert.deepEqual(
            Statement.map(({ Condition, Sid }) => [Sid, Condition]),
            [
                ["SeeGroupsAndWhatTheirNodesWouldBe", undefined],
                [
                    "ChangeGroupsOfThisCluster",
                    {
                        StringEquals: {
                            "aws:ResourceTag/k8s.io/cluster-autoscaler/platform-dev": "owned",
                        },
                    },
                ],
            ],
        );
        assert.deepEqual(
            graph.resources
                .filter(({ type }) => type === "aws:eks/podIdentityAssociation:PodIdentityAssociation")
                .map(({ inputs }) => [objectOf(inputs)["namespace"], objectOf(inputs)["serviceAccount"]])
                .filter(([, account]) => account === "cluster-autoscaler"),
            [["kube-system", "cluster-autoscaler"]],
        );
    });

    it("comes after the groups and goes before them", async () => {
        const graph = await graphOfShape(AUTOSCALED);
        const before = ancestorsOf(graph, resourceNamed(graph, "chart-cluster-autoscaler-release").urn);
        const groups = graph.resources.filter(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(
            groups.filter(({ urn }) => !before.has(urn)).map(({ urn }) => urn),
            [],
        );
        assert.equal(groups.length, 6);
    });

    it("pulls chart and image from a registry of the environment's own", async () => {
        const config = { "platform:organisation": { registry: "registry.example.org/mirror" } };
        const graph = await graphOfShape(AUTOSCALED, { config });
        const inputs = objectOf(resourceNamed(graph, "chart-cluster-autoscaler-release").inputs);
        assert.deepEqual(
            [inputs["chart"], inputs["repositoryOpts"], objectOf(inputs["values"])["image"]],
            [
                "oci://registry.example.org/mirror/cluster-autoscaler",
                undefined,
                {
                    repository: "registry.example.org/mirror/autoscaling/cluster-autoscaler",
                    tag: "v1.36.1",
                },
            ],
        );
    });

    it("takes the image that a fork pins for the minor, and none of another", async () => {
        const pinned = (clusterAutoscaler: string): EnvironmentShape => ({
            ...MANAGED,
            catalogue: { [AUTOSCALER]: {} },
            pins: { minors: { "1.36": { clusterAutoscaler } } },
        });
        const { resources } = await graphOfShape(pinned("v1.36.7"));
        const release = resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        assert.match(JSON.stringify(release?.inputs), /"tag":"v1\.36\.7"/);
        assert.deepEqual(refusedOf(pinned("v1.35.2")), [
            "stacks/own/pins.yaml › minors.1.36.clusterAutoscaler: not a release of the Cluster Autoscaler for " +
                'Kubernetes 1.36 (got "v1.35.2"). Write v1.36.<patch>.',
        ]);
    });

    it("takes values of the environment's own, and a version before that of the pins", async () => {
        const values = { extraArgs: { "scale-down-unneeded-time": "5m" }, dnsPolicy: "ClusterFirst" };
        const graph = await graphOfShape({
            ...withWords({ replicas: 1, values }),
            pins: { charts: { [AUTOSCALER]: "9.58.0" } },
        });
        const inputs = objectOf(resourceNamed(graph, "chart-cluster-autoscaler-release").inputs);
        const { dnsPolicy, extraArgs, replicaCount } = objectOf(inputs["values"]);
        assert.deepEqual(
            { dnsPolicy, extraArgs, replicaCount, version: inputs["version"] },
            {
                dnsPolicy: "ClusterFirst",
                extraArgs: { "balance-similar-node-groups": true, "scale-down-unneeded-time": "5m" },
                replicaCount: 1,
                version: "9.58.0",
            },
        );
    });

    it("lets later pods count on nodes it adds, and earlier ones not", () => {
        const growsIn = (shape: EnvironmentShape) => {
            const result = planOf(shape);
            const { components } = "plan" in result ? result.plan : assert.fail();
            return components.flatMap(({ capacity }) =>
                capacity?.kind === "nodes" ? [[capacity.name, capacity.minNodes, capacity.grows]] : [],
            );
        };
        assert.deepEqual(growsIn(AUTOSCALED), [
            ["managed nodes system", 3, { phase: "karpenter", maxNodes: 6 }],
            ["managed nodes general", 3, { phase: "karpenter", maxNodes: 6 }],
            ["managed nodes theirs", 0, { phase: "karpenter", maxNodes: 6 }],
        ]);
        assert.deepEqual(growsIn(MANAGED), [
            ["managed nodes system", 3, undefined],
            ["managed nodes general", 3, undefined],
            ["managed nodes theirs", 0, undefined],
        ]);
    });

    it("is refused where something else makes the nodes", () => {
        const refusals = [ON_NODES, FARGATE, AUTO_MODE].map((shape) =>
            refusedOf({ ...shape, catalogue: { [AUTOSCALER]: {} } }),
        );
        assert.deepEqual(refusals, [
            [
                "stacks/dev.ts › catalogue.cluster-autoscaler: compute of kind karpenter has no use for it: Karpenter " +
                    "makes the nodes here, and two of a kind would answer the same waiting pod. Remove it.",
            ],
            [
                "stacks/dev.ts › catalogue.cluster-autoscaler: compute of kind fargate has no use for it: there is no " +
                    "node group to change. Remove it.",
            ],
            [
                "stacks/dev.ts › catalogue.cluster-autoscaler: compute of kind auto-mode has no use for it: Auto Mode " +
                    "makes the nodes itself. Remove it.",
            ],
        ]);
    });

    it("refuses what would break its place, and what it could not do without, together", () => {
        assert.deepEqual(
            refusedOf({
                ...withWords({
                    replicas: 0,
                    version: "latest",
                    values: { autoDiscovery: { clusterName: "other" }, image: { tag: "v1.30.0" } },
                }),
                network: {
                    nat: "none",
                    flowLogs: { kind: "off" },
                    endpoints: [
                        "s3",
                        "ec2",
                        "ecr.api",
                        "ecr.dkr",
                        "eks",
                        "eks-auth",
                        "logs",
                        "sqs",
                        "ssm",
                        "sts",
                    ],
                },
                charts: {
                    [AUTOSCALER]: {
                        chart: "cluster-autoscaler",
                        repository: "https://kubernetes.github.io/autoscaler",
                        version: "9.59.0",
                        namespace: { name: "kube-system" },
                        pods: "unknown",
                    },
                },
            }),
            [
                'stacks/dev.ts › catalogue.cluster-autoscaler.version: not an exact version, so that another day could install another chart (got "latest"). ' +
                    "Write one that is published, such as 1.2.3.",
                "stacks/dev.ts › catalogue.cluster-autoscaler.replicas: not a number of pods (got 0). Choose 1 or more.",
                "stacks/dev.ts › catalogue.cluster-autoscaler.values.autoDiscovery: this finds the groups of this cluster and no other's " +
                    '(got {"clusterName":"other"}). Remove it.',
                "stacks/dev.ts › catalogue.cluster-autoscaler.values.image.tag: this follows the minor of the control plane " +
                    '(got "v1.30.0"). Remove it.',
                "stacks/dev.ts › catalogue.cluster-autoscaler: charts.cluster-autoscaler is a release of this name as well. " +
                    "Keep one of the two; what is made keeps its name.",
                "stacks/dev.ts › network.endpoints: without a way out cluster-autoscaler reaches AWS through endpoints alone, and some it needs are missing " +
                    '(got ["s3","ec2","ecr.api","ecr.dkr","eks","eks-auth","logs","sqs","ssm","sts"]). Add autoscaling.',
            ],
        );
    });
});
