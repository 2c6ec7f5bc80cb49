import assert from "node:assert/strict";

import {
    type AccessSpec,
    checkAccess,
    decisionsOfAccess,
    planAccess,
} from "../../../components/cluster/access-spec";
import { shortHash } from "../../../components/shared/names";
import { describeProblem } from "../../../components/shared/problems";

const ADMIN = "arn:aws:iam::123456789012:role/team/admin";
const USER = "arn:aws:iam::123456789012:user/ada";
const DEPLOY = "arn:aws:iam::123456789012:role/deploy";

function spec(changes: Partial<AccessSpec> = {}): AccessSpec {
    return {
        account: "123456789012",
        region: "us-east-1",
        admins: [ADMIN, USER],
        deployRoleArn: DEPLOY,
        ...changes,
    };
}

function refusals(changes: Partial<AccessSpec>): string[] {
    return checkAccess(spec(changes)).map((problem) => describeProblem(problem));
}

describe("checkAccess", () => {
    it("takes roles with their path, users, and a deploy role that is an admin too", () => {
        assert.deepEqual(refusals({}), []);
        assert.deepEqual(refusals({ admins: [DEPLOY] }), []);
    });

    it("rule 31: refuses a cluster without an admin", () => {
        assert.deepEqual(refusals({ admins: [] }), [
            "admins: nobody would administer the cluster, since its creator is no admin (got []). " +
                "List at least one IAM role: arn:aws:iam::123456789012:role/<name>.",
        ]);
    });

    it("rule 31: F33: refuses a principal listed twice, naming both places", () => {
        assert.deepEqual(refusals({ admins: [ADMIN, USER, ADMIN] }), [
            `admins[2]: the same principal as admins[0] (got "${ADMIN}"). List each principal once.`,
        ]);
    });

    it("rule 31: F23: refuses principals of another account", () => {
        const other = "arn:aws:iam::999999999999:role/x";
        const end =
            `belongs to account 999999999999, the environment to 123456789012 (got "${other}"). ` +
            "Name a principal of the environment's account.";
        assert.deepEqual(refusals({ admins: [ADMIN, other], deployRoleArn: other }), [
            `admins[1]: ${end}`,
            `deployRoleArn: ${end}`,
        ]);
    });

    it("refuses a session as admin, naming the role", () => {
        const session = "arn:aws:sts::123456789012:assumed-role/admin/ada";
        assert.deepEqual(refusals({ admins: [session] }), [
            `admins[0]: a session, not a principal (got "${session}"). ` +
                "Write the role: arn:aws:iam::123456789012:role/admin (with its path, if it has one).",
        ]);
    });

    it("refuses a user as deploy role", () => {
        assert.deepEqual(refusals({ deployRoleArn: USER }), [
            `deployRoleArn: an IAM user, where a role is needed (got "${USER}"). ` +
                "Write arn:aws:iam::123456789012:role/<name>.",
        ]);
    });

    it("knows the partition of the region", () => {
        const text = "arn:aws-cn:iam::123456789012:role/x";
        assert.deepEqual(refusals({ region: "cn-north-1", admins: [text], deployRoleArn: text }), []);
        assert.deepEqual(refusals({ admins: [text] }), [
            `admins[0]: belongs to partition aws-cn, the region to aws (got "${text}"). Write arn:aws:….`,
        ]);
    });
});

describe("planAccess", () => {
    it("has one entry a principal, sorted, keyed by the principal", () => {
        assert.deepEqual(planAccess(spec()), {
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            entries: [
                { principalArn: DEPLOY, key: `deploy-${shortHash(DEPLOY)}`, isDeployRole: true },
                { principalArn: ADMIN, key: `admin-${shortHash(ADMIN)}`, isDeployRole: false },
                { principalArn: USER, key: `ada-${shortHash(USER)}`, isDeployRole: false },
            ],
        });
    });

    it("counts a principal that is both as the deploy role, once", () => {
        assert.deepEqual(
            planAccess(spec({ admins: [DEPLOY] })).entries.map(({ isDeployRole, principalArn }) => [
                principalArn,
                isDeployRole,
            ]),
            [[DEPLOY, true]],
        );
    });

    it("rule 31: the order of admins changes nothing, and one admin more renames none", () => {
        const keysOf = (admins: readonly string[]): string[] =>
            planAccess(spec({ admins })).entries.map(({ key }) => key);
        assert.deepEqual(keysOf([USER, ADMIN]), keysOf([ADMIN, USER]));
        assert.deepEqual(
            keysOf([USER, ADMIN]).filter((key) => !keysOf([USER]).includes(key)),
            [`admin-${shortHash(ADMIN)}`],
        );
    });

    it("tells roles of one name in two paths apart", () => {
        const twin = "arn:aws:iam::123456789012:role/other/admin";
        const keys = planAccess(spec({ admins: [ADMIN, twin] })).entries.map(({ key }) => key);
        assert.deepEqual(new Set(keys).size, 3);
    });

    it("spells the partition in the policy", () => {
        assert.equal(
            planAccess(spec({ region: "us-gov-west-1" })).policyArn,
            "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        );
    });
});

describe("decisionsOfAccess", () => {
    it("names who gets in", () => {
        assert.deepEqual(decisionsOfAccess(spec({ admins: [USER, ADMIN] })), {
            admins: [ADMIN, USER],
            deployRole: DEPLOY,
            everybodyElse: "Unauthorized, whoever creates the cluster included",
        });
    });
});
