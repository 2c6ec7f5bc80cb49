/** IAM actions of buckets that services deliver to, by the kit's names. */
import { provider, type TypePermissions } from "./table";

const AUTHORIZATION = "Service Authorization Reference, Amazon S3";

/** What the provider reads of a bucket whatever of it is set. Its tags are S3's own calls since it knows ABAC. */
const BUCKET_READ = [
    "s3:GetAccelerateConfiguration",
    "s3:GetBucketAcl",
    "s3:GetBucketCORS",
    "s3:GetBucketLocation",
    "s3:GetBucketLogging",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketPolicy",
    "s3:GetBucketRequestPayment",
    "s3:GetBucketTagging",
    "s3:GetBucketVersioning",
    "s3:GetBucketWebsite",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:ListTagsForResource",
];

/** Types of S3. What S3 has no call of its own to remove is removed with the right to set it. */
export const BUCKETS: readonly TypePermissions[] = [
    {
        type: "aws:s3/bucket:Bucket",
        create: ["s3:CreateBucket", "s3:PutBucketTagging", "s3:TagResource"],
        read: BUCKET_READ,
        update: ["s3:PutBucketTagging", "s3:TagResource", "s3:UntagResource"],
        delete: ["s3:DeleteBucket"],
        source: provider(
            "s3/bucket",
            `resourceBucketRead; @pulumi/aws 7.48.0 s3/bucket.d.ts, on S3 Control; ${AUTHORIZATION}`,
        ),
    },
    {
        type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        create: ["s3:PutLifecycleConfiguration"],
        read: ["s3:GetLifecycleConfiguration"],
        update: ["s3:PutLifecycleConfiguration"],
        delete: ["s3:PutLifecycleConfiguration"],
        source: provider("s3/bucket_lifecycle_configuration", AUTHORIZATION),
    },
    {
        type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        create: ["s3:PutBucketOwnershipControls"],
        read: ["s3:GetBucketOwnershipControls"],
        update: ["s3:PutBucketOwnershipControls"],
        delete: ["s3:PutBucketOwnershipControls"],
        source: provider("s3/bucket_ownership_controls", AUTHORIZATION),
    },
    {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        create: ["s3:PutBucketPolicy"],
        read: ["s3:GetBucketPolicy"],
        update: ["s3:PutBucketPolicy"],
        delete: ["s3:DeleteBucketPolicy"],
        source: provider("s3/bucket_policy", AUTHORIZATION),
    },
    {
        type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        create: ["s3:PutBucketPublicAccessBlock"],
        read: ["s3:GetBucketPublicAccessBlock"],
        update: ["s3:PutBucketPublicAccessBlock"],
        delete: ["s3:PutBucketPublicAccessBlock"],
        source: provider("s3/bucket_public_access_block", AUTHORIZATION),
    },
    {
        type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        create: ["s3:PutEncryptionConfiguration"],
        read: ["s3:GetEncryptionConfiguration"],
        update: ["s3:PutEncryptionConfiguration"],
        delete: ["s3:PutEncryptionConfiguration"],
        source: provider("s3/bucket_server_side_encryption_configuration", AUTHORIZATION),
    },
    {
        type: "aws:s3/bucketVersioning:BucketVersioning",
        create: ["s3:PutBucketVersioning"],
        read: ["s3:GetBucketVersioning"],
        update: ["s3:PutBucketVersioning"],
        delete: ["s3:PutBucketVersioning"],
        source: provider("s3/bucket_versioning", AUTHORIZATION),
    },
];
