/** The Mountpoint for Amazon S3 CSI driver: objects of buckets that are there, as files. */
import { z } from "zod";

import type { Statement } from "../shared/iam";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import { list } from "../shared/schema";
import type { AddonDefinition } from "./definition";
import { controllerPod, driverAccount, nodePod, OFF_FARGATE, DRIVERS_PHASE } from "./storage-drivers";

const bucket = z.strictObject({
    /** Name of the bucket; of a directory bucket with its end, `--<zone>--x-s3`. */
    name: z.string(),
    /** Whether pods may read alone, or write and delete as well. @default "read" */
    access: z.enum(["read", "write"]).exactOptional(),
    /** Key its objects are encrypted with, by ARN. @default none, or one that AWS keeps */
    keyArn: z.string().exactOptional(),
    /** Beginning of the keys that pods see, such as `team-a/`. @default the whole bucket */
    prefix: z.string().exactOptional(),
});

type Bucket = z.infer<typeof bucket>;

/** Words of its own. */
export const s3DriverWords = {
    /** Buckets whose objects pods mount as files, with the driver's own role. @default none: each pod brings its role */
    buckets: list(bucket).exactOptional(),
};

const own = z.object(s3DriverWords);

const NAME = { "app.kubernetes.io/name": "aws-mountpoint-s3-csi-driver" };

/**
 * Its controller tolerates nothing and its chart names no toleration, so it comes once there are nodes for workloads. One
 * more pod for each volume and node runs in namespace mount-s3, which neither Karpenter nor placement sees.
 * Source: awslabs/mountpoint-s3-csi-driver charts/aws-mountpoint-s3-csi-driver 2.7.0, templates and values.yaml, and
 * docs/CONFIGURATION.md on the identity, 2026-08-08; issues 534 and 543 on what Karpenter does not see.
 */
export const awsMountpointS3CsiDriver: AddonDefinition = {
    phase: DRIVERS_PHASE,
    presence: "on-request",
    leftOut: OFF_FARGATE,
    onUpdate: "OVERWRITE",
    preserve: false,
    identity: {
        serviceAccount: driverAccount("s3-csi-driver-sa"),
        grants: (options) => {
            const { buckets = [] } = own.parse(options.own ?? {});
            return {
                statements: (place) => buckets.flatMap((one, index) => statementsOf(one, index, place)),
            };
        },
        // On nodes only, whatever the host.
        kind: () => "pod-identity",
    },
    pods: () => [
        {
            ...controllerPod({
                name: "s3-csi-controller",
                labels: { app: "s3-csi-controller", ...NAME },
                callsAws: false,
                replicas: 1,
            }),
            tolerations: [],
        },
        nodePod("s3-csi-node", { app: "s3-csi-node", ...NAME }, true),
    ],
    endpoints: () => ["s3"],
    reserved: [
        {
            path: "node.serviceAccount",
            why: "is the one the driver's role trusts",
            remedy: "Remove it",
        },
        {
            path: "node.tolerateAllTaints",
            why: "lets a volume mount wherever its pod runs",
            remedy: "Remove it",
        },
    ],
    check: (options) => {
        const { buckets = [] } = own.parse(options.own ?? {});
        return buckets.flatMap((one, index) => checkBucket(one, `options.own.buckets[${index}]`));
    },
    notices: [
        "aws-mountpoint-s3-csi-driver runs one pod more for each volume and node in namespace mount-s3: leave room on nodes, and keep quotas and denying policies off it",
    ],
};

/** Source: awslabs/mountpoint-s3 doc/CONFIGURATION.md, "IAM permissions", and EKS User Guide, s3-csi, "Create an IAM policy". */
function statementsOf(
    { access = "read", keyArn, name, prefix = "" }: Bucket,
    index: number,
    { account, region }: { readonly account: string; readonly region: string },
): Statement[] {
    const partition = partitionOf(region);
    const writes = access === "write";
    if (isDirectory(name)) {
        const session = writes ? undefined : { StringEquals: { "s3express:SessionMode": "ReadOnly" } };
        return [
            {
                Sid: `OpenBucket${index}`,
                Effect: "Allow",
                Action: "s3express:CreateSession",
                Resource: `arn:${partition}:s3express:${region}:${account}:bucket/${name}`,
                ...(session === undefined ? {} : { Condition: session }),
            },
        ];
    }
    const arn = `arn:${partition}:s3:::${name}`;
    return [
        {
            Sid: `ListBucket${index}`,
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: arn,
            ...(prefix === "" ? {} : { Condition: { StringLike: { "s3:prefix": [`${prefix}*`] } } }),
        },
        {
            Sid: `ReadObjects${index}`,
            Effect: "Allow",
            Action: writes
                ? ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"]
                : ["s3:GetObject"],
            Resource: `${arn}/${prefix}*`,
        },
        ...(keyArn === undefined
            ? []
            : [
                  {
                      Sid: `UseKey${index}`,
                      Effect: "Allow" as const,
                      Action: writes ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
                      Resource: keyArn,
                  },
              ]),
    ];
}

/** Source: Amazon S3 User Guide, bucketnamingrules and directory-bucket-naming-rules. */
function checkBucket({ keyArn, name, prefix }: Bucket, path: string): Problem[] {
    const problems: Problem[] = [];
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
        const remedy = "Write its name alone, small letters, digits, dots and hyphens";
        problems.push({ path: `${path}.name`, what: "not the name of a bucket", got: name, remedy });
    }
    if (keyArn !== undefined && !/^arn:[a-z0-9-]+:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-zA-Z-]+$/.test(keyArn)) {
        problems.push({
            path: `${path}.keyArn`,
            what: "not the ARN of a key",
            got: keyArn,
            remedy: "Write it whole",
        });
    }
    if (prefix !== undefined && (prefix.startsWith("/") || /[*?]/.test(prefix))) {
        const what = "not the beginning of keys: no / in front, no wildcard";
        problems.push({ path: `${path}.prefix`, what, got: prefix, remedy: "Write it as the keys begin" });
    }
    if (prefix !== undefined && isDirectory(name)) {
        const what = "rights to a directory bucket are for all of it";
        problems.push({ path: `${path}.prefix`, what, got: prefix, remedy: "Remove it" });
    }
    return problems;
}

function isDirectory(name: string): boolean {
    return name.endsWith("--x-s3");
}
