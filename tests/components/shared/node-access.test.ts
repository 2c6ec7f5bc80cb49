import assert from "node:assert/strict";

import {
    checkNodeAccess,
    checkSecurityGroupIds,
    describeAccess,
} from "../../../components/shared/node-access";
import { checkNodePolicies, planNodePolicies } from "../../../components/shared/node-policies";
import { describeProblem, type Problem } from "../../../components/shared/problems";

const OWNER = { account: "123456789012", region: "us-east-1" };
const GROUP = "sg-0123456789abcdef0";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

const refusals = (from: readonly string[], keyName = "ops"): string[] =>
    texts(checkNodeAccess("access", { kind: "key-pair", keyName, from }));

describe("checkNodeAccess", () => {
    it("takes Session Manager, none, and a key from named sources", () => {
        assert.deepEqual(checkNodeAccess("access", { kind: "session-manager" }), []);
        assert.deepEqual(checkNodeAccess("access", { kind: "none" }), []);
        assert.deepEqual(refusals([GROUP, "10.20.0.0/16"]), []);
    });

    it("refuses a key whose port would be open to the world, or to nobody", () => {
        assert.deepEqual(refusals(["0.0.0.0/0"]), [
            'access.from[0]: port 22 of every node would be open to the world (got "0.0.0.0/0"). ' +
                "Name the network of those who connect, or choose session-manager.",
        ]);
        assert.deepEqual(refusals([]), [
            "access.from: nobody is named who reaches port 22, so the key opens nothing (got []). " +
                "Name a security group or a network of those who connect, or choose session-manager.",
        ]);
    });

    it("refuses sources that are none, and names that are none", () => {
        assert.deepEqual(refusals(["bastion", "10.20.1.0/16", GROUP, GROUP], "ops "), [
            'access.keyName: not the name of a key pair (got "ops "). Write its name as EC2 lists it, not its id or file.',
            'access.from[0]: neither a security group nor a network (got "bastion"). ' +
                "Write sg-… or an IPv4 network such as 10.20.0.0/16.",
            'access.from[1]: not the first address of its network (got "10.20.1.0/16"). Write 10.20.0.0/16.',
            `access.from[3]: the same source twice (got "${GROUP}"). Keep one.`,
        ]);
    });

    it("is shown as a person says it", () => {
        assert.equal(describeAccess({ kind: "session-manager" }), "Session Manager");
        assert.equal(
            describeAccess({ kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] }),
            "key pair ops, port 22 from 10.20.0.0/16",
        );
    });
});

describe("checkSecurityGroupIds", () => {
    it("takes ids, once each and as many as an interface has", () => {
        assert.deepEqual(texts(checkSecurityGroupIds("securityGroupIds", [GROUP, "web", GROUP])), [
            'securityGroupIds[1]: not the id of a security group (got "web"). Write sg-….',
            `securityGroupIds[2]: the same group twice (got "${GROUP}"). Keep one.`,
        ]);
        const many = Array.from({ length: 16 }, (_, index) => `sg-0123456789abcde${index.toString(16)}0`);
        assert.deepEqual(texts(checkSecurityGroupIds("securityGroupIds", many)), [
            "securityGroupIds: an interface has at most 16 security groups, the cluster's among them (got 16). " +
                "Keep 15; the quota begins at 5.",
        ]);
    });
});

describe("policies of nodes by access", () => {
    it("hold Session Manager's only where it is the way onto them", () => {
        const keys = (access?: Parameters<typeof planNodePolicies>[2]): string[] =>
            planNodePolicies([], OWNER, access).map(({ key }) => key);
        assert.deepEqual(keys(), ["worker", "registry", "session-manager"]);
        assert.deepEqual(keys({ kind: "session-manager" }), ["worker", "registry", "session-manager"]);
        assert.deepEqual(keys({ kind: "none" }), ["worker", "registry"]);
    });

    it("let a person add it where the kit does not", () => {
        assert.deepEqual(texts(checkNodePolicies("extraPolicyArns", [SSM], OWNER)), [
            `extraPolicyArns[0]: every node has this policy (got "${SSM}"). Remove it.`,
        ]);
        assert.deepEqual(checkNodePolicies("extraPolicyArns", [SSM], OWNER, { kind: "none" }), []);
    });
});
