import assert from "node:assert/strict";

import { checkNodePolicies, planNodePolicies } from "../../../components/shared/node-policies";
import { shortHash } from "../../../components/shared/names";
import { describeProblem } from "../../../components/shared/problems";

const OWNER = { account: "123456789012", region: "us-east-1" };
const OWN = "arn:aws:iam::123456789012:policy/team/logs";
const MANAGED = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy";

function refusals(arns: readonly string[], owner = OWNER): string[] {
    return checkNodePolicies("extra", arns, owner).map((problem) => describeProblem(problem));
}

describe("planNodePolicies", () => {
    it("attaches what every node needs and what is asked for, by stable keys", () => {
        assert.deepEqual(planNodePolicies([OWN, MANAGED], OWNER), [
            { key: "worker", policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
            { key: "registry", policyArn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly" },
            { key: "session-manager", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
            { key: `logs-${shortHash(OWN)}`, policyArn: OWN },
            { key: `AmazonEBSCSIDriverPolicy-${shortHash(MANAGED)}`, policyArn: MANAGED },
        ]);
    });

    it("tells policies of one name in two paths apart, and keeps a key when another policy goes", () => {
        const twin = "arn:aws:iam::123456789012:policy/logs";
        const keysOf = (arns: readonly string[]): string[] =>
            planNodePolicies(arns, OWNER).map(({ key }) => key);
        assert.equal(new Set(keysOf([OWN, twin])).size, 5);
        assert.deepEqual(
            keysOf([twin]),
            keysOf([OWN, twin]).filter((key) => key !== `logs-${shortHash(OWN)}`),
        );
    });

    it("is of the region's partition", () => {
        assert.deepEqual(
            planNodePolicies([], { ...OWNER, region: "cn-north-1" }).map(({ policyArn }) => policyArn),
            [
                "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
                "arn:aws-cn:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
                "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore",
            ],
        );
    });
});

describe("checkNodePolicies", () => {
    it("F15: refuses more policies than a role can ever have, the three of every node counted", () => {
        const arns = Array.from({ length: 23 }, (_, index) => `${OWN}-${index}`);
        assert.deepEqual(refusals(arns.slice(1)), []);
        assert.deepEqual(refusals(arns), [
            "extra: a role has at most 25 policies, and every node has 3 already (got 23). " +
                "List at most 22; several can be joined in one of your own.",
        ]);
    });

    const remedy = "Write arn:aws:iam::123456789012:policy/<name>, or arn:aws:iam::aws:policy/<name>.";

    it("takes policies of the account and of AWS", () => {
        assert.deepEqual(refusals([OWN, MANAGED]), []);
    });

    it("refuses what is no ARN of a policy", () => {
        for (const text of [
            "ReadOnlyAccess",
            "arn:aws:iam::123456789012:role/x",
            "arn:aws:s3:::x",
            "arn:aws:iam::aws:policy/",
        ]) {
            assert.deepEqual(refusals([text]), [
                `extra[0]: not the ARN of an IAM policy (got "${text}"). ${remedy}`,
            ]);
        }
    });

    it("refuses policies of another account and partition", () => {
        assert.deepEqual(
            refusals(["arn:aws:iam::999999999999:policy/x", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"]),
            [
                "extra[0]: belongs to account 999999999999, the environment to 123456789012 " +
                    '(got "arn:aws:iam::999999999999:policy/x"). Name a policy of the environment\'s account.',
                "extra[1]: belongs to partition aws-cn, the region to aws " +
                    `(got "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"). ${remedy}`,
            ],
        );
    });

    it("F33: refuses a policy listed twice, and one that every node has", () => {
        const worker = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
        assert.deepEqual(refusals([OWN, worker, OWN]), [
            `extra[2]: the same policy as extra[0] (got "${OWN}"). List each policy once.`,
            `extra[1]: every node has this policy (got "${worker}"). Remove it.`,
        ]);
    });

    it("refuses the policy that belongs to vpc-cni alone", () => {
        const cni = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";
        assert.deepEqual(refusals([cni]), [
            "extra[0]: vpc-cni has an identity of its own, so no other process of a node needs this " +
                `(got "${cni}"). Remove it.`,
        ]);
    });
});
