import assert from "node:assert/strict";

import { decisionsOfChart, noticesOfChart, podsOfChart } from "../../../components/charts/chart-spec";
import { chartSpec, IDENTITY } from "../../support/chart-spec";

const POD = { name: "web", kind: "Deployment", labels: { app: "web" } } as const;

describe("a chart's decisions", () => {
    it("are what a reader of the plan asks for", () => {
        assert.deepEqual(decisionsOfChart(chartSpec()), {
            chart: "grafana",
            identity: "none",
            namespace: "monitoring",
            onFailure: "left as it is",
            release: "grafana",
            repository: "https://charts.example.org/grafana",
            timeoutSeconds: 600,
            version: "10.1.2",
        });
    });

    it("name paths of secret values, never more of them", () => {
        const decisions = decisionsOfChart(
            chartSpec({
                after: ["chart-x"],
                atomic: true,
                identity: IDENTITY,
                namespace: { name: "kube-system" },
                secretValues: { "b.c": { secret: "one" }, a: { secret: "two" } },
                timeoutSeconds: 60,
            }),
        );
        assert.deepEqual(decisions, {
            after: ["chart-x"],
            chart: "grafana",
            identity: "pod-identity",
            namespace: "kube-system (not made here)",
            onFailure: "taken back",
            release: "grafana",
            repository: "https://charts.example.org/grafana",
            secretValues: ["a", "b.c"],
            timeoutSeconds: 60,
            version: "10.1.2",
        });
    });
});

describe("a chart's pods", () => {
    it("are in its namespace, in the phase of releases, with the identity of the chart", () => {
        const stated = { kind: "Deployment", labels: { app: "web" }, name: "web", replicas: 2 } as const;
        assert.deepEqual(podsOfChart(chartSpec({ pods: [stated], identity: IDENTITY })), [
            {
                ...stated,
                identity: "pod-identity",
                namespace: "monitoring",
                nodesOnly: false,
                notOnPools: false,
                phase: "releases",
                spreadOverNodes: false,
                tolerations: [],
            },
        ]);
        assert.equal(podsOfChart(chartSpec({ pods: [POD] }))[0]?.identity, "none");
        assert.deepEqual(podsOfChart(chartSpec({ pods: "unknown" })), []);
    });
});

describe("a chart's notices", () => {
    it("say when nobody knows its pods", () => {
        assert.deepEqual(noticesOfChart(chartSpec({ pods: "unknown" })), [
            "The pods of chart grafana are not known to the plan: whether they find a place to run shows at `up`",
        ]);
        assert.deepEqual(noticesOfChart(chartSpec({ pods: [POD] })), []);
    });

    it("name values that mean something else to Helm", () => {
        const values = {
            a: [{ b: null }],
            limit: 1_000_000,
            odd: -2_500_000.5,
            fine: 999_999,
            text: "1000000",
        };
        const as = "where a template prints it as it is, it reads";
        assert.deepEqual(noticesOfChart(chartSpec({ values })), [
            "values.a[0].b of chart grafana is null: Helm removes the default of the chart, and of a chart inside it",
            `values.limit of chart grafana is 1000000: ${as} 1e+06. Write it as text if the chart takes that`,
            `values.odd of chart grafana is -2500000.5: ${as} -2.5000005e+06. Write it as text if the chart takes that`,
        ]);
    });

    it("name what looks like a secret, and do not repeat it", () => {
        const values = { adminPassword: "hunter2", smtp: { token: "" }, passwordSecret: "name", port: 25 };
        assert.deepEqual(noticesOfChart(chartSpec({ values })), [
            "values.adminPassword of chart grafana looks like a secret, and stands in the shape for all to read: secretValues takes it from the encrypted configuration",
        ]);
    });
});
