import assert from "node:assert/strict";

import { checkKeys, decisionsOfKeys, type KeysSpec } from "../../../components/security/keys-spec";
import { describeProblem } from "../../../components/shared/problems";
import { type KeyChoice } from "../../../components/security/keys-schema";

const AWS_OWNED: KeyChoice = { kind: "aws-owned" };
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/12345678-90ab-cdef-1234-567890abcdef";

function spec(choices: Partial<KeysSpec> = {}): KeysSpec {
    return {
        account: "123456789012",
        region: "eu-west-1",
        clusterName: "kit-test",
        secrets: AWS_OWNED,
        logs: AWS_OWNED,
        volumes: AWS_OWNED,
        ...choices,
    };
}

function refusals(choices: Partial<KeysSpec>): string[] {
    return checkKeys(spec(choices)).map((problem) => describeProblem(problem));
}

function own(deletionWindowDays: number): KeyChoice {
    return { kind: "own", deletionWindowDays, keepForever: false };
}

describe("checkKeys", () => {
    it("takes every kind of choice", () => {
        assert.deepEqual(refusals({}), []);
        assert.deepEqual(
            refusals({ secrets: own(7), logs: own(30), volumes: { kind: "existing", arn: KEY } }),
            [],
        );
    });

    it("takes a multi-Region key", () => {
        const arn = "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
        assert.deepEqual(refusals({ secrets: { kind: "existing", arn } }), []);
    });

    for (const days of [6, 31, 0, -7, 7.5, Number.NaN]) {
        it(`refuses a deletion window of ${days} days`, () => {
            assert.deepEqual(refusals({ logs: own(days) }), [
                `logs.deletionWindowDays: KMS cannot wait this long (got ${days}). Choose 7 to 30 days.`,
            ]);
        });
    }

    it("takes a key of another account", () => {
        const arn = KEY.replace("123456789012", "999999999999");
        assert.deepEqual(refusals({ volumes: { kind: "existing", arn } }), []);
    });

    it("F32: refuses a key of another region and of another partition, at once", () => {
        const arn = "arn:aws-cn:kms:cn-north-1:999999999999:key/1";
        const end = `(got "${arn}"). Write arn:aws:kms:eu-west-1:123456789012:key/<id>.`;
        assert.deepEqual(refusals({ secrets: { kind: "existing", arn } }), [
            `secrets.arn: the key belongs to region cn-north-1, the cluster to eu-west-1 ${end}`,
            `secrets.arn: the key belongs to partition aws-cn, the cluster to aws ${end}`,
        ]);
    });

    for (const arn of [
        "12345678-90ab-cdef-1234-567890abcdef",
        "arn:aws:kms:eu-west-1:123456789012:alias/secrets",
        "arn:aws:s3:eu-west-1:123456789012:key/1",
        "arn:aws:kms:eu-west-1:123456789012:key/",
    ]) {
        it(`refuses ${arn} as a key`, () => {
            assert.deepEqual(refusals({ volumes: { kind: "existing", arn } }), [
                `volumes.arn: not the ARN of a KMS key (got "${arn}"). ` +
                    "Write arn:aws:kms:eu-west-1:123456789012:key/<id>.",
            ]);
        });
    }

    it("names every fault of every purpose", () => {
        const paths = checkKeys(
            spec({ secrets: own(1), logs: { kind: "existing", arn: "x" }, volumes: own(99) }),
        ).map(({ path }) => path);
        assert.deepEqual(paths, ["secrets.deletionWindowDays", "logs.arn", "volumes.deletionWindowDays"]);
    });
});

describe("decisionsOfKeys", () => {
    it("says who keeps the key of each purpose", () => {
        assert.deepEqual(decisionsOfKeys(spec()), {
            secrets: "AWS-owned key",
            logs: "AWS-owned key",
            volumes: "AWS-owned key",
        });
        assert.deepEqual(
            decisionsOfKeys(
                spec({
                    secrets: { kind: "own", deletionWindowDays: 30, keepForever: true },
                    logs: own(7),
                    volumes: { kind: "existing", arn: KEY },
                }),
            ),
            {
                secrets: "own key, kept for ever",
                logs: "own key, deleted after 7 days",
                volumes: `existing key ${KEY}`,
            },
        );
    });
});
