/** aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketLifecycleConfiguration: ResourceFacts = {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, {
            expectedBucketOwner: "",
            transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
        }),
    }),
    outputsEvidence: typings("s3/bucketLifecycleConfiguration"),
    unknownAtPreview: {
        value: ["expectedBucketOwner", "transitionDefaultMinimumObjectSize"],
        ...typings("s3/bucketLifecycleConfiguration"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["bucket", "expectedBucketOwner"], provider("s3/bucket_lifecycle_configuration")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
