/** Grants of a team's pods: these actions on this thing, and what is refused of them. */
import assert from "node:assert/strict";

import { checkGrants, describeGrant, statementsOfGrants } from "../../../components/shared/grants";
import type { GrantWords } from "../../../components/shared/grants-schema";
import { describeProblem } from "../../../components/shared/problems";

const PLACE = { account: "210987654321", region: "eu-west-1" };
const HERE = "eu-west-1:210987654321";
const KEY = `arn:aws:kms:${HERE}:key/00000000-0000-4000-8000-000000000001`;

const of = (...grants: readonly GrantWords[]) =>
    statementsOfGrants(grants, PLACE).map(({ Action, Condition, Resource, Sid }) => ({
        Sid,
        Action,
        Resource,
        ...(Condition === undefined ? {} : { Condition }),
    }));

const refused = (...grants: readonly GrantWords[]) =>
    checkGrants("grants", grants).map((problem) => describeProblem(problem));

describe("grants of a workload", () => {
    it("on a bucket: its objects, and its list for who reads", () => {
        assert.deepEqual(of({ kind: "bucket", bucket: "invoices", access: "read" }), [
            { Sid: "BucketReadInvoices", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::invoices/*" },
            { Sid: "BucketReadInvoicesList", Action: ["s3:ListBucket"], Resource: "arn:aws:s3:::invoices" },
        ]);
        assert.deepEqual(of({ kind: "bucket", bucket: "invoices", prefix: "in/", access: "write" }), [
            {
                Sid: "BucketWriteInvoicesIn",
                Action: [
                    "s3:AbortMultipartUpload",
                    "s3:DeleteObject",
                    "s3:ListMultipartUploadParts",
                    "s3:PutObject",
                ],
                Resource: "arn:aws:s3:::invoices/in/*",
            },
        ]);
        const [, list] = of({ kind: "bucket", bucket: "invoices", prefix: "in/", access: "read-write" });
        assert.deepEqual(list?.Condition, { StringLike: { "s3:prefix": "in/*" } });
    });

    it("on everything else: one statement each, on the thing alone", () => {
        assert.deepEqual(
            of(
                { kind: "queue", queue: "orders", access: "receive" },
                { kind: "queue", queue: "orders", access: "send" },
                { kind: "topic", topic: "paid" },
                { kind: "table", table: "ledger", access: "read" },
                { kind: "secret", secret: "payments/database" },
                { kind: "secret", secret: "payments/*" },
                { kind: "parameter", parameter: "/payments/*" },
                { kind: "key", key: KEY, access: "decrypt" },
                { kind: "key", key: KEY, access: "encrypt" },
            ).map(({ Action, Resource }) => [Resource, Action]),
            [
                [
                    `arn:aws:sqs:${HERE}:orders`,
                    [
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:GetQueueUrl",
                        "sqs:ReceiveMessage",
                    ],
                ],
                [
                    `arn:aws:sqs:${HERE}:orders`,
                    ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
                ],
                [`arn:aws:sns:${HERE}:paid`, ["sns:Publish"]],
                [
                    [
                        `arn:aws:dynamodb:${HERE}:table/ledger`,
                        `arn:aws:dynamodb:${HERE}:table/ledger/index/*`,
                    ],
                    [
                        "dynamodb:BatchGetItem",
                        "dynamodb:ConditionCheckItem",
                        "dynamodb:DescribeTable",
                        "dynamodb:GetItem",
                        "dynamodb:Query",
                        "dynamodb:Scan",
                    ],
                ],
                [
                    `arn:aws:secretsmanager:${HERE}:secret:payments/database-??????`,
                    ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                ],
                [
                    `arn:aws:secretsmanager:${HERE}:secret:payments/*`,
                    ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                ],
                [
                    `arn:aws:ssm:${HERE}:parameter/payments/*`,
                    ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
                ],
                [KEY, ["kms:Decrypt"]],
                [KEY, ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]],
            ],
        );
    });

    it("on ARNs, of another account as well, and in other partitions", () => {
        const queue = "arn:aws:sqs:us-east-1:123456789012:orders";
        assert.deepEqual(of({ kind: "queue", queue, access: "send" })[0]?.Resource, queue);
        const [china] = statementsOfGrants([{ kind: "topic", topic: "paid" }], {
            account: "210987654321",
            region: "cn-north-1",
        });
        assert.equal(china?.Resource, "arn:aws-cn:sns:cn-north-1:210987654321:paid");
    });

    it("have a Sid each, whatever their names differ in", () => {
        const sids = of({ kind: "topic", topic: "a-b" }, { kind: "topic", topic: "a_b" }).map(
            ({ Sid }) => Sid,
        );
        assert.equal(new Set(sids).size, 2);
        assert.ok(sids.every((sid) => /^TopicAB[0-9a-f]{8}$/.test(sid)));
    });

    it("are told in words", () => {
        assert.deepEqual(
            [
                describeGrant({ kind: "bucket", bucket: "in", prefix: "a/", access: "read-write" }),
                describeGrant({ kind: "topic", topic: "paid" }),
                describeGrant({ kind: "secret", secret: "payments/*" }),
            ],
            ["read-write bucket in a/", "publish topic paid", "read secret payments/*"],
        );
    });

    it("that would open more than one thing are refused", () => {
        assert.deepEqual(
            refused(
                { kind: "bucket", bucket: "*", access: "read" },
                { kind: "bucket", bucket: "in", prefix: "*", access: "read" },
                { kind: "queue", queue: "orders-*", access: "send" },
                { kind: "topic", topic: "" },
                { kind: "table", table: "*", access: "read" },
                { kind: "secret", secret: "*" },
                { kind: "parameter", parameter: "*" },
                { kind: "key", key: "alias/payments", access: "decrypt" },
            ),
            [
                'grants[0].bucket: not a bucket, or more than one (got "*"). Write the bucket\'s name.',
                'grants[1].bucket: not a bucket, or more than one (got "in"). Write the bucket\'s name.',
                'grants[1].prefix: not what keys begin with (got "*"). Write invoices/, without * and ?.',
                'grants[2].queue: not a queue, or more than one (got "orders-*"). Write the queue\'s name or ARN.',
                'grants[3].topic: not a topic, or more than one (got ""). Write the topic\'s name or ARN.',
                'grants[4].table: not a table, or more than one (got "*"). Write the table\'s name or ARN.',
                'grants[5].secret: not a secret, or more than one (got "*"). Write payments/database, payments/* or an ARN.',
                'grants[6].parameter: not a parameter, or more than one (got "*"). Write /payments/log-level or /payments/*.',
                'grants[7].key: not a key, or more than one (got "alias/payments"). Write arn:aws:kms:<region>:<account>:key/<id>; an alias is none to IAM.',
            ],
        );
    });

    it("that are said twice are refused", () => {
        const grant = { kind: "topic", topic: "paid" } as const;
        assert.deepEqual(refused(grant, grant), ["grants[1]: the same as grants[0]. Keep one of the two."]);
    });
});
