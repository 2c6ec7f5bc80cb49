import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { Properties } from "../../../tools/charts/helm";
import { asked } from "../../../tools/try-chart/webhooks";

const INGRESS = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web" } };
const GATEWAY = {
    ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway" },
    metadata: { name: "web" },
};
const CACHE = { apiVersion: "redis.example.com/v1", kind: "Redis", metadata: { name: "web" } };
const DEFINITION = {
    ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
    metadata: { name: "redis.redis.example.com", uid: "", creationTimestamp: "" },
    spec: { group: "redis.example.com", names: { kind: "Redis", plural: "redis" } },
    status: {},
};
const SERVICE = { apiVersion: "v1", kind: "Service", metadata: { name: "web", labels: { app: "web" } } };

function configuration(webhook: Properties): Properties {
    return {
        ...{ apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" },
        metadata: { name: "it" },
        webhooks: [{ name: "it.example.com", ...webhook }],
    };
}

function rules(group: string, ...resources: readonly string[]): Json {
    return [{ apiGroups: [group], apiVersions: ["v1"], operations: ["CREATE"], resources: [...resources] }];
}

function askedOf(webhook: Properties, isOwn = false) {
    const objects = [INGRESS, SERVICE, GATEWAY, CACHE].map((object) => ({ file: "", object }));
    return asked({
        chart: { namespace: "shop" },
        definitions: [DEFINITION],
        rendered: { objects, hooks: [], crds: [] },
        webhooks: [{ of: "controller", object: configuration(webhook), isOwn }],
        namespaces: [
            {
                ...{ apiVersion: "v1", kind: "Namespace", spec: {}, status: {} },
                metadata: { name: "shop", uid: "", creationTimestamp: "", labels: { tier: "apps" } },
            },
        ],
    });
}

describe("webhooks that objects of a chart meet", () => {
    it("are those whose rules and selectors take one", () => {
        const base = { webhook: "it.example.com", of: "controller" };
        assert.deepEqual(askedOf({ rules: rules("networking.k8s.io", "ingresses") }), [
            { ...base, failsClosed: true, about: ["Ingress/web"] },
        ]);
        assert.deepEqual(askedOf({ rules: rules("", "pods", "services"), failurePolicy: "Ignore" }), [
            { ...base, failsClosed: false, about: ["Service/web", "pods"] },
        ]);
        assert.deepEqual(askedOf({ rules: rules("gateway.networking.k8s.io", "gateways") }), [
            { ...base, failsClosed: true, about: ["Gateway/web"] },
        ]);
        assert.deepEqual(askedOf({ rules: rules("redis.example.com", "redis") }), [
            { ...base, failsClosed: true, about: ["Redis/web"] },
        ]);
        for (const [key, labels] of [
            ["namespaceSelector", { tier: "system" }],
            ["objectSelector", { app: "other" }],
        ] as const) {
            assert.deepEqual(askedOf({ rules: rules("", "services"), [key]: { matchLabels: labels } }), []);
        }
        assert.deepEqual(askedOf({ rules: rules("batch", "jobs") }), []);
    });

    it("of the chart itself that fail closed on kinds everybody needs are to be taken care of", () => {
        const [found] = askedOf({ rules: rules("", "pods", "widgets") }, true);
        assert.deepEqual(found?.stops, ["pods"]);
        const [narrow] = askedOf(
            { rules: rules("", "pods"), namespaceSelector: { matchLabels: { tier: "apps" } } },
            true,
        );
        assert.equal(narrow?.stops, undefined);
    });
});
