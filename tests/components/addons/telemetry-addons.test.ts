/** Add-ons of metrics and traces: ADOT with cert-manager before it, exporters, Network Flow Monitor's agent. */
import assert from "node:assert/strict";

import { adot } from "../../../components/addons/adot";
import { kubeStateMetrics } from "../../../components/addons/kube-state-metrics";
import { prometheusNodeExporter } from "../../../components/addons/prometheus-node-exporter";
import type { PrometheusWords } from "../../../components/observability/prometheus-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { ON_NODES as OPTIONS } from "../../support/addon-options";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

type Addons = EnvironmentShape["addons"];

const CERT_MANAGER: NonNullable<EnvironmentShape["charts"]> = {
    certificates: {
        chart: "cert-manager",
        repository: "https://charts.jetstack.io",
        version: "v1.21.2",
        namespace: { name: "cert-manager" },
        pods: "unknown",
    },
};
const WORKSPACE: PrometheusWords = { collector: { kind: "none" }, alerts: { kind: "none" } };

function shapeWith(addons: Partial<Addons>, further: Partial<EnvironmentShape> = {}): EnvironmentShape {
    return { ...ON_NODES, addons: { ...ON_NODES.addons, ...addons }, ...further };
}

async function addonOf(name: string, shape: EnvironmentShape) {
    const graph = await graphOfShape(shape);
    const resource = resourceNamed(graph, `addon-${name}-addon`);
    return { graph, resource, inputs: objectOf(resource.inputs) };
}

describe("adot", () => {
    it("waits for cert-manager, whoever installs it, and is refused without", async () => {
        const { graph, inputs, resource } = await addonOf(
            "adot",
            shapeWith({ adot: {} }, { charts: CERT_MANAGER }),
        );
        const behind = ancestorsOf(graph, resource.urn);
        assert.ok(behind.has(resourceNamed(graph, "chart-certificates-release").urn));
        assert.deepEqual(JSON.parse(String(inputs["configurationValues"])), {
            replicaCount: 1,
            tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
        });
        assert.deepEqual(refusedOf(shapeWith({ adot: {} })), [
            "stacks/dev.ts › addons.adot: needs catalogue.cert-manager, which the environment does not have: its webhooks take their certificates from there. Add catalogue.cert-manager, or remove it.",
        ]);
    });

    it("sends traces to X-Ray, and metrics to CloudWatch or the environment's workspace, each by a role of its own", async () => {
        const { graph, inputs } = await addonOf(
            "adot",
            shapeWith(
                { adot: { traces: true, metrics: ["cloudwatch", "prometheus"] } },
                { charts: CERT_MANAGER, prometheus: WORKSPACE },
            ),
        );
        const { collector } = objectOf(JSON.parse(String(inputs["configurationValues"])) as never);
        const { otlpIngest, prometheusMetrics } = objectOf(collector);
        assert.deepEqual(otlpIngest, { pipelines: { traces: { xray: { enabled: true } } } });
        const { exporters, pipelines } = objectOf(prometheusMetrics);
        assert.deepEqual(pipelines, { metrics: { amp: { enabled: true }, emf: { enabled: true } } });
        assert.match(
            JSON.stringify(exporters),
            /"endpoint":"https:\/\/aps-workspaces\.us-east-1\.amazonaws\.com\/workspaces\/ws-[^/]+\/api\/v1\/remote_write"/,
        );
        const policies = graph.resources
            .filter(
                ({ name, type }) =>
                    type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" &&
                    name.startsWith("addon-adot"),
            )
            .map(({ inputs: attached, name }) => [name, objectOf(attached)["policyArn"]]);
        assert.deepEqual(policies, [
            ["addon-adot-role", "arn:aws:iam::aws:policy/AmazonPrometheusRemoteWriteAccess"],
            [
                "addon-adot-role-CloudWatchAgentServerPolicy",
                "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
            ],
            ["addon-adot-traces-role", "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"],
        ]);
        const associations = inputs["podIdentityAssociations"] as { readonly serviceAccount: string }[];
        assert.deepEqual(
            associations.map(({ serviceAccount }) => serviceAccount),
            ["adot-col-prom-metrics", "adot-col-otlp-ingest"],
        );
    });

    it("brings its operator, and the collectors that are asked for", () => {
        const names = (own: object) => adot.pods({ ...OPTIONS, own: { ...own } }).map(({ name }) => name);
        assert.deepEqual(names({}), ["opentelemetry-operator"]);
        assert.deepEqual(names({ traces: true, metrics: ["cloudwatch"] }), [
            "opentelemetry-operator",
            "adot-col-prom-metrics-collector",
            "adot-col-otlp-ingest-collector",
        ]);
        assert.deepEqual(
            adot.endpoints?.({ ...OPTIONS, own: { traces: true, metrics: ["cloudwatch", "prometheus"] } }),
            ["aps-workspaces", "logs", "monitoring", "xray"],
        );
    });

    it("is refused without the workspace its metrics go to, and where no agent hands out roles", () => {
        assert.deepEqual(
            refusedOf(shapeWith({ adot: { metrics: ["prometheus"] } }, { charts: CERT_MANAGER })),
            [
                "stacks/dev.ts › addons.adot: needs prometheus, which the environment does not have: its metrics go to that workspace. Add prometheus, or remove it.",
            ],
        );
        assert.deepEqual(
            refusedOf({ ...FARGATE, addons: { ...FARGATE.addons, adot: {} }, charts: CERT_MANAGER }),
            [
                "stacks/dev.ts › addons.adot: compute of kind fargate leaves it out: its collectors call AWS by Pod Identity, whose agent Fargate does not run. Remove it.",
            ],
        );
    });
});

describe("exporters", () => {
    it("of objects is one pod that tolerates system nodes, in the namespace of its name", () => {
        assert.deepEqual(
            kubeStateMetrics
                .pods({ ...OPTIONS, replicas: 3 })
                .map(({ name, namespace, phase, replicas }) => [name, namespace, phase, replicas]),
            [["kube-state-metrics", "kube-state-metrics", "releases", 1]],
        );
        assert.deepEqual(kubeStateMetrics.configuration?.(OPTIONS), {
            tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
        });
    });

    it("of nodes is on every node but Fargate's", async () => {
        assert.deepEqual(prometheusNodeExporter.configuration?.(OPTIONS), {
            affinity: {
                nodeAffinity: {
                    requiredDuringSchedulingIgnoredDuringExecution: {
                        nodeSelectorTerms: [
                            {
                                matchExpressions: [
                                    {
                                        key: "eks.amazonaws.com/compute-type",
                                        operator: "NotIn",
                                        values: ["fargate"],
                                    },
                                ],
                            },
                        ],
                    },
                },
            },
            tolerations: [{ operator: "Exists" }],
        });
        const { inputs } = await addonOf(
            "prometheus-node-exporter",
            shapeWith({ "prometheus-node-exporter": {} }),
        );
        assert.equal(inputs["addonVersion"], "v1.12.1-eksbuild.7");
    });

    it("give alerts of their own a source", async () => {
        const prometheus: PrometheusWords = { collector: { kind: "scraper" }, alerts: { kind: "none" } };
        const graph = await graphOfShape(
            shapeWith({ "kube-state-metrics": {}, "prometheus-node-exporter": {} }, { prometheus }),
        );
        assert.ok(resourceNamed(graph, "prometheus-rules-workloads"));
        assert.ok(resourceNamed(graph, "prometheus-rules-kernel"));
    });
});

describe("aws-network-flow-monitoring-agent", () => {
    it("publishes by a role of its own, and its version is the environment's to say", async () => {
        const NAME = "aws-network-flow-monitoring-agent";
        assert.deepEqual(refusedOf(shapeWith({ [NAME]: {} })), [
            `stacks/dev.ts › addons: no source names a version of this add-on for Kubernetes 1.36 (got "${NAME}"). Leave the add-on out, or state its version.`,
        ]);
        const versions = { [NAME]: "v1.1.6-eksbuild.1" };
        const { graph, inputs } = await addonOf(NAME, shapeWith({ [NAME]: {}, versions }));
        assert.equal(inputs["addonVersion"], "v1.1.6-eksbuild.1");
        const attached = graph.resources.filter(
            ({ name, type }) =>
                type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" &&
                name.startsWith(`addon-${NAME}`),
        );
        assert.deepEqual(
            attached.map(({ inputs: of }) => objectOf(of)["policyArn"]),
            ["arn:aws:iam::aws:policy/CloudWatchNetworkFlowMonitorAgentPublishPolicy"],
        );
    });
});
