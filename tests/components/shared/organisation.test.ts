import assert from "node:assert/strict";

import {
    boundaryArn,
    checkOrganisation,
    checkPrefixed,
    type Organisation,
    organisationSchema,
    organisationTransformations,
} from "../../../components/shared/organisation";
import { describeProblem } from "../../../components/shared/problems";

const PLACE = { account: "210987654321", region: "eu-west-1" };
const OWN = "arn:aws:iam::210987654321:policy/boundaries/workload";

function messages(organisation: Organisation, place = PLACE): string[] {
    return checkOrganisation("organisation", organisation, place).map((problem) => describeProblem(problem));
}

function takes(organisation: unknown): boolean {
    return organisationSchema.safeParse(organisation).success;
}

describe("the organisation's rules", () => {
    it("take a path in IAM as IAM does", () => {
        for (const iamPath of ["/", "/platform/", "/a/b_c/d.e,f+g@h=i-j/", `/${"x".repeat(510)}/`]) {
            assert.ok(takes({ iamPath }), iamPath);
        }
        for (const iamPath of [
            "",
            "platform/",
            "/platform",
            "//",
            "/a b/",
            "/a:b/",
            `/${"x".repeat(511)}/`,
        ]) {
            assert.ok(!takes({ iamPath }), iamPath);
        }
    });

    it("take a prefix that every service takes as the beginning of a name", () => {
        for (const namePrefix of ["a", "acme-", "A1_", "x".repeat(20)]) assert.ok(takes({ namePrefix }));
        for (const namePrefix of ["", "-a", "_a", "a.b", "x".repeat(21)]) assert.ok(!takes({ namePrefix }));
    });

    it("take a boundary of the account, one that AWS keeps, and one by its name in every account", () => {
        assert.deepEqual(messages({}), []);
        for (const permissionsBoundary of [
            OWN,
            "arn:aws:iam::aws:policy/PowerUserAccess",
            "policy/workload",
        ]) {
            assert.deepEqual(messages({ permissionsBoundary }), []);
        }
        const place = { account: "123456789012", region: "cn-north-1" };
        assert.equal(
            boundaryArn({ permissionsBoundary: "policy/boundaries/workload" }, place),
            "arn:aws-cn:iam::123456789012:policy/boundaries/workload",
        );
        assert.equal(boundaryArn({ permissionsBoundary: OWN }, place), OWN);
        assert.equal(boundaryArn({}, place), undefined);
    });

    it("refuse a boundary that IAM would refuse, and leave the example's to those who fill it in", () => {
        const remedy =
            "Write arn:aws:iam::210987654321:policy/<name>, or policy/<name> for it in every account.";
        const cases: readonly (readonly [got: string, what: string])[] = [
            ["arn:aws:iam::210987654321:role/workload", "not the ARN of an IAM policy"],
            ["arn:aws:s3::210987654321:policy/workload", "not the ARN of an IAM policy"],
            ["arn:aws:iam::210987654321:policy/", "not the ARN of an IAM policy"],
            [
                "arn:aws:iam::111111111111:policy/x",
                "belongs to account 111111111111, the environment to 210987654321",
            ],
            ["arn:aws:iam:::policy/x", "belongs to account none, the environment to 210987654321"],
            ["arn:aws-cn:iam::210987654321:policy/x", "belongs to partition aws-cn, the region to aws"],
        ];
        for (const [got, what] of cases) {
            assert.deepEqual(messages({ permissionsBoundary: got }), [
                `organisation.permissionsBoundary: ${what} (got "${got}"). ${remedy}`,
            ]);
        }
        assert.deepEqual(messages({ permissionsBoundary: "arn:aws:iam::123456789012:policy/workload" }), []);
        assert.equal(messages({ permissionsBoundary: "policy/a b" }).length, 1);
    });

    it("ask a name to begin as all do", () => {
        const check = (name: string, organisation: Organisation) =>
            checkPrefixed("clusterName", name, organisation).map((problem) => describeProblem(problem));
        assert.deepEqual(check("platform-dev", {}), []);
        assert.deepEqual(check("acme-dev", { namePrefix: "acme-" }), []);
        assert.deepEqual(check("platform-dev", { namePrefix: "acme-" }), [
            'clusterName: does not begin with organisation.namePrefix, which is acme- (got "platform-dev"). Write one such as acme-platform-dev.',
        ]);
    });

    it("change nothing where there is nothing to set", () => {
        assert.deepEqual(organisationTransformations({}, PLACE), []);
        assert.deepEqual(organisationTransformations({ namePrefix: "acme-", tags: {} }, PLACE), []);
    });
});
