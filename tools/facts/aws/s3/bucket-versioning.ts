/** aws:s3/bucketVersioning:BucketVersioning */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketVersioning: ResourceFacts = {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("s3/bucketVersioning"),
    unknownAtPreview: { value: [], ...typings("s3/bucketVersioning") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["bucket", "expectedBucketOwner"], provider("s3/bucket_versioning")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
