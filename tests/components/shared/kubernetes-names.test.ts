import assert from "node:assert/strict";

import fc from "fast-check";

import {
    checkLabels,
    checkLabelSyntax,
    checkTaints,
    eksTaintEffect,
    kubernetesTaint,
} from "../../../components/shared/kubernetes-names";
import { describeProblem } from "../../../components/shared/problems";

function labelRefusals(labels: Readonly<Record<string, string>>, reserved?: readonly string[]): string[] {
    return checkLabels("labels", labels, reserved).map((problem) => describeProblem(problem));
}

function taintRefusals(...taints: Parameters<typeof checkTaints>[1]): string[] {
    return checkTaints("taints", taints).map((problem) => describeProblem(problem));
}

const NAME_REMEDY = "letters, digits and - _ . with a letter or digit at both ends.";

describe("checkLabels", () => {
    it("takes names with and without a domain, and empty values", () => {
        const long = "x".repeat(63);
        assert.deepEqual(
            labelRefusals({
                team: "web",
                "example.com/Tier_1.a": "",
                [long]: long,
                [`${"a.".repeat(126)}a/${long}`]: "v",
                "node.kubernetes.io/role": "web",
                "kubelet.kubernetes.io/x": "1",
                "deep.node.kubernetes.io/x": "1",
                "eks.amazonaws.com/x": "1",
            }),
            [],
        );
    });

    it("F38: refuses labels of Kubernetes' domains, which keep a node from joining", () => {
        for (const [key, owner] of [
            ["kubernetes.io/role", "kubernetes.io"],
            ["node-role.kubernetes.io/worker", "kubernetes.io"],
            ["k8s.io/x", "k8s.io"],
            ["cluster.k8s.io/x", "k8s.io"],
        ] as const) {
            assert.deepEqual(labelRefusals({ [key]: "x" }), [
                `labels.${key}: labels of ${owner} are not yours to set: the node would not join (got "${key}"). ` +
                    "Use a domain of your own, or node.kubernetes.io/<name>.",
            ]);
        }
        assert.deepEqual(labelRefusals({ "notkubernetes.io/x": "x" }), []);
    });

    it("F38: refuses what the caller reserves", () => {
        assert.deepEqual(labelRefusals({ "eks.amazonaws.com/x": "x" }, ["eks.amazonaws.com"]), [
            "labels.eks.amazonaws.com/x: labels of eks.amazonaws.com are not yours to set: the node would not join " +
                '(got "eks.amazonaws.com/x"). Use a domain of your own, or node.kubernetes.io/<name>.',
        ]);
    });

    it("F38: refuses two slashes, bad domains and bad names", () => {
        assert.deepEqual(labelRefusals({ "a/b/c": "x" }), [
            'labels.a/b/c: a label key has one slash at most (got "a/b/c"). Write <domain>/<name>.',
        ]);
        assert.deepEqual(labelRefusals({ "Example.com/x": "x" }), [
            "labels.Example.com/x: no domain before the slash of a label key " +
                '(got "Example.com/x"). Write it as example.com/<name>.',
        ]);
        const far = `${"a.".repeat(127)}a/x`;
        assert.deepEqual(labelRefusals({ [far]: "x" }), [
            `labels.${far}: no domain before the slash of a label key (got "${far}"). Write it as example.com/<name>.`,
        ]);
        for (const key of ["", "-a", "a-", "a b", "x".repeat(64), "prød", "example.com/"]) {
            assert.deepEqual(labelRefusals({ [key]: "x" }), [
                `labels.${key}: not a label key (got "${key}"). Use 1 to 63 ${NAME_REMEDY}`,
            ]);
        }
        assert.deepEqual(labelRefusals({ "/x": "x" }), [
            'labels./x: no domain before the slash of a label key (got "/x"). Write it as example.com/<name>.',
        ]);
    });

    it("F38: refuses bad values", () => {
        for (const value of ["a b", "-a", "a-", "x".repeat(64), "ü", "a/b"]) {
            assert.deepEqual(labelRefusals({ team: value }), [
                `labels.team: not a label value (got "${value}"). Use at most 63 ${NAME_REMEDY}`,
            ]);
        }
    });

    it("names every fault of every label", () => {
        assert.equal(labelRefusals({ "k8s.io/-": "a b", "c d": "e" }).length, 4);
    });

    it("takes what Kubernetes' own pattern takes", () => {
        const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
        fc.assert(
            fc.property(name, name, (key, value) => {
                assert.deepEqual(labelRefusals({ [`example.com/${key}`]: value }), []);
            }),
            { seed: 20261124, numRuns: 200 },
        );
    });
});

describe("checkLabelSyntax", () => {
    it("takes every domain, and refuses what is no label", () => {
        const check = (labels: Readonly<Record<string, string>>): string[] =>
            checkLabelSyntax("labels", labels).map((problem) => describeProblem(problem));
        assert.deepEqual(check({ "node-role.kubernetes.io/infra": "", "x.k8s.io/y": "1", team: "web" }), []);
        assert.deepEqual(check({ "a b": "x", team: "a/b" }), [
            `labels.a b: not a label key (got "a b"). Use 1 to 63 ${NAME_REMEDY}`,
            `labels.team: not a label value (got "a/b"). Use at most 63 ${NAME_REMEDY}`,
        ]);
    });
});

describe("checkTaints", () => {
    it("refuses Karpenter's own taints, and none that only sounds like them", () => {
        for (const name of ["unregistered", "uninitialized", "disrupted"]) {
            assert.deepEqual(taintRefusals({ key: `karpenter.sh/${name}`, effect: "NoExecute" }), [
                `taints[0].key: taints of karpenter.sh belong to Karpenter (got "karpenter.sh/${name}"). ` +
                    "Remove it, or use a domain of your own.",
            ]);
        }
        assert.deepEqual(
            taintRefusals(
                { key: "notkarpenter.sh/x", effect: "NoSchedule" },
                { key: "karpenter.sh", effect: "NoSchedule" },
            ),
            [],
        );
    });

    it("F37: takes both spellings of each effect", () => {
        assert.deepEqual(
            taintRefusals(
                { key: "a", effect: "NoSchedule" },
                { key: "b", value: "", effect: "NO_SCHEDULE" },
                { key: "c", value: "true", effect: "PreferNoSchedule" },
                { key: "d", effect: "PREFER_NO_SCHEDULE" },
                { key: "e", effect: "NoExecute" },
                { key: "example.com/e", effect: "NO_EXECUTE" },
                { key: "e", effect: "NoSchedule" },
            ),
            [],
        );
    });

    it("F37: refuses another effect, listing both spellings", () => {
        assert.deepEqual(taintRefusals({ key: "a", effect: "noSchedule" }), [
            'taints[0].effect: not a taint effect (got "noSchedule"). Choose NoSchedule (or NO_SCHEDULE), ' +
                "PreferNoSchedule (or PREFER_NO_SCHEDULE), NoExecute (or NO_EXECUTE).",
        ]);
    });

    it("F37: refuses long and bad keys and values", () => {
        const long = "x".repeat(64);
        assert.deepEqual(
            taintRefusals(
                { key: long, value: long, effect: "NoSchedule" },
                { key: "a b", value: "c d", effect: "x" },
            ),
            [
                `taints[0].key: not a taint key (got "${long}"). Use 1 to 63 ${NAME_REMEDY}`,
                `taints[0].value: not a taint value (got "${long}"). Use at most 63 ${NAME_REMEDY}`,
                `taints[1].key: not a taint key (got "a b"). Use 1 to 63 ${NAME_REMEDY}`,
                `taints[1].value: not a taint value (got "c d"). Use at most 63 ${NAME_REMEDY}`,
                'taints[1].effect: not a taint effect (got "x"). Choose NoSchedule (or NO_SCHEDULE), ' +
                    "PreferNoSchedule (or PREFER_NO_SCHEDULE), NoExecute (or NO_EXECUTE).",
            ],
        );
    });

    it("F33: refuses one key and effect twice, however spelled", () => {
        assert.deepEqual(
            taintRefusals(
                { key: "a", value: "1", effect: "NoSchedule" },
                { key: "a", effect: "NoExecute" },
                { key: "a", value: "2", effect: "NO_SCHEDULE" },
            ),
            ['taints[2]: the same key and effect as taints[0] (got "a"). List each taint once.'],
        );
    });
});

describe("taint effects", () => {
    it("F37: are read in both spellings and written in each", () => {
        assert.deepEqual(
            (["NoSchedule", "NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"] as const).map((effect) => {
                const taint = kubernetesTaint({ key: "a", effect });
                return [taint, eksTaintEffect(taint.effect)];
            }),
            [
                [{ key: "a", effect: "NoSchedule" }, "NO_SCHEDULE"],
                [{ key: "a", effect: "NoSchedule" }, "NO_SCHEDULE"],
                [{ key: "a", effect: "PreferNoSchedule" }, "PREFER_NO_SCHEDULE"],
                [{ key: "a", effect: "NoExecute" }, "NO_EXECUTE"],
            ],
        );
        assert.deepEqual(kubernetesTaint({ key: "a", value: "", effect: "NoExecute" }), {
            key: "a",
            value: "",
            effect: "NoExecute",
        });
    });
});
