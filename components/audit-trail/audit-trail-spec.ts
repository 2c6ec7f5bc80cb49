/** A trail of CloudTrail as plain values: which events, whose policies let it write, what is refused. Pure. */
import { policyDocument, type Statement } from "../shared/iam";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { AuditTrailWords } from "./audit-trail-schema";

export interface AuditTrailSpec extends AuditTrailWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
}

/** One condition of a selector: the field is one of these, or begins with one of these. */
export interface FieldSelector {
    readonly field: string;
    readonly equals?: string[];
    readonly startsWiths?: string[];
}

export interface EventSelector {
    readonly name: string;
    readonly fieldSelectors: FieldSelector[];
}

/** Source: CloudTrail API Reference, AdvancedFieldSelector. */
export function selectorsOf({
    buckets = [],
    management = true,
    objects = "all",
    region,
}: AuditTrailSpec): EventSelector[] {
    const ofCategory = (category: string) => ({ field: "eventCategory", equals: [category] });
    return [
        ...(management ? [{ name: "management", fieldSelectors: [ofCategory("Management")] }] : []),
        ...(buckets.length === 0
            ? []
            : [
                  {
                      name: "objects",
                      fieldSelectors: [
                          ofCategory("Data"),
                          { field: "resources.type", equals: ["AWS::S3::Object"] },
                          {
                              field: "resources.ARN",
                              startsWiths: [...buckets]
                                  .sort()
                                  .map((name) => `arn:${partitionOf(region)}:s3:::${name}/`),
                          },
                          ...(objects === "write" ? [{ field: "readOnly", equals: ["false"] }] : []),
                      ],
                  },
              ]),
    ];
}

/** What CloudTrail would refuse, and a trail of nothing. */
export function checkAuditTrail({
    buckets = [],
    keepDays,
    management = true,
    objects,
}: AuditTrailSpec): Problem[] {
    return [
        ...(buckets.length === 0 && !management
            ? [{ path: "", what: "nothing is watched", remedy: "Name buckets, or remove management: false" }]
            : []),
        ...(objects !== undefined && buckets.length === 0
            ? [
                  {
                      path: "objects",
                      what: "no bucket is watched",
                      got: objects,
                      remedy: "Name buckets, or remove it",
                  },
              ]
            : []),
        // Source: S3 User Guide, bucketnamingrules.
        ...buckets.flatMap((got, index) =>
            /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(got)
                ? []
                : [
                      {
                          path: `buckets[${index}]`,
                          what: "not a name of a bucket",
                          got,
                          remedy: "Write its name, not its ARN",
                      },
                  ],
        ),
        ...(keepDays === undefined || (Number.isInteger(keepDays) && keepDays >= 1)
            ? []
            : [
                  {
                      path: "keepDays",
                      what: "not a number of days",
                      got: keepDays,
                      remedy: "Choose 1 or more",
                  },
              ]),
    ];
}

type Owner = Pick<AuditTrailSpec, "account" | "region">;

/** Trails of this account and region: the name is made up with the trail, which needs the policies before. */
function trailsOf({ account, region }: Owner): string {
    return `arn:${partitionOf(region)}:cloudtrail:${region}:${account}:trail/*`;
}

/** Source: CloudTrail User Guide, create-s3-bucket-policy-for-cloudtrail. */
export function deliveryStatements(bucketArn: string, owner: Owner): readonly Statement[] {
    const service = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } } as const;
    const fromTrails = { ArnLike: { "aws:SourceArn": trailsOf(owner) } };
    return [
        {
            ...service,
            Sid: "LetTrailsLookAtBucket",
            Action: "s3:GetBucketAcl",
            Resource: bucketArn,
            Condition: fromTrails,
        },
        {
            ...service,
            Sid: "LetTrailsWrite",
            Action: "s3:PutObject",
            Resource: `${bucketArn}/AWSLogs/${owner.account}/*`,
            Condition: { ...fromTrails, StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
    ];
}

/** Source: CloudTrail User Guide, create-kms-key-policy-for-cloudtrail. */
export function trailKeyPolicy(owner: Owner): string {
    const { account, region } = owner;
    const service = {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Resource: "*",
    } as const;
    const fromTrails = { ArnLike: { "aws:SourceArn": trailsOf(owner) } };
    return policyDocument([
        {
            Sid: "AllowAccountToDelegateThroughIam",
            Effect: "Allow",
            Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
            Action: "kms:*",
            Resource: "*",
        },
        {
            ...service,
            Sid: "LetTrailsEncrypt",
            Action: "kms:GenerateDataKey*",
            Condition: {
                ...fromTrails,
                StringLike: {
                    "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${partitionOf(region)}:cloudtrail:*:${account}:trail/*`,
                },
            },
        },
        { ...service, Sid: "LetTrailsSeeKey", Action: "kms:DescribeKey", Condition: fromTrails },
    ]);
}

/** What a reader of the plan sees. */
export function decisionsOfAuditTrail(spec: AuditTrailSpec): Record<string, readonly string[] | string> {
    const { buckets = [], keepDays, management = true, objects = "all" } = spec;
    return {
        ...(buckets.length === 0 ? {} : { buckets: [...buckets].sort(), objects }),
        kept: keepDays === undefined ? "for ever" : `${keepDays} days`,
        management: management ? "watched" : "not watched",
    };
}

export function noticesOfAuditTrail({
    account,
    buckets = [],
    management = true,
    region,
}: AuditTrailSpec): string[] {
    return [
        ...(management
            ? [
                  `auditTrail writes what manages all of account ${account} in ${region}: the first such trail of an account is free, each further one costs by event`,
              ]
            : []),
        ...(buckets.length === 0
            ? []
            : ["auditTrail costs by event for every object that is read or written in its buckets"]),
        "The bucket of auditTrail stops `pulumi destroy` while something is in it, and its key stays: what it encrypted is read with no other",
    ];
}
