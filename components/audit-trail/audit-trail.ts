/** AuditTrail: a trail of AWS CloudTrail, its bucket and its key. */
import { Trail } from "@pulumi/aws/cloudtrail/trail";
import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";

import { createClosedBucket } from "../shared/closed-bucket";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import {
    type AuditTrailSpec,
    checkAuditTrail,
    decisionsOfAuditTrail,
    deliveryStatements,
    selectorsOf,
    trailKeyPolicy,
} from "./audit-trail-spec";

export type AuditTrailArgs = AuditTrailSpec;

/** Days KMS waits before it deletes the key, if somebody asks it to. The longest there are. */
const KEY_DELETION_DAYS = 30;

/**
 * Who did what in the account and with objects of buckets, written where nobody changes it unseen.
 * @throws pulumi.ResourceError naming everything CloudTrail would refuse.
 */
export class AuditTrail extends pulumi.ComponentResource {
    public readonly bucketName: pulumi.Output<string>;
    /** Leaf resources. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:audit-trail:AuditTrail", name, decisionsOfAuditTrail(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkAuditTrail(args)]);

        const { alias, key } = createKey(this, name, args);
        const { bucket, ready } = createClosedBucket(this, childName(name, "bucket"), {
            displayName: `${args.clusterName}-audit-trail`,
            // S3's own key: CloudTrail encrypts what it writes with the trail's, but for the digests that prove it.
            statements: (arn) => deliveryStatements(arn, args),
            ...(args.keepDays === undefined ? {} : { keepDays: args.keepDays }),
        });
        const trail = createTrail(this, name, args, { bucketName: bucket.bucket, key, before: ready });

        this.bucketName = bucket.bucket;
        this.ready = [trail, alias];
        this.registerOutputs({ bucketName: this.bucketName });
    }
}

function createKey(
    parent: pulumi.Resource,
    name: string,
    args: AuditTrailSpec,
): { readonly alias: Alias; readonly key: Key } {
    const key = new Key(
        childName(name, "key"),
        {
            description: `Trail of EKS cluster ${args.clusterName}`,
            deletionWindowInDays: KEY_DELETION_DAYS,
            enableKeyRotation: true,
            policy: trailKeyPolicy(args),
            tags: { Name: `${args.clusterName}-audit-trail-key` },
        },
        // What it encrypted stays readable.
        { parent, retainOnDelete: true },
    );
    const alias = new Alias(
        childNameOf("alias", name, "key"),
        { name: `alias/eks/${args.clusterName}/audit-trail`, targetKeyId: key.keyId },
        { parent },
    );
    return { alias, key };
}

interface Behind {
    readonly bucketName: pulumi.Output<string>;
    readonly key: Key;
    /** CloudTrail tries to write when the trail is made. */
    readonly before: readonly pulumi.CustomResource[];
}

function createTrail(
    parent: pulumi.Resource,
    name: string,
    args: AuditTrailSpec,
    { before, bucketName, key }: Behind,
): Trail {
    const { clusterName, management = true } = args;
    return new Trail(
        childName(name, "trail"),
        {
            s3BucketName: bucketName,
            kmsKeyId: key.arn,
            // Digests, signed hour by hour: what is deleted or changed shows.
            enableLogFileValidation: true,
            enableLogging: true,
            includeGlobalServiceEvents: management,
            isMultiRegionTrail: false,
            advancedEventSelectors: selectorsOf(args),
            tags: { Name: `${clusterName}-audit-trail` },
        },
        { parent, dependsOn: [...before] },
    );
}
