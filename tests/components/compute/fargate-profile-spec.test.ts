import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    capacityOfFargateProfile,
    checkFargateProfile,
    checkFargateSubnets,
    checkProfileName,
    decisionsOfFargateProfile,
    type FargateProfileSpec,
} from "../../../components/compute/fargate-profile-spec";
import { describeProblem, type Problem } from "../../../components/shared/problems";

const SYSTEM = [
    { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
    { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    { namespace: "kube-system", labels: { app: "ebs-csi-controller" } },
    { namespace: "kube-system", labels: { "app.kubernetes.io/name": "metrics-server" } },
];

function spec(changes: Partial<FargateProfileSpec> = {}): FargateProfileSpec {
    return {
        clusterName: "acme-dev",
        region: "us-east-1",
        profile: "system",
        selectors: SYSTEM,
        ...changes,
    };
}

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

function refusals(changes: Partial<FargateProfileSpec>): string[] {
    return texts(checkFargateProfile(spec(changes)));
}

describe("checkFargateProfile", () => {
    it("takes one to five selectors, wildcards, and five labels in each", () => {
        assert.deepEqual(refusals({}), []);
        const labels = { a: "1", b: "2", c: "3", d: "4", "e*": "?" };
        const namespaces = ["a", "b-?", "*", "prod*", "x".repeat(63)];
        assert.deepEqual(refusals({ selectors: namespaces.map((namespace) => ({ namespace, labels })) }), []);
        assert.deepEqual(refusals({ selectors: [{ namespace: "team-a" }] }), []);
    });

    it("rule 7: F17: refuses no selector, and six", () => {
        assert.deepEqual(refusals({ profile: "api", selectors: [] }), [
            "selectors: Fargate profile api has no selectors, and EKS takes 1 to 5 (got 0). Name a namespace.",
        ]);
        const six = ["a", "b", "c", "d", "e", "f"].map((namespace) => ({ namespace }));
        assert.deepEqual(refusals({ profile: "api", selectors: six }), [
            "selectors: Fargate profile api has 6 selectors, and EKS takes 1 to 5 (got 6). " +
                "Split it into several profiles.",
        ]);
    });

    it("F17: refuses six labels", () => {
        const labels = { a: "1", b: "2", c: "3", d: "4", e: "5", f: "6" };
        assert.deepEqual(refusals({ selectors: [{ namespace: "a", labels }] }), [
            "selectors[0].labels: a selector has at most 5 labels (got 6). Keep those that tell its pods apart.",
        ]);
    });

    it("F17: refuses an empty namespace, and one that nothing can match", () => {
        assert.deepEqual(
            refusals({
                selectors: [{ namespace: "" }, { namespace: "Team_A" }, { namespace: "x".repeat(64) }],
            }),
            [
                'selectors[0].namespace: a selector needs a namespace (got ""). ' +
                    "Name a namespace; * and ? are wildcards.",
                'selectors[1].namespace: no namespace has such a name (got "Team_A"). ' +
                    "Use at most 63 small letters, digits and -, and * and ? as wildcards.",
                `selectors[2].namespace: no namespace has such a name (got "${"x".repeat(64)}"). ` +
                    "Use at most 63 small letters, digits and -, and * and ? as wildcards.",
            ],
        );
    });

    it("F33: refuses a selector listed twice, whatever the order of its labels", () => {
        assert.deepEqual(
            refusals({
                selectors: [
                    { namespace: "a", labels: { x: "1", b: "2" } },
                    { namespace: "a" },
                    { namespace: "a", labels: { b: "2", x: "1" } },
                ],
            }),
            ['selectors[2]: the same selector as selectors[0] (got "a b=2 x=1"). List each selector once.'],
        );
    });

    it("F17: refuses names that AWS keeps for itself or does not take", () => {
        assert.deepEqual(refusals({ profile: "eks-system" }), [
            "profile: names of Fargate profiles that begin with eks- belong to AWS " +
                '(got "eks-system"). Choose another name.',
        ]);
        for (const name of ["", "-a", "a-", "a b", "prød"]) {
            assert.deepEqual(texts(checkProfileName("name", name)), [
                `name: not a name of a Fargate profile (got "${name}"). ` +
                    "Use letters, digits and - _ with a letter or digit at both ends.",
            ]);
        }
        assert.deepEqual(texts(checkProfileName("name", "a_B-1")), []);
    });
});

describe("checkFargateSubnets", () => {
    const check = (vpc: Parameters<typeof checkFargateSubnets>[0]): string[] =>
        texts(checkFargateSubnets(vpc));

    it("F18: refuses a node subnet that is a public one too", () => {
        assert.deepEqual(
            check({
                nodeSubnetIds: { a: "subnet-1", b: "subnet-2" },
                publicSubnetIds: { a: "subnet-9", c: "subnet-2" },
            }),
            [
                "nodeSubnetIds.b: the same subnet as publicSubnetIds.c, and Fargate takes private subnets only " +
                    '(got "subnet-2"). Name a subnet without a route to an internet gateway.',
            ],
        );
    });

    it("F18: takes subnets that are yet to be made, and networks without public ones", () => {
        const id = pulumi.output("subnet-1");
        assert.deepEqual(check({ nodeSubnetIds: { a: id }, publicSubnetIds: { a: id } }), []);
        assert.deepEqual(check({ nodeSubnetIds: { a: "subnet-1" } }), []);
        assert.deepEqual(check({ nodeSubnetIds: { a: "subnet-1" }, publicSubnetIds: {} }), []);
    });

    it("refuses a network without node subnets", () => {
        assert.deepEqual(check({ nodeSubnetIds: {} }), [
            "nodeSubnetIds: pods on Fargate have no subnet (got []). " +
                "Name a private subnet in each slot pods may use.",
        ]);
    });
});

describe("a Fargate profile", () => {
    it("is capacity for what its selectors take", () => {
        assert.deepEqual(capacityOfFargateProfile(spec()), {
            kind: "fargate",
            name: "Fargate profile system",
            phase: "capacity",
            selectors: SYSTEM,
        });
    });

    it("shows its selectors in the plan", () => {
        const selectors = [{ namespace: "prod*", labels: { x: "1", b: "2" } }, { namespace: "team-a" }];
        assert.deepEqual(decisionsOfFargateProfile(spec({ selectors })), {
            profile: "system",
            selectors: ["prod* b=2 x=1", "team-a"],
        });
    });
});
