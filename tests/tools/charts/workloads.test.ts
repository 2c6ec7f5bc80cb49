import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { requestsOf } from "../../../tools/charts/compare-pods";
import type { Properties } from "../../../tools/charts/helm";
import { selects, workloadsOf } from "../../../tools/charts/workloads";
import { object, rendered } from "./sound";

const TEMPLATE: Json = { metadata: { labels: { app: "a" } }, spec: { containers: [] } };

function kindsOf(objects: readonly Properties[]): string[] {
    return workloadsOf(
        { objects: objects.map((one) => ({ file: "", object: one })), hooks: [], crds: [] },
        "keeping",
    ).map(
        ({ kind, labels, name, namespace, replicas }) =>
            `${kind}/${name} ${namespace} ${labels["app"] ?? ""} ${replicas}`,
    );
}

describe("what starts pods", () => {
    it("is every kind with a template, and a Pod", () => {
        const spec: Properties = { spec: { template: TEMPLATE, replicas: 3 } };
        assert.deepEqual(
            kindsOf([
                object("Deployment", "a", spec),
                object("StatefulSet", "b", spec, { namespace: "other" }),
                object("DaemonSet", "c", { spec: { template: TEMPLATE } }),
                object("Job", "d", { spec: { template: TEMPLATE } }),
                object("CronJob", "e", { spec: { jobTemplate: { spec: { template: TEMPLATE } } } }),
                object("Pod", "f", { spec: { containers: [] } }, { labels: { app: "a" } }),
                object("ConfigMap", "g", spec),
            ]),
            [
                "Deployment/a keeping a 3",
                "StatefulSet/b other a 3",
                "DaemonSet/c keeping a 1",
                "Job/d keeping a 1",
                "CronJob/e keeping a 1",
                "Pod/f keeping a 1",
            ],
        );
    });

    it("is no test that nobody runs", () => {
        assert.deepEqual(
            workloadsOf(rendered(), "keeping").map(({ isHook, name }) => [name, isHook]),
            [
                ["keeper", false],
                ["keeper-hook", true],
            ],
        );
    });
});

describe("what a pod asks of its node", () => {
    function asked(spec: Properties): unknown {
        return requestsOf({ spec });
    }
    function container(cpu: string | null, memory: string | null, words: Properties = {}): Json {
        const requests = { ...(cpu === null ? {} : { cpu }), ...(memory === null ? {} : { memory }) };
        return { resources: { requests }, ...words };
    }

    it("is what its containers ask for together", () => {
        const containers = [container("100m", "64Mi"), container("0.2", null), container(null, "64Mi")];
        assert.deepEqual(asked({ containers }), { cpu: "300m", memory: String(128 * 2 ** 20) });
        assert.deepEqual(asked({ containers: [{}] }), {});
    });

    it("is what one before them asks for where that is more", () => {
        const containers = [container("100m", "64Mi")];
        const initContainers = [container("1", "32Mi"), container("500m", "32Mi")];
        assert.deepEqual(asked({ containers, initContainers }), {
            cpu: "1000m",
            memory: String(64 * 2 ** 20),
        });
    });

    it("counts what starts before and stays", () => {
        const containers = [container("100m", "64Mi")];
        const initContainers = [container("100m", "64Mi", { restartPolicy: "Always" })];
        assert.deepEqual(asked({ containers, initContainers }), {
            cpu: "200m",
            memory: String(128 * 2 ** 20),
        });
    });

    it("is its limit where it asks for nothing", () => {
        const containers = [{ resources: { limits: { cpu: 1, memory: "1Gi" } } }];
        assert.deepEqual(asked({ containers }), { cpu: "1000m", memory: String(2 ** 30) });
    });
});

describe("a selector of labels", () => {
    const takes = (selector: Json | undefined) => selects(selector, { app: "a", tier: "b" });
    function expression(key: string, operator: string, values: Json = []): Json {
        return { matchExpressions: [{ key, operator, values }] };
    }

    it("takes nothing where there is none, everything where it is empty", () => {
        assert.deepEqual([takes(undefined), takes(null), takes({})], [false, false, true]);
    });

    it("takes by every label and every expression", () => {
        assert.equal(takes({ matchLabels: { app: "a" } }), true);
        assert.equal(takes({ matchLabels: { app: "a", tier: "c" } }), false);
        assert.equal(takes(expression("app", "In", ["a", "x"])), true);
        assert.equal(takes(expression("app", "In", ["x"])), false);
        assert.equal(takes(expression("app", "NotIn", ["a"])), false);
        assert.equal(takes(expression("other", "NotIn", ["a"])), true);
        assert.equal(takes(expression("app", "Exists")), true);
        assert.equal(takes(expression("other", "Exists")), false);
        assert.equal(takes(expression("other", "DoesNotExist")), true);
        assert.equal(takes(expression("app", "DoesNotExist")), false);
    });
});

describe("what an operator makes of an object", () => {
    const prometheus = (changes: Properties = {}): Properties => ({
        ...object("Prometheus", "stack", {
            spec: {
                image: "quay.io/prometheus/prometheus:v3",
                replicas: 2,
                serviceAccountName: "prometheus",
            },
        }),
        apiVersion: "monitoring.coreos.com/v1",
        ...changes,
    });

    it("are pods of the operator's labels with the words of the object", () => {
        const [workload] = workloadsOf(
            { objects: [{ file: "", object: prometheus() }], hooks: [], crds: [] },
            "monitoring",
        );
        assert.deepEqual(
            [workload?.kind, workload?.name, workload?.namespace, workload?.replicas, workload?.labels],
            [
                "StatefulSet",
                "prometheus-stack",
                "monitoring",
                2,
                {
                    "app.kubernetes.io/name": "prometheus",
                    "app.kubernetes.io/instance": "stack",
                    "operator.prometheus.io/name": "stack",
                    prometheus: "stack",
                },
            ],
        );
        assert.equal(workload?.spec["serviceAccountName"], "prometheus");
    });

    it("is nothing of an object of that kind that is somebody else's", () => {
        assert.deepEqual(kindsOf([prometheus({ apiVersion: "example.com/v1" })]), []);
    });
});
