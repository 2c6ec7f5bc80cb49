import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { Claims } from "../../../tools/charts/claims";
import { scopeOf, webhooksOf } from "../../../tools/charts/compare-webhooks";
import { compareGuard } from "../../../tools/charts/guard";
import type { Properties } from "../../../tools/charts/helm";
import { CLAIMS, configuration, deployment, rendered } from "./sound";

function guardOf(webhook: Properties): string[] {
    return compareGuard(CLAIMS, rendered([configuration(webhook)])).map((one) => one.rendered);
}

function scopesOf(webhook: Properties): string[] {
    return webhooksOf(rendered([configuration(webhook)])).map((one) => scopeOf(one, CLAIMS));
}

function matching(operator: string, values: Json = ["yes"]): Json {
    return { matchExpressions: [{ key: "keeper", operator, values }] };
}

describe("whom a webhook is asked about", () => {
    it("is everybody where a selector only leaves some out", () => {
        assert.deepEqual(scopesOf({ namespaceSelector: null }), ["all"]);
        assert.deepEqual(scopesOf({ namespaceSelector: {} }), ["all"]);
        assert.deepEqual(scopesOf({ namespaceSelector: matching("NotIn") }), ["all"]);
        assert.deepEqual(scopesOf({ namespaceSelector: matching("DoesNotExist") }), ["all"]);
    });

    it("is whoever has a label, of the namespace or of the object", () => {
        assert.deepEqual(scopesOf({ namespaceSelector: matching("In") }), ["labelled"]);
        assert.deepEqual(scopesOf({ objectSelector: matching("Exists", []) }), ["labelled"]);
        assert.deepEqual(scopesOf({ objectSelector: { matchLabels: { keeper: "yes" } } }), ["labelled"]);
    });

    it("is the chart's own kinds alone where every group is of its definitions", () => {
        const rule = (apiGroups: Json): Properties => ({ rules: [{ apiGroups, resources: ["*"] }] });
        assert.deepEqual(scopesOf(rule(["keeper.example.com"])), ["own"]);
        assert.deepEqual(scopesOf(rule(["keeper.example.com", ""])), ["all"]);
        assert.deepEqual(scopesOf(rule([])), ["all"]);
    });
});

describe("a webhook that fails closed on core kinds", () => {
    it("spares kube-system by its name", () => {
        assert.deepEqual(guardOf({}), ["nothing"]);
        assert.deepEqual(guardOf({ namespaceSelector: null }), ["kube-system spared"]);
        assert.deepEqual(guardOf({ namespaceSelector: null, objectSelector: matching("NotIn") }), [
            "kube-system spared",
        ]);
        const names: Json = { key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["default"] };
        assert.deepEqual(guardOf({ namespaceSelector: { matchExpressions: [names] } }), [
            "kube-system spared",
        ]);
    });

    it("is nobody's business where only who has a label is asked about", () => {
        assert.deepEqual(guardOf({ namespaceSelector: matching("In") }), []);
        assert.deepEqual(guardOf({ namespaceSelector: null, objectSelector: matching("Exists", []) }), []);
    });

    it("needs two pods that stay, and zones where the environment has them", () => {
        const sound = configuration();
        const lacking = (
            claims: Partial<Claims>,
            objects: readonly Properties[],
            without: readonly string[] = [],
        ) =>
            compareGuard({ ...CLAIMS, ...claims }, rendered([sound, ...objects], { without })).map(
                (one) => one.rendered,
            );
        assert.deepEqual(lacking({}, [deployment({}, 1)]), ["two replicas"]);
        assert.deepEqual(lacking({}, [], ["PodDisruptionBudget"]), ["a disruption budget"]);
        const together = deployment({ topologySpreadConstraints: [] });
        assert.deepEqual(lacking({}, [together]), ["zone spread"]);
        assert.deepEqual(lacking({ zoneSpread: false }, [together]), ["nothing"]);
        assert.deepEqual(lacking({ onFargate: true }, [together]), ["nothing"]);
        assert.deepEqual(lacking({}, [], ["Service"]), ["a disruption budget, two replicas, zone spread"]);
    });

    it("is nobody's business when it fails open, or is about other groups", () => {
        assert.deepEqual(guardOf({ failurePolicy: "Ignore", namespaceSelector: null }), []);
        const rules: Json = [{ apiGroups: ["networking.k8s.io"], resources: ["ingresses"] }];
        assert.deepEqual(guardOf({ rules, namespaceSelector: null }), []);
    });

    it("is about core kinds with every group as well", () => {
        assert.deepEqual(
            guardOf({ rules: [{ apiGroups: ["*"], resources: ["*"] }], namespaceSelector: null }),
            ["kube-system spared"],
        );
    });
});
