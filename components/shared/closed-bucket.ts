/** A bucket for what services of AWS deliver: closed to the world, over TLS alone, encrypted, every version kept a while. */
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import type * as pulumi from "@pulumi/pulumi";

import { policyDocument, type Statement } from "./iam";
import { childName } from "./names";

export interface ClosedBucketArgs {
    /** What the console shows. */
    readonly displayName: string;
    /** What besides the account's own policies lets in, given the bucket's ARN. */
    readonly statements: (bucketArn: string) => readonly Statement[];
    /** Key of its objects. @default S3's own key */
    readonly keyArn?: pulumi.Input<string>;
    /** Days until what was delivered goes. @default never */
    readonly keepDays?: number;
}

export interface ClosedBucket {
    readonly bucket: Bucket;
    /** Nothing is delivered before these. */
    readonly ready: readonly pulumi.CustomResource[];
}

/** Days the old versions stay: enough to notice that somebody wrote over what was delivered. */
const OLD_VERSION_DAYS = 90;

/** S3 does not delete a bucket with objects in it, so that nothing that was delivered goes by mistake. */
export function createClosedBucket(
    parent: pulumi.Resource,
    name: string,
    args: ClosedBucketArgs,
): ClosedBucket {
    const bucket = new Bucket(name, { tags: { Name: args.displayName } }, { parent });
    const closed = closeBucket(parent, name, bucket, args);
    const encryption = new BucketServerSideEncryptionConfiguration(
        childName(name, "encryption"),
        { bucket: bucket.bucket, rules: [encryptionOf(args.keyArn)] },
        { parent },
    );
    const versioning = new BucketVersioning(
        childName(name, "versioning"),
        { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
        { parent },
    );
    const lifecycle = createLifecycle(parent, name, bucket, versioning, args);
    return { bucket, ready: [closed, encryption, lifecycle] };
}

function encryptionOf(keyArn: pulumi.Input<string> | undefined) {
    if (keyArn === undefined) return { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    return {
        applyServerSideEncryptionByDefault: { kmsMasterKeyId: keyArn, sseAlgorithm: "aws:kms" },
        // One call of KMS for many objects.
        bucketKeyEnabled: true,
    };
}

/** One after the other: S3 refuses two changes of a bucket's access at once. */
function closeBucket(
    parent: pulumi.Resource,
    name: string,
    { arn, bucket }: Bucket,
    { statements }: ClosedBucketArgs,
): BucketPolicy {
    const ownership = new BucketOwnershipControls(
        childName(name, "ownership"),
        { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        { parent },
    );
    const block = new BucketPublicAccessBlock(
        childName(name, "public-access"),
        {
            bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { parent, dependsOn: [ownership] },
    );
    return new BucketPolicy(
        childName(name, "policy"),
        { bucket, policy: arn.apply((bucketArn) => closedBucketPolicy(bucketArn, statements(bucketArn))) },
        { parent, dependsOn: [block] },
    );
}

/** Refuses whoever does not use TLS. Source: AWS Security Hub, S3.5. */
export function closedBucketPolicy(bucketArn: string, statements: readonly Statement[]): string {
    return policyDocument([
        {
            Sid: "RefuseWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucketArn, `${bucketArn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...statements,
    ]);
}

function createLifecycle(
    parent: pulumi.Resource,
    name: string,
    { bucket }: Bucket,
    versioning: BucketVersioning,
    { keepDays }: ClosedBucketArgs,
): BucketLifecycleConfiguration {
    const rule = { status: "Enabled", filter: { prefix: "" } } as const;
    return new BucketLifecycleConfiguration(
        childName(name, "lifecycle"),
        {
            bucket,
            rules: [
                {
                    ...rule,
                    id: "old-versions",
                    noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
                },
                {
                    ...rule,
                    id: "unfinished-uploads",
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                },
                ...(keepDays === undefined
                    ? []
                    : [{ ...rule, id: "delivered", expiration: { days: keepDays } }]),
            ],
        },
        // A rule on old versions means nothing before there are any.
        { parent, dependsOn: [versioning] },
    );
}
