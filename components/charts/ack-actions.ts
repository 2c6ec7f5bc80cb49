/** What controllers of ACK call, by the kinds they look after: the policies they recommend allow whole services. */
import type { ChartIdentity, ChartSite } from "./definition";

export type Statements = ChartIdentity["statements"];

export type Site = Pick<ChartSite, "account" | "region"> & { readonly partition: string };

/**
 * Of a Bucket, without replication, which would hand on a role. Source: aws-controllers-k8s/s3-controller 1.10.0,
 * pkg/resource/bucket, what it calls; Service Authorization Reference, Amazon S3.
 */
const BUCKET = [
    "s3:CreateBucket",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteBucketWebsite",
    ...[
        ...["AccelerateConfiguration", "AnalyticsConfiguration", "BucketABAC", "BucketAcl", "BucketCORS"],
        ...["BucketLogging", "BucketNotification", "BucketObjectLockConfiguration"],
        ...["BucketOwnershipControls", "BucketPolicy", "BucketPublicAccessBlock", "BucketRequestPayment"],
        ...["BucketTagging", "BucketVersioning", "BucketWebsite", "EncryptionConfiguration"],
        ...["IntelligentTieringConfiguration", "InventoryConfiguration", "LifecycleConfiguration"],
        "MetricsConfiguration",
    ].flatMap((what) => [`s3:Get${what}`, `s3:Put${what}`]),
    "s3:GetReplicationConfiguration",
].sort();

export function s3Statements({ partition }: Site, names: readonly string[]): Statements {
    return [
        // It looks among all of them for one that is there.
        { Sid: "ListBuckets", Effect: "Allow", Action: ["s3:ListAllMyBuckets"], Resource: ["*"] },
        {
            Sid: "ManageBuckets",
            Effect: "Allow",
            Action: BUCKET,
            Resource: names.map((name) => `arn:${partition}:s3:::${name}`),
        },
    ];
}

/** Source: aws-controllers-k8s/sqs-controller 1.6.1, pkg/resource/queue, what it calls; Service Authorization Reference, Amazon SQS. */
export function sqsStatements({ account, partition, region }: Site, names: readonly string[]): Statements {
    return [
        {
            Sid: "ManageQueues",
            Effect: "Allow",
            Action: [
                "sqs:CreateQueue",
                "sqs:DeleteQueue",
                "sqs:GetQueueAttributes",
                "sqs:ListQueueTags",
                "sqs:SetQueueAttributes",
                "sqs:TagQueue",
                "sqs:UntagQueue",
            ],
            Resource: names.map((name) => `arn:${partition}:sqs:${region}:${account}:${name}`),
        },
    ];
}

/**
 * Of a Table and a Backup. Source: aws-controllers-k8s/dynamodb-controller 1.9.2, pkg/resource/table and backup, what they call;
 * Service Authorization Reference, Amazon DynamoDB.
 */
export function dynamodbStatements(
    { account, partition, region }: Site,
    names: readonly string[],
): Statements {
    const tables = names.map((name) => `arn:${partition}:dynamodb:${region}:${account}:table/${name}`);
    return [
        {
            Sid: "ManageTables",
            Effect: "Allow",
            Action: [
                "dynamodb:CreateBackup",
                "dynamodb:CreateTable",
                "dynamodb:DeleteResourcePolicy",
                "dynamodb:DeleteTable",
                "dynamodb:DescribeContinuousBackups",
                "dynamodb:DescribeContributorInsights",
                "dynamodb:DescribeTable",
                "dynamodb:DescribeTimeToLive",
                "dynamodb:GetResourcePolicy",
                "dynamodb:ListTagsOfResource",
                "dynamodb:PutResourcePolicy",
                "dynamodb:TagResource",
                "dynamodb:UntagResource",
                "dynamodb:UpdateContinuousBackups",
                "dynamodb:UpdateContributorInsights",
                "dynamodb:UpdateTable",
                "dynamodb:UpdateTimeToLive",
            ],
            Resource: tables,
        },
        {
            Sid: "ManageBackupsAndIndexes",
            Effect: "Allow",
            Action: [
                "dynamodb:DeleteBackup",
                "dynamodb:DescribeBackup",
                "dynamodb:DescribeContributorInsights",
                "dynamodb:UpdateContributorInsights",
            ],
            Resource: tables.flatMap((table) => [`${table}/backup/*`, `${table}/index/*`]),
        },
    ];
}
