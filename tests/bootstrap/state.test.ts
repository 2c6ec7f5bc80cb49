import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { State } from "../../bootstrap/state";
import { backendUrl, bucketName, secretsProviderUrl, type StateSpec } from "../../bootstrap/state-spec";
import { readyOf } from "../support/ready";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../support/record-component";

const SPEC: StateSpec = { account: "210987654321", name: "platform", region: "us-east-1" };
const BUCKET = "platform-state-210987654321-us-east-1";
const ARN = `arn:aws:s3:::${BUCKET}`;
const KEY_ID = "00000000-0000-4000-8000-74652d6b6579";
const KEY_ARN = `arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`;

function record(opts?: pulumi.ComponentResourceOptions): Promise<RecordedResource[]> {
    return recordComponent(() => new State("state", SPEC, opts));
}

describe("State", () => {
    let resources: RecordedResource[] = [];
    before(async () => {
        resources = await record();
    });

    it("shows where the state is and what keeps its secrets", () => {
        assert.deepEqual(find(resources, "State:state").inputs, {
            backend: `s3://${BUCKET}?region=us-east-1`,
            oldVersions: "kept for 90 days",
            secretsProvider: "awskms://alias/platform-state?region=us-east-1",
        });
    });

    it("C67: blocks the public in all four ways", () => {
        assert.deepEqual(find(resources, "BucketPublicAccessBlock:state-public-access").inputs, {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            bucket: BUCKET,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
    });

    it("C68: refuses whoever does not use TLS", () => {
        const { inputs } = find(resources, "BucketPolicy:state-policy");
        assert.equal(inputs["bucket"], BUCKET);
        assert.deepEqual(JSON.parse(String(inputs["policy"])), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "RefuseWithoutTls",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [ARN, `${ARN}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });

    it("C69: encrypts, keeps versions, owns every object, forgets old versions and unfinished uploads", () => {
        const { "State:state": own, ...made } = inputsByLabel(resources);
        assert.ok(own);
        assert.deepEqual(made, {
            ...made,
            "Bucket:state-bucket": { bucket: BUCKET, tags: { Name: BUCKET } },
            "BucketOwnershipControls:state-ownership": {
                bucket: BUCKET,
                rule: { objectOwnership: "BucketOwnerEnforced" },
            },
            "BucketServerSideEncryptionConfiguration:state-encryption": {
                bucket: BUCKET,
                rules: [
                    {
                        applyServerSideEncryptionByDefault: {
                            kmsMasterKeyId: KEY_ARN,
                            sseAlgorithm: "aws:kms",
                        },
                        bucketKeyEnabled: true,
                    },
                ],
            },
            "BucketVersioning:state-versioning": {
                bucket: BUCKET,
                versioningConfiguration: { status: "Enabled" },
            },
            "BucketLifecycleConfiguration:state-lifecycle": {
                bucket: BUCKET,
                rules: [
                    {
                        id: "old-versions",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { expiredObjectDeleteMarker: true },
                        noncurrentVersionExpiration: { noncurrentDays: 90 },
                    },
                    {
                        id: "unfinished-uploads",
                        status: "Enabled",
                        filter: { prefix: "" },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                    },
                ],
            },
        });
        assert.equal(Object.keys(made).length, 9);
    });

    it("C43, C44: the key rotates, takes thirty days to go, and is named by an alias", () => {
        assert.deepEqual(find(resources, "Key:state-key").inputs, {
            deletionWindowInDays: 30,
            description: "State of Pulumi and its secrets, platform",
            enableKeyRotation: true,
            policy: JSON.stringify({
                Statement: [
                    {
                        Action: "kms:*",
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::210987654321:root" },
                        Resource: "*",
                        Sid: "AllowAccountToDelegateThroughIam",
                    },
                ],
                Version: "2012-10-17",
            }),
            tags: { Name: "platform-state-key" },
        });
        assert.deepEqual(find(resources, "Alias:state-key").inputs, {
            name: "alias/platform-state",
            targetKeyId: KEY_ID,
        });
    });

    it("rule 37: stays in AWS whatever becomes of the stack", () => {
        const made = resources.filter(({ type }) => type.startsWith("aws:"));
        assert.deepEqual(
            made.filter(({ options }) => options.retainOnDelete !== true).map(({ label }) => label),
            [],
        );
    });

    it("changes the bucket's access one step at a time, and forgets versions once there are any", () => {
        const { dependencies: afterBlock } = find(resources, "BucketPolicy:state-policy");
        assert.ok(afterBlock.includes("BucketPublicAccessBlock:state-public-access"));
        const { dependencies: afterOwner } = find(resources, "BucketPublicAccessBlock:state-public-access");
        assert.ok(afterOwner.includes("BucketOwnershipControls:state-ownership"));
        const { dependencies: afterVersions } = find(
            resources,
            "BucketLifecycleConfiguration:state-lifecycle",
        );
        assert.ok(afterVersions.includes("BucketVersioning:state-versioning"));
    });

    it("is ready once closed, encrypted, versioned and named", async () => {
        assert.deepEqual(await readyOf(() => new State("state", SPEC)), [
            "Alias:state-key",
            "BucketLifecycleConfiguration:state-lifecycle",
            "BucketPolicy:state-policy",
            "BucketServerSideEncryptionConfiguration:state-encryption",
        ]);
    });

    it("registers what `pulumi login` and `pulumi stack init` take", () => {
        assert.deepEqual(find(resources, "State:state").outputs, {
            backendUrl: backendUrl(SPEC),
            bucketName: bucketName(SPEC),
            keyArn: KEY_ARN,
            secretsProvider: secretsProviderUrl(SPEC),
        });
    });

    it("rule 23: refuses ignoreChanges, which Pulumi would drop", async () => {
        await assert.rejects(record({ ignoreChanges: ["bucket"] }), {
            message:
                'invalid arguments:\n  opts.ignoreChanges: Pulumi ignores this option on a component (got ["bucket"]). Use the component\'s own arguments, or a transform of the resource meant.',
        });
    });

    it("keeps the bucket's name within S3's 63 characters for the longest name and region", () => {
        const longest = { account: "210987654321", name: "a2345678901234567890", region: "us-isob-east-1" };
        assert.ok(bucketName(longest).length <= 63, bucketName(longest));
    });
});
