import assert from "node:assert/strict";

import { checkRequirementKey, checkReservedKey } from "../../../components/karpenter/node-pool-keys";
import { describeProblem } from "../../../components/shared/problems";

function requirementRefusals(key: string): string[] {
    return checkRequirementKey("key", key).map((problem) => describeProblem(problem));
}

function labelRefusals(key: string): string[] {
    return checkReservedKey("labels.x", key).map((problem) => describeProblem(problem));
}

describe("checkReservedKey", () => {
    it("takes own keys, and what Karpenter knows in its domains", () => {
        const accepted = [
            "team",
            "example.com/team",
            "karpenter.sh/capacity-type",
            "karpenter.k8s.aws/instance-family",
            "karpenter.k8s.aws/placement-group-id",
            "node-role.kubernetes.io/infra",
            "node-restriction.kubernetes.io/team",
            "kubernetes.io/role",
            "x.k8s.io/y",
        ];
        assert.deepEqual(accepted.flatMap(labelRefusals), []);
    });

    it("refuses what Karpenter keeps for itself", () => {
        assert.deepEqual(labelRefusals("karpenter.sh/nodepool"), [
            'labels.x: Karpenter sets this label itself (got "karpenter.sh/nodepool"). Remove it.',
        ]);
        assert.deepEqual(labelRefusals("kubernetes.io/hostname"), [
            'labels.x: every node has a name of its own (got "kubernetes.io/hostname"). Remove it.',
        ]);
        for (const key of ["karpenter.sh/initialized", "my.karpenter.sh/x", "notkarpenter.sh/x"]) {
            assert.deepEqual(labelRefusals(key), [
                `labels.x: karpenter.sh belongs to Karpenter (got "${key}"). ` +
                    "Use karpenter.sh/capacity-type, or a domain of your own.",
            ]);
        }
    });

    it("refuses what Auto Mode calls the same, which would narrow nothing down", () => {
        assert.deepEqual(labelRefusals("eks.amazonaws.com/instance-category"), [
            'labels.x: Karpenter knows instances by labels of its own (got "eks.amazonaws.com/instance-category"). ' +
                "Write karpenter.k8s.aws/instance-category.",
        ]);
        assert.deepEqual(labelRefusals("eks.amazonaws.com/compute-type"), []);
    });

    it("refuses a mistyped key of Karpenter, one of a later version, and the node class's own", () => {
        for (const name of ["instance-familly", "nitro-sandbox", "ec2nodeclass"]) {
            const [line = "", ...more] = labelRefusals(`karpenter.k8s.aws/${name}`);
            assert.deepEqual(more, []);
            assert.match(
                line,
                new RegExp(
                    "^labels\\.x: karpenter\\.k8s\\.aws belongs to Karpenter, which has no such key " +
                        `\\(got "karpenter\\.k8s\\.aws/${name}"\\)\\. Choose from capacity-reservation-id, .*, placement-group-partition\\.$`,
                ),
            );
        }
    });
});

describe("checkRequirementKey", () => {
    it("takes every key of Kubernetes that Karpenter knows, and own ones", () => {
        const accepted = [
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "node.kubernetes.io/instance-type",
            "kubernetes.io/arch",
            "kubernetes.io/os",
            "node.kubernetes.io/windows-build",
            "topology.k8s.aws/zone-id",
            "karpenter.k8s.aws/instance-cpu",
            "team",
            "example.com/team",
            `${"a".repeat(63)}.${"b".repeat(63)}/${"c".repeat(63)}`,
        ];
        assert.deepEqual(accepted.flatMap(requirementRefusals), []);
    });

    it("refuses a key of Kubernetes that narrows nothing down", () => {
        const remedy =
            "Choose from topology.kubernetes.io/zone, topology.kubernetes.io/region, node.kubernetes.io/instance-type, " +
            "kubernetes.io/arch, kubernetes.io/os, node.kubernetes.io/windows-build, or use a domain of your own.";
        for (const key of ["kubernetes.io/architecture", "kubernetes.io/role", "x.k8s.io/y"]) {
            assert.deepEqual(requirementRefusals(key), [
                `key: Karpenter knows no such label of Kubernetes (got "${key}"). ${remedy}`,
            ]);
        }
    });

    it("refuses what is no key, and Karpenter's own", () => {
        const remedy =
            "Write <domain>/<name>, or a name alone, in letters, digits, dashes, underscores and dots";
        for (const key of [
            "",
            "a/b/c",
            "Example.com/team",
            "team!",
            "-team",
            "a".repeat(64),
            `${"a".repeat(254)}/b`,
        ]) {
            assert.deepEqual(requirementRefusals(key), [
                `key: not a label key (got ${JSON.stringify(key)}). ${remedy}.`,
            ]);
        }
        assert.deepEqual(requirementRefusals("karpenter.sh/nodepool"), [
            'key: Karpenter sets this label itself (got "karpenter.sh/nodepool"). Remove it.',
        ]);
    });
});
