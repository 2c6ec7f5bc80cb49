/** Logical names: an API. A changed name is a new resource unless an alias says otherwise. */
import { createHash } from "node:crypto";

/** Hex digits that say a name was cut or tell two equal labels apart. */
const HASH_DIGITS = 8;

/** What Pulumi appends to make a physical name: `-` and seven hex digits. */
export const RANDOM_SUFFIX = 8;

/**
 * Longest logical name per kind. Pulumi appends `-` and seven hex digits to make the physical name and
 * refuses, at preview, what is then longer than AWS allows.
 * Source: pulumi-aws provider/resources.go (setAutonaming), pulumi/pulumi sdk/go/common/resource/resource_id.go
 * (NewUniqueName), read 2026-11; AWS maxima: IAM role 64, IAM policy and instance profile 128, KMS alias 238 without its prefix, EKS node group 63
 * and Fargate profile 100, launch template 128, EventBridge rule 64, SQS queue 80.
 */
export const LOGICAL_NAME_LIMITS = {
    role: 64 - RANDOM_SUFFIX,
    alias: 238 - RANDOM_SUFFIX,
    policy: 128 - RANDOM_SUFFIX,
    nodeGroup: 63 - RANDOM_SUFFIX,
    fargateProfile: 100 - RANDOM_SUFFIX,
    launchTemplate: 128 - RANDOM_SUFFIX,
    eventRule: 64 - RANDOM_SUFFIX,
    queue: 80 - RANDOM_SUFFIX,
    instanceProfile: 128 - RANDOM_SUFFIX,
    /** Source: hashicorp/terraform-provider-aws internal/service/emrcontainers/virtual_cluster.go, schema. */
    virtualCluster: 64 - RANDOM_SUFFIX,
    /** Types without a name of their own, and those whose limit is Pulumi's 255. */
    other: 255 - RANDOM_SUFFIX,
} as const;

export type NamedKind = keyof typeof LOGICAL_NAME_LIMITS;

/** Joins the parts of a child's name: its component's name, then stable keys, never an index. */
export function childName(...parts: readonly string[]): string {
    return limitName(parts.join("-"), LOGICAL_NAME_LIMITS.other);
}

/** As {@link childName}, for a kind whose physical name AWS limits more tightly. */
export function childNameOf(kind: NamedKind, ...parts: readonly string[]): string {
    return limitName(parts.join("-"), LOGICAL_NAME_LIMITS[kind]);
}

/** The name itself when it fits, otherwise its head and a hash of the whole: stable, and unique when cut. */
export function limitName(name: string, limit: number): string {
    if (name.length <= limit) return name;
    const head = name.slice(0, limit - HASH_DIGITS - 1).replace(/-+$/, "");
    return `${head}-${shortHash(name)}`;
}

/** Eight hex digits of the SHA-256 of `text`. */
export function shortHash(text: string): string {
    return createHash("sha256").update(text, "utf8").digest("hex").slice(0, HASH_DIGITS);
}
