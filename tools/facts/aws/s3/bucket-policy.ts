/** aws:s3/bucketPolicy:BucketPolicy */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketPolicy: ResourceFacts = {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("s3/bucketPolicy"),
    unknownAtPreview: { value: [], ...typings("s3/bucketPolicy") },
    forcesReplacement: [REGION_REPLACES, replaces(["bucket"], provider("s3/bucket_policy"))],
    physicalName: NAMELESS,
    refusals: [],
};
