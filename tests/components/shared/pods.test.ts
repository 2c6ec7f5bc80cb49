import assert from "node:assert/strict";

import fc from "fast-check";

import {
    type FargateSelector,
    selectsPod,
    SYSTEM_TAINT,
    SYSTEM_TOLERATION,
    type Taint,
    TAINT_EFFECTS,
    type Toleration,
    toleratesAll,
} from "../../../components/shared/pods";
import { expressionsIn } from "../../support/counted-work";

const GPU: Taint = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" };

function tolerates(toleration: Toleration, taint: Taint = GPU): boolean {
    return toleratesAll([toleration], [taint]);
}

describe("toleratesAll", () => {
    it("takes a pod without tolerations to nodes without taints, and to no others", () => {
        assert.equal(toleratesAll([], []), true);
        assert.equal(toleratesAll([], [GPU]), false);
        assert.equal(toleratesAll([SYSTEM_TOLERATION], []), true);
    });

    it("matches by key alone with Exists, by key and value with Equal", () => {
        assert.equal(tolerates({ key: "nvidia.com/gpu", operator: "Exists" }), true);
        assert.equal(tolerates({ key: "nvidia.com/gpu", operator: "Equal", value: "true" }), true);
        assert.equal(tolerates({ key: "nvidia.com/gpu", operator: "Equal", value: "false" }), false);
        assert.equal(tolerates({ key: "nvidia.com/gpu", operator: "Equal" }), false);
        assert.equal(tolerates({ key: "nvidia.com", operator: "Exists" }), false);
    });

    it("takes a taint without a value for one with an empty value", () => {
        const bare: Taint = { key: "team", effect: "NoSchedule" };
        assert.equal(tolerates({ key: "team", operator: "Equal" }, bare), true);
        assert.equal(tolerates({ key: "team", operator: "Equal", value: "" }, bare), true);
        assert.equal(tolerates({ key: "team", operator: "Equal", value: "a" }, bare), false);
    });

    it("takes no key, or an empty one, for every key, but with Exists only", () => {
        assert.equal(tolerates({ operator: "Exists" }), true);
        assert.equal(tolerates({ key: "", operator: "Exists" }), true);
        assert.equal(tolerates({ operator: "Equal", value: "true" }), false);
    });

    it("takes no effect for every effect", () => {
        for (const effect of TAINT_EFFECTS) {
            assert.equal(tolerates({ operator: "Exists" }, { ...GPU, effect }), true);
            assert.equal(tolerates({ operator: "Exists", effect }, { ...GPU, effect }), true);
        }
        assert.equal(tolerates({ operator: "Exists", effect: "NoExecute" }), false);
    });

    it("asks nothing for PreferNoSchedule: it is a wish", () => {
        assert.equal(toleratesAll([], [{ ...GPU, effect: "PreferNoSchedule" }]), true);
    });

    it("asks a toleration for each taint, whichever it is", () => {
        assert.equal(toleratesAll([SYSTEM_TOLERATION], [SYSTEM_TAINT, GPU]), false);
        assert.equal(
            toleratesAll(
                [{ key: "nvidia.com/gpu", operator: "Exists" }, SYSTEM_TOLERATION],
                [SYSTEM_TAINT, GPU],
            ),
            true,
        );
    });

    it("rule 44: a pod that tolerates everything runs on every node; one toleration more never hurts", () => {
        const text = fc.constantFrom("a", "b", "c");
        const taint: fc.Arbitrary<Taint> = fc.record({
            key: text,
            value: text,
            effect: fc.constantFrom(...TAINT_EFFECTS),
        });
        const toleration: fc.Arbitrary<Toleration> = fc.record({
            key: text,
            operator: fc.constantFrom("Equal", "Exists"),
            value: text,
        });
        fc.assert(
            fc.property(fc.array(taint), fc.array(toleration), toleration, (taints, tolerations, another) => {
                assert.equal(toleratesAll([{ operator: "Exists" }], taints), true);
                if (toleratesAll(tolerations, taints)) {
                    assert.equal(toleratesAll([...tolerations, another], taints), true);
                }
            }),
        );
    });
});

const POD = {
    namespace: "kube-system",
    labels: { app: "ebs-csi-controller", "app.kubernetes.io/name": "aws-ebs-csi-driver" },
};

function selects(namespace: string, labels?: FargateSelector["labels"], pod = POD): boolean {
    return selectsPod({ namespace, ...(labels === undefined ? {} : { labels }) }, pod);
}

describe("selectsPod", () => {
    it("takes every pod of the namespace when it names no labels", () => {
        assert.equal(selects("kube-system"), true);
        assert.equal(selects("kube-system", {}), true);
        assert.equal(selects("default"), false);
    });

    it("asks for all of its labels, not for all of the pod's", () => {
        assert.equal(selects("kube-system", { app: "ebs-csi-controller" }), true);
        assert.equal(selects("kube-system", POD.labels), true);
        assert.equal(selects("kube-system", { app: "ebs-csi-controller", tier: "system" }), false);
        assert.equal(selects("kube-system", { app: "ebs-csi-node" }), false);
        assert.equal(selects("default", { app: "ebs-csi-controller" }), false);
    });

    it("compares whole texts", () => {
        assert.equal(selects("kube"), false);
        assert.equal(selects("system"), false);
        assert.equal(selects("kube-system", { app: "ebs-csi" }), false);
    });

    it("takes * for none, one or many characters", () => {
        assert.equal(selects("*"), true);
        assert.equal(selects("kube-*"), true);
        assert.equal(selects("*-system"), true);
        assert.equal(selects("kube-system*"), true);
        assert.equal(selects("kube-*-x"), false);
    });

    it("takes ? for exactly one character", () => {
        assert.equal(selects("kube?system"), true);
        assert.equal(selects("kube-syste?"), true);
        assert.equal(selects("kube-system?"), false);
        assert.equal(selects("kube-syst?"), false);
        assert.equal(selects("kube-s*?"), true);
    });

    it("takes wildcards in keys and values, which must match in one label", () => {
        assert.equal(selects("kube-system", { "app*": "ebs-csi-*" }), true);
        assert.equal(selects("kube-system", { "app.kubernetes.io/*": "aws-*-driver" }), true);
        assert.equal(selects("kube-system", { "a?p": "*controller" }), true);
        assert.equal(selects("kube-system", { "app.*": "ebs-csi-controller" }), false);
    });

    it("takes every other character for itself: selectors are no regular expressions", () => {
        const dotted = { namespace: "team-x", labels: { "app.kubernetes.io/name": "a" } };
        assert.equal(selects("team.x", undefined, { ...POD, namespace: "team-x" }), false);
        assert.equal(selectsPod({ namespace: "team-x", labels: { appxkubernetes: "a" } }, dotted), false);
        assert.equal(selectsPod({ namespace: "(team-x)|y" }, dotted), false);
        assert.equal(selectsPod({ namespace: "team-[xy]" }, dotted), false);
        assert.equal(selectsPod({ namespace: "team-x$" }, dotted), false);
    });

    it("takes a run of stars for one star: more would multiply the ways to try", () => {
        const verdicts: boolean[] = [];
        const tried = (end: string): readonly string[] =>
            expressionsIn(() => {
                const pod = { ...POD, namespace: "a".repeat(63) };
                verdicts.push(selects(`${"*".repeat(7)}${end}`, undefined, pod));
            }).filter((source) => source.startsWith("^."));
        assert.deepEqual([tried("x"), tried("a")], [["^.*x$"], ["^.*a$"]]);
        assert.deepEqual(verdicts, [false, true]);
    });

    it("takes a pod whose own namespace and labels it names", () => {
        const name = fc.stringMatching(/^[a-z]([-a-z0-9.]{0,20}[a-z0-9])?$/);
        fc.assert(
            fc.property(name, fc.dictionary(name, name), (namespace, labels) => {
                assert.equal(selectsPod({ namespace, labels }, { namespace, labels }), true);
                assert.equal(
                    selectsPod({ namespace: "*", labels: { "*": "*" } }, { namespace, labels }),
                    Object.keys(labels).length > 0,
                );
            }),
        );
    });
});
