/** aws:s3/bucket:Bucket */
import {
    allTags,
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Zone of the website endpoint: one a region, and no plan reads it. */
const HOSTED_ZONE = "Z3AQBSTGFYJSTF";

/** Encrypted with S3's own key unless another resource says otherwise. Source: S3 User Guide, default-encryption-faq. */
const ENCRYPTION = {
    rule: { applyServerSideEncryptionByDefault: { kmsMasterKeyId: "", sseAlgorithm: "AES256" } },
};

function domains(ctx: FactsContext): Readonly<Record<string, string>> {
    const { dnsSuffix, physicalName, region } = ctx;
    return {
        bucketDomainName: `${physicalName}.s3.${dnsSuffix}`,
        bucketRegionalDomainName: `${physicalName}.s3.${region}.${dnsSuffix}`,
    };
}

export const bucket: ResourceFacts = {
    type: "aws:s3/bucket:Bucket",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...allTags(ctx),
        ...domains(ctx),
        arn: `arn:${ctx.partition}:s3:::${ctx.physicalName}`,
        bucketRegion: ctx.region,
        hostedZoneId: HOSTED_ZONE,
        region: ctx.region,
        websiteDomain: "",
        websiteEndpoint: "",
        ...defaults(ctx, {
            accelerationStatus: "",
            acl: "private",
            bucketNamespace: "global",
            bucketPrefix: "",
            corsRules: [],
            grants: [],
            lifecycleRules: [],
            logging: {},
            objectLockConfiguration: {},
            objectLockEnabled: false,
            policy: "",
            replicationConfiguration: {},
            requestPayer: "BucketOwner",
            serverSideEncryptionConfiguration: ENCRYPTION,
            versioning: { enabled: false, mfaDelete: false },
            website: {},
        }),
    }),
    outputsEvidence: typings("s3/bucket"),
    unknownAtPreview: {
        value: [
            "accelerationStatus",
            "acl",
            "arn",
            "bucketDomainName",
            "bucketNamespace",
            "bucketPrefix",
            "bucketRegion",
            "bucketRegionalDomainName",
            "corsRules",
            "grants",
            "hostedZoneId",
            "lifecycleRules",
            "logging",
            "objectLockConfiguration",
            "objectLockEnabled",
            "policy",
            "replicationConfiguration",
            "requestPayer",
            "serverSideEncryptionConfiguration",
            "versioning",
            "website",
            "websiteDomain",
            "websiteEndpoint",
        ],
        ...typings("s3/bucket"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["bucket", "bucketPrefix"], provider("s3/bucket", "ResourceBucket schema")),
        replaces(
            ["bucketNamespace", "objectLockEnabled", "objectLockConfiguration.objectLockEnabled"],
            unverified("the schema at hand is older than these arguments"),
        ),
    ],
    physicalName: autoNamed("bucket", 63),
    refusals: [
        {
            during: "create",
            when: "anybody in the world has a bucket of the name",
            error: "BucketAlreadyExists: The requested bucket name is not available.",
            ...unverified("error text from public reports"),
        },
        {
            during: "delete",
            when: "the bucket holds objects or versions, without forceDestroy",
            error: "BucketNotEmpty: The bucket you tried to delete is not empty",
            ...provider("s3/bucket", "resourceBucketDelete"),
        },
    ],
};
