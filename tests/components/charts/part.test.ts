/** Charts of an environment: what a shape may say of them, and what the whole plan makes of it. */
import assert from "node:assert/strict";

import type { ChartWords } from "../../../components/charts/chart-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { ANY_FACTS } from "../../../tools/facts";
import { objectOf } from "../../../tools/facts/build";
import { materialsOf } from "../../../tools/materials/materials";
import { canonicalGraph, type PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { diff } from "../../../tools/review/diff";
import { AUTO_MODE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const CHART: ChartWords = {
    chart: "grafana",
    repository: "oci://registry.example.org/charts",
    version: "10.1.2",
    namespace: { name: "monitoring" },
    pods: [],
};

const SECRET: Partial<ChartWords> = { secretValues: { adminPassword: { secret: "grafanaPassword" } } };

function withoutRepository(): ChartWords {
    const { repository: _, ...chart } = CHART;
    return chart;
}

function withCharts(charts: Readonly<Record<string, Partial<ChartWords>>>): EnvironmentShape {
    const whole = Object.entries(charts).map(([name, changes]) => [name, { ...CHART, ...changes }] as const);
    return { ...ON_NODES, charts: Object.fromEntries(whole) };
}

function ancestors(graph: PlannedGraph, name: string): readonly string[] {
    const found = ancestorsOf(graph, resourceNamed(graph, name).urn);
    return [...found].map((urn) => urn.split("::").at(-1) ?? "");
}

describe("charts beside Auto Mode", () => {
    const refused = (chart: string, values: ChartWords["values"] = {}) =>
        refusedOf({ ...AUTO_MODE, charts: { one: { ...CHART, chart, values } } });

    it("may not take its Services, nor bring a Karpenter", () => {
        const controller = "aws-load-balancer-controller";
        assert.deepEqual(refused(controller, { enableServiceMutatorWebhook: false }), []);
        assert.deepEqual(refused(controller), [
            "stacks/dev.ts › charts.one.values.enableServiceMutatorWebhook: its webhook would take every new Service of type " +
                "LoadBalancer from Auto Mode. Write false, and give Services of its own loadBalancerClass: service.k8s.aws/nlb.",
        ]);
        assert.equal(refused("karpenter").length, 1);
        assert.deepEqual(refused("grafana"), []);
        assert.deepEqual(refusedOf(withCharts({ one: { chart: controller } })), []);
    });
});

describe("the charts of a shape come from", () => {
    const shape = { ...ON_NODES, charts: { grafana: withoutRepository() } };

    it("the environment's own registry, where no repository is named", async () => {
        const config = { "platform:organisation": { registry: "registry.example.org/mirror" } };
        const graph = await graphOfShape(shape, { config });
        const charts = graph.resources
            .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
            .map(({ inputs }) => objectOf(inputs)["chart"])
            .sort();
        assert.deepEqual(charts, [
            "oci://registry.example.org/mirror/grafana",
            "oci://registry.example.org/mirror/karpenter/karpenter",
            "oci://registry.example.org/mirror/karpenter/karpenter-crd",
        ]);
    });

    it("nowhere, where the registry is the one for everybody", () => {
        assert.deepEqual(refusedOf(shape), ["stacks/dev.ts › charts.grafana.repository: missing. Set it."]);
    });
});

describe("the charts of a shape are refused", () => {
    it("with words nobody knows, by place", () => {
        const chart = {
            ...CHART,
            namespace: { name: "x", podSecurity: { enforce: "strict" } },
            version: 1,
            wait: true,
        };
        const shape = { ...ON_NODES, charts: { grafana: chart } } as unknown as EnvironmentShape;
        assert.deepEqual(refusedOf(shape), [
            "stacks/dev.ts › charts.grafana.version: not text (got 1). Write text.",
            'stacks/dev.ts › charts.grafana.namespace.podSecurity.enforce: not one of the words known here (got "strict"). Known: baseline, privileged, restricted.',
            'stacks/dev.ts › charts.grafana.wait: not a part of a shape. Did you mean "waitForJobs"? Known: after, atomic, chart, disableHooks, identity, namespace, pods, repository, secretValues, skipAwait, skipCrds, timeoutSeconds, values, version, waitForJobs.',
        ]);
    });

    it("with what Helm would refuse, at the place of the chart", () => {
        const shape = withCharts({ karpenter: {}, grafana: { version: "latest", timeoutSeconds: 0 } });
        assert.deepEqual(refusedOf(shape), [
            'stacks/dev.ts › charts.karpenter: the kit has a release of this name (got "karpenter"). Give it another name, or change compute for Karpenter itself.',
            'stacks/dev.ts › charts.grafana.version: not an exact version, so that another day could install another chart (got "latest"). Write one that is published, such as 1.2.3.',
            "stacks/dev.ts › charts.grafana.timeoutSeconds: not a number of seconds (got 0). Choose 1 or more.",
            'stacks/dev.ts › charts.grafana.namespace: chart karpenter makes this namespace (got "monitoring"). Write create: false here: it then waits for chart-karpenter.',
        ]);
    });

    it("when a secret is not in the settings file, or stands there for all to read", () => {
        const shape = withCharts({ grafana: SECRET });
        const place = "stacks/dev.ts › charts.grafana.secretValues.adminPassword.secret";
        const set = "pulumi config set --secret grafanaPassword --stack dev";
        assert.deepEqual(refusedOf(shape, { secrets: ["other"] }), [
            `${place}: Pulumi.dev.yaml does not hold eks-platform:grafanaPassword (got "grafanaPassword"). Add it: ${set}.`,
        ]);
        assert.deepEqual(refusedOf(shape, { config: { "eks-platform:grafanaPassword": "hunter2" } }), [
            `${place}: Pulumi.dev.yaml holds eks-platform:grafanaPassword in plain text (got "grafanaPassword"). Encrypt it: ${set}.`,
        ]);
        assert.deepEqual(refusedOf(shape, { secrets: ["grafanaPassword"] }), []);
    });

    it("when they wait for each other, or for what is not there", () => {
        const shape = withCharts({
            a: { after: ["chart-b"] },
            b: { namespace: { name: "b" }, after: ["chart-a", "grafana"] },
        });
        const lines = refusedOf(shape);
        assert.deepEqual(lines, [
            'stacks/dev.ts › charts.b.after[1]: no component of this environment (got "grafana"). Known: chart-a.',
            "stacks/dev.ts › charts.a.after: these wait for each other: chart-a, chart-b, chart-a. Let one of them wait for none of the others.",
        ]);
    });

    it("when a pod of theirs fits nowhere", () => {
        const pod = { name: "gpu", kind: "Deployment", labels: {}, nodeSelector: { x: "y" } } as const;
        const lines = refusedOf(withCharts({ grafana: { pods: [pod] } }));
        assert.equal(lines.length, 1);
        assert.match(
            lines[0] ?? "",
            /^stacks\/dev\.ts › compute: pod gpu of phase releases \(charts and objects\) fits nowhere: /,
        );
    });
});

describe("the charts of a shape", () => {
    it("are told of where the plan does not know enough", () => {
        const shape = withCharts({
            a: { pods: "unknown" },
            b: { namespace: { name: "monitoring", create: false } },
        });
        const { notices } = plannedOf(shape);
        assert.deepEqual(
            notices.filter((notice) => /[Cc]hart/.test(notice)),
            [
                "The pods of chart a are not known to the plan: whether they find a place to run shows at `up`",
                "Charts a and b install grafana into one namespace: Helm refuses the second where both make an object of one name",
            ],
        );
    });

    it("are made after the pools and after those they name, in both modes", async () => {
        const shape = withCharts({
            grafana: { after: ["chart-loki"], namespace: { name: "monitoring", create: false }, ...SECRET },
            loki: { chart: "loki" },
        });
        const options = { secrets: ["grafanaPassword"] };
        const graph = await graphOfShape(shape, options);
        const unknown = await graphOfShape(shape, { ...options, mode: "unknown" });
        assert.deepEqual(edgesOf(unknown), edgesOf(graph));
        const before = ancestors(graph, "chart-grafana-release");
        for (const name of ["chart-loki-release", "chart-loki-namespace", "pool-x86-node-pool"]) {
            assert.ok(before.includes(name), name);
        }
        assert.ok(!ancestors(graph, "chart-loki-release").includes("chart-grafana-release"));
        const { inputs } = resourceNamed(graph, "chart-grafana");
        assert.deepEqual((inputs as { readonly after: unknown }).after, ["chart-loki"]);
    });

    it("wait for the chart that makes their namespace, named or not", async () => {
        const shape = withCharts({
            a: { namespace: { name: "monitoring", create: false } },
            b: { chart: "loki" },
        });
        const graph = await graphOfShape(shape);
        assert.ok(ancestors(graph, "chart-a-release").includes("chart-b-namespace"));
    });

    it("show no secret, in whatever form the plan is told", async () => {
        const shape = withCharts({ grafana: { ...SECRET, values: { replicas: 2 } } });
        const graph = await graphOfShape(shape, { secrets: ["grafanaPassword"] });
        const { inputs } = resourceNamed(graph, "chart-grafana-release");
        assert.deepEqual((inputs as { values: unknown }).values, {
            adminPassword: { $secret: true },
            replicas: 2,
        });
        assert.doesNotMatch(canonicalGraph(graph), /\[secret\]/);
    });

    it("leave what stands in AWS while the API server cannot be reached: whoever trusts a role trusts it on", async () => {
        const identity = {
            serviceAccount: "grafana",
            policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        };
        const shape = withCharts({
            grafana: { identity, pods: "unknown" },
            loki: { namespace: { name: "logs" } },
        });
        const options = { config: { "platform:inCluster": "false" } };
        const graph = await graphOfShape(shape, options);
        const made = graph.resources.filter(({ name }) => name.startsWith("chart-"));
        assert.deepEqual(
            made.map(({ name, type }) => `${name} ${type}`),
            [
                "chart-grafana-identity aws:eks/podIdentityAssociation:PodIdentityAssociation",
                "chart-grafana-role aws:iam/role:Role",
                "chart-grafana-role-ReadOnlyAccess aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "chart-grafana platform:charts:Chart",
            ],
        );
        assert.equal(objectOf(made[3]?.inputs)["inCluster"], false);
        assert.ok(!plannedOf(shape, options).notices.some((notice) => /chart/.test(notice)));
    });

    it("are among the materials", async () => {
        const { materials } = materialsOf(await graphOfShape(withCharts({ grafana: {} })));
        assert.deepEqual(
            materials.find(({ name }) => name === "grafana"),
            {
                kind: "chart",
                name: "grafana",
                version: "10.1.2",
                from: "registry.example.org/charts/grafana",
                images: "not recorded",
                later: false,
                usedBy: ["chart-grafana-release"],
            },
        );
    });

    it("change in place with version and values, and are replaced with their namespace", async () => {
        const base = await graphOfShape(withCharts({ grafana: { values: { replicas: 1 } } }));
        const changed = await graphOfShape(
            withCharts({ grafana: { values: { replicas: 2 }, version: "10.2.0" } }),
        );
        const of = (head: PlannedGraph) =>
            diff(base, head, ANY_FACTS)
                .changes.filter(({ custom, operation }) => custom && operation !== "none")
                .map(({ name, operation, properties }) => [
                    `${operation} ${name}`,
                    properties.map(({ path }) => path.join(".")).sort(),
                ]);
        assert.deepEqual(of(changed), [["update chart-grafana-release", ["values.replicas", "version"]]]);
        const moved = await graphOfShape(
            withCharts({ grafana: { values: { replicas: 1 }, namespace: { name: "web" } } }),
        );
        assert.deepEqual(
            of(moved)
                .map(([what]) => what)
                .sort(),
            ["replace chart-grafana-namespace", "replace chart-grafana-release"],
        );
    });
});
