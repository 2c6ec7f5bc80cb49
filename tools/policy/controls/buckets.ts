/** Buckets: closed, encrypted, versioned, tidied up. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Control, Evidence } from "../control";
import { whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, isClosed, isUnknown, listOf, parsed, read, statementsOf } from "../reading";

export const BUCKETS: readonly Control[] = [
    {
        id: "C67",
        title: "Closed buckets",
        severity: "high",
        means: "buckets are closed to the public, all four ways",
        why: "A policy or a list of access written later would open them.",
        remedy: "Give the bucket a BucketPublicAccessBlock with all four true",
        decidedBy: ["auditTrail", "compliance", "own"],
        rows: { fsbp: ["S3.2", "S3.3", "S3.8", "CloudTrail.6"] },
        judge: (planned) =>
            beside(planned, "BucketPublicAccessBlock", "is not closed to the public", (block) =>
                ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].every(
                    (key) => input(block, key) === true,
                ),
            ),
    },
    {
        id: "C68",
        title: "TLS to buckets",
        severity: "medium",
        means: "buckets refuse what comes without TLS, and let in nobody unnamed",
        why: "Objects and credentials would travel in the clear.",
        remedy: "Deny aws:SecureTransport false in the bucket's policy",
        decidedBy: ["auditTrail", "compliance", "own"],
        rows: { fsbp: ["S3.5", "S3.6"], nsa: ["encryption"] },
        judge: (planned) =>
            beside(planned, "BucketPolicy", "lets in without TLS, or everybody", (policy) => {
                const document = input(policy, "policy");
                return (
                    isClosed(document) &&
                    statementsOf(document).some(
                        ({ condition, effect }) =>
                            effect === "Deny" &&
                            /"aws:SecureTransport":"?false/.test(JSON.stringify(condition ?? null)),
                    )
                );
            }),
    },
    {
        id: "C69",
        title: "Encrypted, versioned, tidied up",
        severity: "medium",
        means: "buckets are encrypted, keep versions, belong to their owner and are tidied up",
        why: "What is deleted by mistake is gone, and what nobody deletes is paid for for ever.",
        remedy: "Give the bucket encryption, versioning, ownership controls and a lifecycle that ends uploads",
        decidedBy: ["auditTrail", "compliance", "own"],
        rows: {
            fsbp: ["S3.10", "S3.12", "S3.13", "S3.14"],
            nsa: ["encryption"],
            bestPractices: ["data/at-rest"],
        },
        judge: (planned) => [
            ...beside(planned, "BucketServerSideEncryptionConfiguration", "is not encrypted", () => true),
            ...beside(
                planned,
                "BucketVersioning",
                "keeps no versions",
                (one) => input(one, "versioningConfiguration.status") === "Enabled",
            ),
            ...beside(
                planned,
                "BucketOwnershipControls",
                "has objects of others",
                (one) => input(one, "rule.objectOwnership") === "BucketOwnerEnforced",
            ),
            ...beside(planned, "BucketLifecycleConfiguration", "keeps unfinished uploads", (one) =>
                listOf(input(one, "rules")).some(
                    (rule) => read(rule, "abortIncompleteMultipartUpload") !== undefined,
                ),
            ),
        ],
    },
];

/** Each bucket has one resource of the kind beside it, of which the rule holds. */
function beside(
    planned: Planned,
    kind: string,
    what: string,
    holds: (resource: PlannedResource) => boolean,
): readonly Evidence[] {
    const type = `aws:s3/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
    return planned.ofType(TYPES.bucket).map((bucket) => {
        const found = planned.usersOf(bucket, "bucket", type);
        const value: Json | undefined = found[0]?.inputs;
        return whole(found.length === 1 && found.every(holds), what, found[0] ?? bucket, shortened(value));
    });
}

/** A policy is as long as a page: whoever wants all of it finds it at its URN. */
function shortened(value: Json | undefined): Json | undefined {
    const policy = read(value, "policy");
    if (policy === undefined || isUnknown(policy)) return policy ?? value;
    return listOf(read(parsed(policy), "Statement")).map(
        (one) => read(one, "Sid") ?? read(one, "Effect") ?? null,
    );
}
