import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import {
    CONTROLLER_POLICIES,
    controllerPolicies,
    minorOf,
    type PolicyRow,
} from "../../../components/karpenter/controller-policies";
import type { ControllerScope } from "../../../components/karpenter/controller-statements";
import { policyDocument, type Statement } from "../../../components/shared/iam";
import { KARPENTER_VERSION } from "../../../components/versions";

/** Longest a managed policy may be, white space not counted. Source: IAM User Guide, reference_iam-quotas. */
const POLICY_QUOTA = 6144;

const SCOPE: ControllerScope = { account: "123456789012", region: "us-east-1", clusterName: "kit-test" };
/** The longest name EKS takes, in the longest region, of the partition with the longest name. */
const LONGEST: ControllerScope = { ...SCOPE, region: "us-gov-west-1", clusterName: "c".repeat(100) };

const ARNS = {
    cluster: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
    "node-role": "arn:aws:iam::123456789012:role/karpenter-node-0a1b2c3",
    queue: "arn:aws:sqs:us-east-1:123456789012:karpenter-interruption-0a1b2c3",
} as const;

/** Policy of the template → end of our logical name. */
const KEYS: Readonly<Record<string, string>> = {
    NodeLifecyclePolicy: "node-lifecycle",
    IAMIntegrationPolicy: "iam-integration",
    EKSIntegrationPolicy: "eks-integration",
    InterruptionPolicy: "interruption",
    ZonalShiftPolicy: "zonal-shift",
    ResourceDiscoveryPolicy: "resource-discovery",
};

/** One statement as the fixture has it. */
interface Recorded {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly conditions: readonly string[];
}

/** What the template grants, with our values in place of its parameters: policy → Sid → statement. */
function recorded(minor: string): Record<string, Record<string, Recorded>> {
    const file = join(__dirname, `../../fixtures/karpenter/controller-policies-${minor}.yaml`);
    const values: Readonly<Record<string, string>> = {
        "<account>": SCOPE.account,
        "<cluster>": SCOPE.clusterName,
        "<clusterArn>": ARNS.cluster,
        "<nodeRoleArn>": ARNS["node-role"],
        "<partition>": "aws",
        "<queueArn>": ARNS.queue,
        "<region>": SCOPE.region,
    };
    const text = readFileSync(file, "utf8").replaceAll(/<\w+>/g, (name) => values[name] ?? name);
    const policies = parse(text) as Record<string, Record<string, Recorded>>;
    return Object.fromEntries(Object.entries(policies).map(([name, sids]) => [KEYS[name] ?? name, sids]));
}

function statementsOf(row: PolicyRow, scope: ControllerScope = SCOPE): readonly Statement[] {
    return row.names === "nothing" ? row.statements(scope) : row.statements(scope, ARNS[row.names]);
}

function asRecorded({ Action, Condition, Resource }: Statement): Recorded {
    const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, value]) => `${operator} ${key} ${list(value).join(" or ")}`),
    );
    return {
        actions: list(Action),
        resources: list(Resource ?? []),
        conditions: [...conditions].sort(),
    };
}

function list(value: string | readonly string[]): string[] {
    return typeof value === "string" ? [value] : [...value];
}

describe("controllerPolicies", () => {
    for (const [minor, table] of Object.entries(CONTROLLER_POLICIES)) {
        it(`rule 2: grants what Karpenter's template of ${minor} grants, statement by statement`, () => {
            const ours = Object.fromEntries(
                Object.entries(table ?? {}).map(([key, row]) => [
                    key,
                    Object.fromEntries(statementsOf(row).map((one) => [one.Sid, asRecorded(one)])),
                ]),
            );
            const theirs = Object.fromEntries(
                Object.entries(recorded(minor)).map(([key, sids]) => [
                    key,
                    Object.fromEntries(
                        Object.entries(sids).map(([sid, one]) => [
                            sid,
                            { ...one, conditions: [...one.conditions].sort() },
                        ]),
                    ),
                ]),
            );
            assert.deepEqual(ours, theirs);
        });
    }

    it("rule 2: every statement is an Allow, and Sids are unique", () => {
        const statements = Object.values(tableOf(KARPENTER_VERSION.value)).flatMap((row) =>
            statementsOf(row),
        );
        assert.equal(statements.length, 18);
        assert.equal(new Set(statements.map(({ Sid }) => Sid)).size, 18);
        assert.deepEqual([...new Set(statements.map(({ Effect }) => Effect))], ["Allow"]);
    });

    it("rule 2: the pinned chart has a row, a minor nobody read has none", () => {
        assert.equal(minorOf(KARPENTER_VERSION.value), "1.14");
        assert.notEqual(controllerPolicies(KARPENTER_VERSION.value), undefined);
        assert.equal(controllerPolicies("1.15.0"), undefined);
        assert.equal(controllerPolicies("1.1.4"), undefined);
    });

    it("each document fits a managed policy, also with the longest names; all of them together would not", () => {
        const documents = (scope: ControllerScope): number[] =>
            Object.values(tableOf(KARPENTER_VERSION.value)).map(
                (row) => policyDocument(statementsOf(row, scope)).length,
            );
        assert.deepEqual(
            documents(LONGEST).filter((length) => length >= POLICY_QUOTA),
            [],
        );
        const together = documents(SCOPE).reduce((sum, length) => sum + length, 0);
        assert.ok(together > POLICY_QUOTA, `${together} characters`);
    });

    it("knows the partition of the region", () => {
        const row = tableOf(KARPENTER_VERSION.value)["node-lifecycle"];
        assert.ok(row !== undefined);
        const text = JSON.stringify(statementsOf(row, { ...SCOPE, region: "cn-north-1" }));
        assert.match(text, /"arn:aws-cn:ec2:cn-north-1::image\/\*"/);
        assert.doesNotMatch(text, /arn:aws:/);
    });
});

function tableOf(version: string): Readonly<Record<string, PolicyRow>> {
    const table = controllerPolicies(version);
    assert.ok(table !== undefined);
    return table;
}
