/** The backend: a bucket for the state of every stack of the account, and the key of its secrets. */
import * as kms from "@pulumi/aws/kms";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import * as pulumi from "@pulumi/pulumi";

import { childName, childNameOf } from "../components/shared/names";
import { checkComponentOptions } from "../components/shared/options";
import { refuse } from "../components/shared/problems";
import {
    aliasName,
    backendUrl,
    bucketName,
    bucketPolicy,
    decisionsOfState,
    KEY_DELETION_DAYS,
    keyPolicy,
    OLD_VERSION_DAYS,
    secretsProviderUrl,
    type StateSpec,
    UNFINISHED_UPLOAD_DAYS,
} from "./state-spec";

/** Makes the bucket and the key. Bucket and key stay in AWS whatever becomes of the stack that made them. */
export class State extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    public readonly keyArn: pulumi.Output<string>;
    /** What `pulumi login` takes. */
    public readonly backendUrl: string;
    /** What `--secrets-provider` takes. */
    public readonly secretsProvider: string;
    /** Leaf resources: a state that is written after these is versioned, encrypted and closed. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: StateSpec, opts?: pulumi.ComponentResourceOptions) {
        super("platform:bootstrap:State", name, decisionsOfState(args), opts);
        refuse(this, checkComponentOptions(opts));

        const { alias, key } = createKey(this, name, args);
        const bucket = new Bucket(
            childName(name, "bucket"),
            { bucket: bucketName(args), tags: { Name: bucketName(args) } },
            { parent: this, retainOnDelete: true },
        );
        const settings = configureBucket(this, name, bucket, key, args);
        this.bucketName = bucket.bucket;
        this.keyArn = key.arn;
        this.backendUrl = backendUrl(args);
        this.secretsProvider = secretsProviderUrl(args);
        this.ready = [alias, ...settings];
        this.registerOutputs({
            backendUrl: this.backendUrl,
            bucketName: this.bucketName,
            keyArn: this.keyArn,
            secretsProvider: this.secretsProvider,
        });
    }
}

function createKey(
    parent: pulumi.Resource,
    name: string,
    args: StateSpec,
): { readonly alias: kms.Alias; readonly key: kms.Key } {
    const key = new kms.Key(
        childName(name, "key"),
        {
            description: `State of Pulumi and its secrets, ${args.name}`,
            deletionWindowInDays: KEY_DELETION_DAYS,
            enableKeyRotation: true,
            policy: keyPolicy(args),
            tags: { Name: `${args.name}-state-key` },
        },
        { parent, retainOnDelete: true },
    );
    const alias = new kms.Alias(
        childNameOf("alias", name, "key"),
        { name: aliasName(args.name), targetKeyId: key.keyId },
        // With the key: stack files name the alias.
        { parent, retainOnDelete: true },
    );
    return { alias, key };
}

/** What makes the bucket safe, one after the other: S3 refuses two changes of a bucket's access at once. */
function configureBucket(
    parent: pulumi.Resource,
    name: string,
    bucket: Bucket,
    key: kms.Key,
    args: StateSpec,
): readonly pulumi.CustomResource[] {
    const closed = closeBucket(parent, name, bucket, args);
    const encryption = new BucketServerSideEncryptionConfiguration(
        childName(name, "encryption"),
        {
            bucket: bucket.bucket,
            rules: [
                {
                    applyServerSideEncryptionByDefault: { kmsMasterKeyId: key.arn, sseAlgorithm: "aws:kms" },
                    // One call of KMS for many objects: Pulumi writes the state after every step.
                    bucketKeyEnabled: true,
                },
            ],
        },
        { parent, retainOnDelete: true },
    );
    const versioning = new BucketVersioning(
        childName(name, "versioning"),
        { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
        { parent, retainOnDelete: true },
    );
    return [closed, encryption, createLifecycle(parent, name, bucket, versioning)];
}

/** No access lists, no public policy, TLS only. */
function closeBucket(
    parent: pulumi.Resource,
    name: string,
    bucket: Bucket,
    args: StateSpec,
): pulumi.CustomResource {
    const opts = { parent, retainOnDelete: true };
    const ownership = new BucketOwnershipControls(
        childName(name, "ownership"),
        { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        opts,
    );
    const block = new BucketPublicAccessBlock(
        childName(name, "public-access"),
        {
            bucket: bucket.bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        { ...opts, dependsOn: [ownership] },
    );
    return new BucketPolicy(
        childName(name, "policy"),
        { bucket: bucket.bucket, policy: bucketPolicy(args) },
        { ...opts, dependsOn: [block] },
    );
}

/** Old versions go, also those of locks, of which every update leaves one with its delete marker. */
function createLifecycle(
    parent: pulumi.Resource,
    name: string,
    bucket: Bucket,
    versioning: BucketVersioning,
): BucketLifecycleConfiguration {
    return new BucketLifecycleConfiguration(
        childName(name, "lifecycle"),
        {
            bucket: bucket.bucket,
            rules: [
                {
                    id: "old-versions",
                    status: "Enabled",
                    filter: { prefix: "" },
                    expiration: { expiredObjectDeleteMarker: true },
                    noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
                },
                {
                    id: "unfinished-uploads",
                    status: "Enabled",
                    filter: { prefix: "" },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
                },
            ],
        },
        // A rule on old versions means nothing before there are any.
        { parent, retainOnDelete: true, dependsOn: [versioning] },
    );
}
