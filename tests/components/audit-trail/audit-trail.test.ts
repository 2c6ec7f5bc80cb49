/** A trail of CloudTrail: which events, into which bucket, by whose policies. */
import assert from "node:assert/strict";

import type { AuditTrailWords } from "../../../components/audit-trail/audit-trail-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const ACCOUNT = "210987654321";
const shapeWith = (auditTrail: AuditTrailWords): EnvironmentShape => ({ ...ON_FARGATE, auditTrail });

async function madeOf(words: AuditTrailWords) {
    const graph = await graphOfShape(shapeWith(words));
    const of = (type: string) => {
        const found = graph.resources.filter(
            (one) => one.type.endsWith(`:${type}`) && one.name.startsWith("audit-trail-"),
        );
        assert.equal(found.length, 1, type);
        return found[0] ?? assert.fail(type);
    };
    return { graph, of, inputs: (type: string) => objectOf(of(type).inputs) };
}

describe("auditTrail", () => {
    it("is a trail of what manages the account, encrypted and provable, to a bucket of its own", async () => {
        const { inputs } = await madeOf({});
        const { kmsKeyId, s3BucketName, ...trail } = inputs("Trail");
        assert.match(String(s3BucketName), /^audit-trail-bucket-[0-9a-f]{7}$/);
        assert.match(String(kmsKeyId), /^arn:aws:kms:us-east-1:210987654321:key\//);
        assert.deepEqual(trail, {
            advancedEventSelectors: [
                { name: "management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
            ],
            enableLogFileValidation: true,
            enableLogging: true,
            includeGlobalServiceEvents: true,
            isMultiRegionTrail: false,
            tags: { Name: "platform-dev-audit-trail" },
        });
    });

    it("watches objects of the buckets that are named, all or what writes alone", async () => {
        const buckets = ["state", "backups"];
        const selectors = async (words: AuditTrailWords) =>
            (await madeOf(words)).inputs("Trail")["advancedEventSelectors"];
        const objects = [
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::S3::Object"] },
            { field: "resources.ARN", startsWiths: ["arn:aws:s3:::backups/", "arn:aws:s3:::state/"] },
        ];
        assert.deepEqual(await selectors({ buckets, management: false }), [
            { name: "objects", fieldSelectors: objects },
        ]);
        assert.deepEqual(await selectors({ buckets, management: false, objects: "write" }), [
            { name: "objects", fieldSelectors: [...objects, { field: "readOnly", equals: ["false"] }] },
        ]);
    });

    it("lets trails of the account alone write and encrypt, and comes after what lets them", async () => {
        const { graph, inputs, of } = await madeOf({ keepDays: 365 });
        const trails = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/*`;
        const name = String(inputs("Trail")["s3BucketName"]);
        const service = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
        const fromTrails = { ArnLike: { "aws:SourceArn": trails } };
        const policy = JSON.parse(String(inputs("BucketPolicy")["policy"])) as { Statement: unknown[] };
        assert.deepEqual(policy.Statement.slice(1), [
            {
                ...service,
                Sid: "LetTrailsLookAtBucket",
                Action: "s3:GetBucketAcl",
                Resource: `arn:aws:s3:::${name}`,
                Condition: fromTrails,
            },
            {
                ...service,
                Sid: "LetTrailsWrite",
                Action: "s3:PutObject",
                Resource: `arn:aws:s3:::${name}/AWSLogs/${ACCOUNT}/*`,
                Condition: { ...fromTrails, StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
            },
        ]);
        const key = JSON.parse(String(inputs("Key")["policy"])) as { Statement: unknown[] };
        assert.deepEqual(key.Statement.slice(1), [
            {
                ...service,
                Sid: "LetTrailsEncrypt",
                Action: "kms:GenerateDataKey*",
                Resource: "*",
                Condition: {
                    ...fromTrails,
                    StringLike: {
                        "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`,
                    },
                },
            },
            {
                ...service,
                Sid: "LetTrailsSeeKey",
                Action: "kms:DescribeKey",
                Resource: "*",
                Condition: fromTrails,
            },
        ]);
        const behind = ancestorsOf(graph, of("Trail").urn);
        for (const before of ["BucketPolicy", "BucketPublicAccessBlock", "BucketVersioning", "Key"]) {
            assert.ok(behind.has(of(before).urn), before);
        }
        assert.equal(of("Key").options.retainOnDelete, true);
    });

    it("is refused with every fault at once, and says what it costs", () => {
        const at = "stacks/dev.ts › auditTrail";
        assert.deepEqual(refusedOf(shapeWith({ management: false, objects: "write", keepDays: 0.5 })), [
            `${at}: nothing is watched. Name buckets, or remove management: false.`,
            `${at}.objects: no bucket is watched (got "write"). Name buckets, or remove it.`,
            `${at}.keepDays: not a number of days (got 0.5). Choose 1 or more.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ buckets: ["arn:aws:s3:::state"] })), [
            `${at}.buckets[0]: not a name of a bucket (got "arn:aws:s3:::state"). Write its name, not its ARN.`,
        ]);
        const told = (words: AuditTrailWords) =>
            plannedOf(shapeWith(words)).notices.filter((notice) => notice.includes("auditTrail"));
        const stays =
            "The bucket of auditTrail stops `pulumi destroy` while something is in it, and its key stays: what it encrypted is read with no other";
        assert.deepEqual(told({}), [
            `auditTrail writes what manages all of account ${ACCOUNT} in us-east-1: the first such trail of an account is free, each further one costs by event`,
            stays,
        ]);
        assert.deepEqual(told({ buckets: ["state"], management: false }), [
            "auditTrail costs by event for every object that is read or written in its buckets",
            stays,
        ]);
    });
});
