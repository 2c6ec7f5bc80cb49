/** aws:cloudtrail/trail:Trail */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string => regionalArn(ctx, "cloudtrail", `trail/${ctx.physicalName}`);

export const trail: ResourceFacts = {
    type: "aws:cloudtrail/trail:Trail",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        homeRegion: ctx.region,
        name: ctx.physicalName,
        snsTopicArn: "",
        ...defaults(ctx, {
            enableLogFileValidation: false,
            enableLogging: true,
            includeGlobalServiceEvents: true,
            isMultiRegionTrail: false,
            isOrganizationTrail: false,
        }),
    }),
    outputsEvidence: typings("cloudtrail/trail"),
    unknownAtPreview: { value: ["arn", "homeRegion", "snsTopicArn"], ...typings("cloudtrail/trail") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("cloudtrail/trail", "resourceTrail schema")),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [
        {
            during: "create",
            when: "the bucket's policy does not let CloudTrail write",
            error: "InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket",
            ...provider("cloudtrail/trail", "resourceTrailCreate, which passes CreateTrail's answer on"),
        },
        {
            during: "create",
            when: "the key's policy does not let CloudTrail encrypt",
            error: "InsufficientEncryptionPolicyException: Insufficient permissions to access S3 bucket or KMS key",
            ...provider("cloudtrail/trail", "resourceTrailCreate, which passes CreateTrail's answer on"),
        },
    ],
};
