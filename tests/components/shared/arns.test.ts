import assert from "node:assert/strict";

import { awsManagedPolicyArn, checkPrincipal, checkRole, parseArn } from "../../../components/shared/arns";
import { describeProblem } from "../../../components/shared/problems";

const ACCOUNT = "123456789012";

function principal(text: string): string[] {
    return checkPrincipal("admins[0]", text, ACCOUNT, "aws").map((problem) => describeProblem(problem));
}

function role(text: string): string[] {
    return checkRole("deployRoleArn", text, ACCOUNT, "aws").map((problem) => describeProblem(problem));
}

describe("parseArn", () => {
    it("takes an ARN apart", () => {
        assert.deepEqual(parseArn("arn:aws-cn:kms:cn-north-1:123456789012:key/abc:d"), {
            partition: "aws-cn",
            service: "kms",
            region: "cn-north-1",
            account: "123456789012",
            resource: "key/abc:d",
        });
        assert.deepEqual(parseArn("arn:aws:iam::aws:policy/ReadOnlyAccess"), {
            partition: "aws",
            service: "iam",
            region: "",
            account: "aws",
            resource: "policy/ReadOnlyAccess",
        });
    });

    for (const text of [
        "",
        "role/x",
        "arn:aws:iam::12345:role/x",
        "arn:azure:iam::123456789012:role/x",
        "arn:aws:iam::123456789012:",
    ]) {
        it(`knows that "${text}" is none`, () => {
            assert.equal(parseArn(text), undefined);
        });
    }
});

describe("awsManagedPolicyArn", () => {
    it("spells the partition", () => {
        assert.equal(
            awsManagedPolicyArn("aws-us-gov", "AmazonEKSClusterPolicy"),
            "arn:aws-us-gov:iam::aws:policy/AmazonEKSClusterPolicy",
        );
    });
});

describe("checkPrincipal", () => {
    for (const text of [
        "arn:aws:iam::123456789012:role/admin",
        "arn:aws:iam::123456789012:role/team/a/admin",
        "arn:aws:iam::123456789012:user/ada",
        "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
    ]) {
        it(`takes ${text}`, () => {
            assert.deepEqual(principal(text), []);
        });
    }

    it("refuses what is no ARN", () => {
        assert.deepEqual(principal("admin"), [
            'admins[0]: not an ARN (got "admin"). Write arn:aws:iam::123456789012:role/<name>.',
        ]);
    });

    it("refuses a session, naming its role", () => {
        assert.deepEqual(principal("arn:aws:sts::123456789012:assumed-role/deploy/ci"), [
            'admins[0]: a session, not a principal (got "arn:aws:sts::123456789012:assumed-role/deploy/ci"). ' +
                "Write the role: arn:aws:iam::123456789012:role/deploy (with its path, if it has one).",
        ]);
    });

    it("refuses a session of Identity Center, naming where its role's path comes from", () => {
        const text = "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada";
        assert.deepEqual(principal(text), [
            `admins[0]: a session, not a principal (got "${text}"). Write the role: ` +
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/<region>/AWSReservedSSO_Admin_0123456789abcdef " +
                "(without <region>/ when Identity Center lives in us-east-1).",
        ]);
    });

    it("refuses a role of Identity Center without its path, as it refuses its session", () => {
        const text = "arn:aws:iam::123456789012:role/AWSReservedSSO_Admin_0123456789abcdef";
        assert.deepEqual(principal(text), [
            `admins[0]: a role of IAM Identity Center without its path (got "${text}"). Write the role: ` +
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/<region>/AWSReservedSSO_Admin_0123456789abcdef " +
                "(without <region>/ when Identity Center lives in us-east-1).",
        ]);
    });

    for (const text of [
        "arn:aws:iam::123456789012:root",
        "arn:aws:iam::123456789012:group/admins",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:s3::123456789012:role/x",
    ]) {
        it(`refuses ${text}`, () => {
            assert.deepEqual(principal(text), [
                `admins[0]: neither an IAM role nor an IAM user (got "${text}"). ` +
                    "Write arn:aws:iam::123456789012:role/<name>.",
            ]);
        });
    }

    it("refuses another account and another partition, both at once", () => {
        const text = "arn:aws-cn:iam::999999999999:role/x";
        assert.deepEqual(principal(text), [
            `admins[0]: belongs to account 999999999999, the environment to 123456789012 (got "${text}"). ` +
                "Name a principal of the environment's account.",
            `admins[0]: belongs to partition aws-cn, the region to aws (got "${text}"). Write arn:aws:….`,
        ]);
    });
});

describe("what is left of the example", () => {
    it("is no principal of a wrong account: it is refused as a placeholder, once", () => {
        const text = "arn:aws:iam::123456789012:role/platform-admin";
        assert.deepEqual(checkPrincipal("admins[0]", text, "222222222222", "aws"), []);
    });
});

describe("checkRole", () => {
    it("takes a role with its path", () => {
        assert.deepEqual(role("arn:aws:iam::123456789012:role/ci/deploy"), []);
    });

    it("refuses a user", () => {
        assert.deepEqual(role("arn:aws:iam::123456789012:user/ada"), [
            'deployRoleArn: an IAM user, where a role is needed (got "arn:aws:iam::123456789012:user/ada"). ' +
                "Write arn:aws:iam::123456789012:role/<name>.",
        ]);
    });

    it("says what is wrong with any principal", () => {
        assert.deepEqual(role("deploy"), [
            'deployRoleArn: not an ARN (got "deploy"). Write arn:aws:iam::123456789012:role/<name>.',
        ]);
    });
});
