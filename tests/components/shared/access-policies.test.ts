import assert from "node:assert/strict";

import { checkPolicies, planAssociations } from "../../../components/shared/access-policies";
import { describeProblem } from "../../../components/shared/problems";

const VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

describe("access policies by their ARNs", () => {
    it("are AWS's alone and have no path, so that no two have one name", () => {
        const others = [
            "arn:aws:eks::123456789012:cluster-access-policy/AmazonEKSViewPolicy",
            "arn:aws:eks::aws:cluster-access-policy/teams/AmazonEKSViewPolicy",
            "arn:aws:eks:us-east-1:aws:cluster-access-policy/AmazonEKSViewPolicy",
            "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        ];
        const policies = [VIEW, ...others].map((policy) => ({ policy }));
        assert.deepEqual(
            checkPolicies("policies", policies, "us-east-1").map((one) => describeProblem(one, "shape")),
            others.map(
                (arn, index) =>
                    `shape › policies[${index + 1}].policy: not an access policy of EKS (got "${arn}"). ` +
                    "Write arn:aws:eks::aws:cluster-access-policy/<name>.",
            ),
        );
    });

    it("and by their names are one", () => {
        const both = [{ policy: "AmazonEKSViewPolicy" }, { policy: VIEW }];
        assert.deepEqual(
            checkPolicies("policies", both, "us-east-1").map((one) => describeProblem(one, "shape")),
            [
                "shape › policies[1].policy: the same policy as policies[0], and EKS keeps one scope of each " +
                    '(got "AmazonEKSViewPolicy"). Write its namespaces together.',
            ],
        );
        assert.deepEqual(planAssociations(both.slice(1), "us-east-1"), [
            { key: "AmazonEKSViewPolicy", policyArn: VIEW, accessScope: { type: "cluster" } },
        ]);
    });
});
