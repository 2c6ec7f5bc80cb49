/** Where Pulumi keeps its state, as plain values: the bucket, its key and their policies. */
import { policyDocument } from "../components/shared/iam";
import { partitionOf } from "../components/shared/regions";

export interface StateSpec {
    readonly account: string;
    readonly region: string;
    /** Begins the names. */
    readonly name: string;
}

/** Bucket names are unique in the world: account and region make them so. */
export function bucketName({ account, name, region }: StateSpec): string {
    return `${name}-state-${account}-${region}`;
}

/** Alias of the key, by which stack files name it. */
export function aliasName(name: string): string {
    return `alias/${name}-state`;
}

/** What `pulumi login` takes. Source: Pulumi documentation, "Managing state & backend options", AWS S3. */
export function backendUrl(spec: StateSpec): string {
    return `s3://${bucketName(spec)}?region=${spec.region}`;
}

/** What `--secrets-provider` takes. Source: Pulumi CLI, `pulumi stack init --help`. */
export function secretsProviderUrl({ name, region }: StateSpec): string {
    return `awskms://${aliasName(name)}?region=${region}`;
}

/** Days the old versions of a state are kept: enough to notice what went wrong. */
export const OLD_VERSION_DAYS = 90;

/** Days an upload may stay unfinished. Source: S3 User Guide, mpu-abort-incomplete-mpu-lifecycle-config. */
export const UNFINISHED_UPLOAD_DAYS = 7;

/** Days KMS waits before it deletes the key and with it every secret of every stack. The longest there are. */
export const KEY_DELETION_DAYS = 30;

/** Refuses whoever does not use TLS. Source: AWS Security Hub, S3.5. */
export function bucketPolicy(spec: StateSpec): string {
    const bucket = `arn:${partitionOf(spec.region)}:s3:::${bucketName(spec)}`;
    return policyDocument([
        {
            Sid: "RefuseWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucket, `${bucket}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ]);
}

/**
 * IAM policies of the account decide, and nobody else: the roles get their part from policies of their own.
 * Source: KMS Developer Guide, key-policy-default, "Allows access to the AWS account and enables IAM policies".
 */
export function keyPolicy({ account, region }: StateSpec): string {
    return policyDocument([
        {
            Sid: "AllowAccountToDelegateThroughIam",
            Effect: "Allow",
            Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
            Action: "kms:*",
            Resource: "*",
        },
    ]);
}

/** What a reader of the plan sees. */
export function decisionsOfState(spec: StateSpec): Record<string, string> {
    return {
        backend: backendUrl(spec),
        oldVersions: `kept for ${OLD_VERSION_DAYS} days`,
        secretsProvider: secretsProviderUrl(spec),
    };
}
