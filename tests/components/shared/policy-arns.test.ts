import assert from "node:assert/strict";

import { checkNamedPolicies, checkPolicyArns, policyNameOf } from "../../../components/shared/policy-arns";
import { describeProblem } from "../../../components/shared/problems";

const OWNER = { account: "123456789012", region: "us-east-1" };
const AWS = "arn:aws:iam::aws:policy/X";
const OF_SERVICE = "arn:aws:iam::aws:policy/service-role/X";
const OWN = "arn:aws:iam::123456789012:policy/team-a/X";

const refusals = (...arns: readonly string[]) =>
    checkNamedPolicies("at", arns, OWNER).map((one) => describeProblem(one, "shape"));

const refused = (index: number, first: number, arn: string) =>
    `shape › at[${index}]: its attachment would have the name of at[${first}]'s (got "${arn}"). ` +
    "Give one of your own another name, or write what it allows as statements.";

describe("policies that are attached by their names", () => {
    it("are refused from the second of one name on, whatever their paths and whoever keeps them", () => {
        assert.deepEqual(refusals(OF_SERVICE, AWS), [refused(1, 0, AWS)]);
        assert.deepEqual(refusals(AWS, "arn:aws:iam::aws:policy/Y", OWN, OF_SERVICE), [
            refused(2, 0, OWN),
            refused(3, 0, OF_SERVICE),
        ]);
        assert.deepEqual(refusals(AWS, AWS), [
            `shape › at[1]: the same policy as at[0] (got "${AWS}"). List each policy once.`,
        ]);
    });

    it("are taken where each has a name of its own, the case of a letter apart", () => {
        assert.deepEqual(refusals(AWS, "arn:aws:iam::aws:policy/service-role/x", `${OWN}Y`), []);
        assert.deepEqual([AWS, OF_SERVICE, OWN, "X"].map(policyNameOf), ["X", "X", "X", "X"]);
    });

    it("are taken where a hash tells their attachments apart", () => {
        assert.deepEqual(checkPolicyArns("at", [AWS, OF_SERVICE, OWN], OWNER), []);
    });
});
