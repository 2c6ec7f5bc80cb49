/** What an existing key's policy must hold, in statements to paste. */
import assert from "node:assert/strict";

import { noticesOfKeys } from "../../../components/security/key-notices";
import { KEY_PURPOSES, type KeyPurpose } from "../../../components/security/keys-spec";
import type { KeyChoice } from "../../../components/security/keys-schema";
import { planOf } from "../../support/part-environment";
import { ON_NODES } from "../../support/shapes";

const KEY = "arn:aws:kms:us-east-1:210987654321:key/12345678-90ab-cdef-1234-567890abcdef";
const FOREIGN = KEY.replace("210987654321", "999999999999");

function noticed(purpose: KeyPurpose, arn: string): string {
    const keys = { ...ON_NODES.keys, [purpose]: { kind: "existing", arn } satisfies KeyChoice };
    const result = planOf({ ...ON_NODES, keys });
    if (!("notices" in result)) return assert.fail(JSON.stringify(result.problems));
    const [notice = "", ...others] = result.notices.filter((text) => text.startsWith("keys."));
    assert.deepEqual(others, []);
    return notice;
}

/** The statements of a notice, as they would be pasted, and what comes after them. */
function parsed(notice: string, arn: string, purpose: KeyPurpose) {
    const start = `keys.${purpose}: the policy of ${arn} must hold `;
    assert.ok(notice.startsWith(start), notice);
    const end = notice.lastIndexOf("}]") + 2;
    return { statements: JSON.parse(notice.slice(start.length, end)) as unknown, rest: notice.slice(end) };
}

const THROUGH = (service: string) => ({
    "kms:CallerAccount": "210987654321",
    "kms:ViaService": `${service}.us-east-1.amazonaws.com`,
});
const USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

const STATEMENTS: { readonly [purpose in KeyPurpose]: unknown } = {
    secrets: [
        {
            Sid: "AllowEksToGrantForThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["kms:CreateGrant", "kms:DescribeKey"],
            Resource: "*",
            Condition: { StringEquals: THROUGH("eks") },
        },
        {
            Sid: "AllowClusterRoleThroughIam",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
            Resource: "*",
        },
    ],
    logs: [
        {
            Sid: "AllowLogGroupsOfThisCluster",
            Effect: "Allow",
            Principal: { Service: "logs.us-east-1.amazonaws.com" },
            Action: USE,
            Resource: "*",
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:logs:arn": [
                        "eks",
                        "vpc",
                        "containerinsights",
                        "otel/containerinsights",
                        "vendedlogs",
                    ].map((kind) => `arn:aws:logs:us-east-1:210987654321:log-group:/aws/${kind}/kit-test/*`),
                },
            },
        },
        {
            Sid: "AllowLogCallersOfThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: USE,
            Resource: "*",
            Condition: { StringEquals: THROUGH("logs") },
        },
    ],
    volumes: [
        {
            Sid: "AllowVolumesOfThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: USE,
            Resource: "*",
            Condition: { StringEquals: THROUGH("ec2") },
        },
        {
            Sid: "AllowGrantsForVolumesOfThisAccount",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: "kms:CreateGrant",
            Resource: "*",
            Condition: { StringEquals: THROUGH("ec2"), Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ],
    alerts: [
        {
            Sid: "AllowAlertsToTopicsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: ["aps.amazonaws.com", "events.amazonaws.com"] },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: {
                ArnLike: {
                    "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:us-east-1:210987654321:*",
                },
            },
        },
    ],
};

const BOTH = ". It is account 999999999999's, so IAM policies of account 210987654321 must allow it too";
const REST: { readonly [purpose in KeyPurpose]: string } = {
    secrets: `${BOTH}: the cluster's role has one, and whoever runs \`pulumi up\` needs kms:CreateGrant and kms:DescribeKey`,
    logs:
        `${BOTH} through CloudWatch Logs: whoever runs \`pulumi up\`, the role of flow logs and readers of logs need the ` +
        "same actions on the key. AWS's guide shows no log group with a key of another account: try one first",
    volumes:
        `${BOTH}: the EBS CSI driver's role has one; Karpenter's controller and whoever starts instances need the same ` +
        "actions on the key. Managed nodes take a grant: aws kms create-grant --region us-east-1 " +
        `--key-id ${FOREIGN} --grantee-principal arn:aws:iam::210987654321:role/aws-service-role/` +
        "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling --operations CreateGrant Decrypt DescribeKey Encrypt " +
        "GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
    alerts: ". It is account 999999999999's: try one alert first, for a topic with a key of another account is not tried by the kit",
};

describe("the notice of an existing key", () => {
    for (const purpose of KEY_PURPOSES) {
        it(`of ${purpose}: holds the statements, which can be pasted`, () => {
            assert.deepEqual(parsed(noticed(purpose, KEY), KEY, purpose), {
                statements: STATEMENTS[purpose],
                rest: "",
            });
        });

        it(`of ${purpose}, kept by another account: says who must allow it besides`, () => {
            assert.deepEqual(parsed(noticed(purpose, FOREIGN), FOREIGN, purpose), {
                statements: STATEMENTS[purpose],
                rest: REST[purpose],
            });
        });
    }

    it("is not there for keys of the kit and of AWS, nor while words are missing", () => {
        const result = planOf(ON_NODES);
        assert.deepEqual(
            "notices" in result && result.notices.filter((text) => text.startsWith("keys.")),
            [],
        );
        assert.deepEqual(noticesOfKeys({ secrets: { kind: "existing", arn: KEY } }), []);
    });
});
