/**
 * What users of other EKS projects ask of logs, metrics and traces, as questions to a plan of this one: each an environment of its
 * own. Public source: aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import type { ChartWords } from "../../components/charts/chart-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import { objectOf } from "../../tools/facts/build";
import { inputsOf, onlyInputs, TYPES, valuesOf } from "../support/gallery";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const NODES: EnvironmentShape = {
    ...ON_FARGATE,
    compute: {
        kind: "managed",
        systemNodes: { ...systemNodesOf(ON_NODES), amiFamily: "Bottlerocket" },
        dedicated: false,
    },
};

const CERT_MANAGER: ChartWords = {
    chart: "cert-manager",
    repository: "https://charts.jetstack.io",
    version: "v1.21.2",
    namespace: { name: "cert-manager" },
    pods: "unknown",
};

/** A vendor's agent: its key comes of the stack's encrypted configuration. */
function vendor(chart: string, repository: string, version: string, keyPath: string): ChartWords {
    return {
        chart,
        repository,
        version,
        namespace: { name: chart },
        values: { clusterName: "platform-dev" },
        secretValues: { [keyPath]: { secret: "agentKey" } },
        pods: "unknown",
    };
}

describe("questions about telemetry", () => {
    it("bottlerocket-construct, generic-cluster-construct: ADOT with CloudWatch and X-Ray, after cert-manager", async () => {
        const graph = await graphOfShape({
            ...NODES,
            addons: { ...NODES.addons, adot: { traces: true, metrics: ["cloudwatch"] } },
            charts: { "cert-manager": CERT_MANAGER },
        });
        const addon = onlyInputs(graph, TYPES.addon, "addon-adot-");
        const { collector } = objectOf(JSON.parse(String(addon["configurationValues"])) as never);
        assert.deepEqual(collector, {
            otlpIngest: { pipelines: { traces: { xray: { enabled: true } } } },
            prometheusMetrics: {
                pipelines: { metrics: { amp: { enabled: false }, emf: { enabled: true } } },
            },
        });
        const attached = inputsOf(graph, TYPES.attachment, "addon-adot").map(({ policyArn }) => policyArn);
        assert.deepEqual(attached, [
            "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
            "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess",
        ]);
    });

    it("datadog-construct, newrelic-construct: a vendor's agent whose key stands nowhere in the plan", async () => {
        const charts = {
            datadog: vendor("datadog", "https://helm.datadoghq.com", "3.150.0", "datadog.apiKey"),
            newrelic: vendor("nri-bundle", "https://helm-charts.newrelic.com", "6.0.0", "global.licenseKey"),
        };
        const graph = await graphOfShape({ ...NODES, charts }, { secrets: ["agentKey"] });
        for (const [name, { namespace, version }] of Object.entries(charts)) {
            const release = onlyInputs(graph, TYPES.release, `chart-${name}-`);
            assert.deepEqual([release["namespace"], release["version"]], [namespace.name, version]);
            const values = valuesOf(graph, String(release["name"]));
            assert.equal(values["clusterName"], "platform-dev");
        }
        assert.deepEqual(refusedOf({ ...NODES, charts }).length, 2);
    });

    it("multi-account-monitoring: Grafana's role assumes exactly the readers it is told, and metrics stay where they are", async () => {
        const readers = [
            "arn:aws:iam::111111111111:role/ampPrometheusDataSourceRole",
            "arn:aws:iam::222222222222:role/cloudwatchDataSourceRole",
        ];
        const graph = await graphOfShape({
            ...NODES,
            grafana: {
                signIn: {
                    kind: "identity-center",
                    roles: { ADMIN: { groups: ["94682488-0051-7003-0000-000000000000"] } },
                },
                sources: [],
                assume: readers,
            },
        });
        const policy = graph.resources.find(
            ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith("grafana"),
        );
        const { Statement } = JSON.parse(String(objectOf(policy?.inputs)["policy"])) as {
            readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[];
        };
        assert.deepEqual(
            Statement.map(({ Action, Resource }) => [Action, Resource]),
            [[["sts:AssumeRole"], readers]],
        );
    });
});
