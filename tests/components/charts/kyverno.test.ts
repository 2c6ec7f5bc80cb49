/** Kyverno: whom its webhooks spare, how many answer them, and on which minors it is offered. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Words = NonNullable<NonNullable<EnvironmentShape["catalogue"]>["kyverno"]>;

const shapeWith = (kyverno: Words, base: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...base,
    catalogue: { kyverno },
});
const ON_135 = { config: { "platform:kubernetesVersion": "1.35" } };

const valuesOf = async (shape: EnvironmentShape) =>
    objectOf(
        objectOf(resourceNamed(await graphOfShape(shape, ON_135), "chart-kyverno-release").inputs)["values"],
    );
const spared = (...values: readonly string[]) => ({
    webhooks: {
        namespaceSelector: {
            matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
        },
    },
});
const spread = (component: string) => ({
    topologySpreadConstraints: [
        {
            labelSelector: {
                matchLabels: {
                    "app.kubernetes.io/component": component,
                    "app.kubernetes.io/instance": "kyverno",
                },
            },
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
        },
    ],
});
const GLOBAL = {
    priorityClassName: "system-cluster-critical",
    tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
};

describe("kyverno", () => {
    it("in production has three pods that answer in three zones, and lets pass what nobody answers", async () => {
        assert.deepEqual(await valuesOf(shapeWith({})), {
            admissionController: { replicas: 3, ...spread("admission-controller") },
            backgroundController: { replicas: 2, ...spread("background-controller") },
            cleanupController: { replicas: 2, ...spread("cleanup-controller") },
            config: spared("kube-system"),
            features: {
                forceFailurePolicyIgnore: { enabled: true },
                generateValidatingAdmissionPolicy: { enabled: false },
            },
            global: GLOBAL,
            reportsController: { replicas: 2, ...spread("reports-controller") },
        });
    });

    it("with one pod each, other namespaces spared and a mirror", async () => {
        const shape = shapeWith({ exempt: ["agents"], replicas: 1 }, ON_FARGATE);
        const config = { ...ON_135.config, "platform:imageRegistry": "mirror.example.org" };
        const graph = await graphOfShape(shape, { config });
        const { values } = objectOf(resourceNamed(graph, "chart-kyverno-release").inputs);
        const { admissionController, config: sparing, global, webhooksCleanup } = objectOf(values);
        assert.deepEqual(admissionController, { replicas: 1 });
        assert.deepEqual(sparing, spared("agents", "kube-system"));
        assert.deepEqual(global, { ...GLOBAL, image: { registry: "mirror.example.org" } });
        assert.deepEqual(webhooksCleanup, { image: { registry: "mirror.example.org" } });
        const refusing = await valuesOf(shapeWith({ failurePolicy: "Fail" }));
        assert.deepEqual(objectOf(refusing["features"])["forceFailurePolicyIgnore"], { enabled: false });
    });

    it("comes after everything its webhooks would be asked about, and goes before", async () => {
        const chart = { chart: "web", repository: "oci://r.example.com/charts", version: "1.0.0", pods: [] };
        const charts = { web: { ...chart, namespace: { name: "web" } } };
        const graph = await graphOfShape({ ...shapeWith({}), charts }, ON_135);
        const behind = ancestorsOf(graph, resourceNamed(graph, "chart-kyverno-release").urn);
        assert.ok(behind.has(resourceNamed(graph, "chart-web-release").urn));
        const { labels } = objectOf(
            objectOf(resourceNamed(graph, "chart-kyverno-namespace").inputs)["metadata"],
        );
        assert.deepEqual(labels, { "pod-security.kubernetes.io/enforce": "restricted" });
    });

    it("is refused on minors it is not tested on, unless a version is stated that is", () => {
        const at = "stacks/dev.ts › catalogue.kyverno";
        assert.deepEqual(refusedOf(shapeWith({})), [
            `${at}.testedOn: this version is tested on Kubernetes 1.33, 1.34, 1.35, and the cluster is of 1.36. Use admissionPolicies, or state a version that is tested on it beside testedOn.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ version: "3.10.0", testedOn: ["1.36"] })), []);
        assert.deepEqual(
            refusedOf(shapeWith({ failurePolicy: "Fail", replicas: 1, exempt: ["a*"] }), ON_135),
            [
                `${at}.exempt[0]: not a name of a namespace (got "a*"). Name it as it is, without *.`,
                `${at}.failurePolicy: with one pod every object of the cluster is refused while it moves to another node (got "Fail"). Write "Ignore", or replicas: 2 or more.`,
            ],
        );
    });
});
