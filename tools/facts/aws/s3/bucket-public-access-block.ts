/** aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketPublicAccessBlock: ResourceFacts = {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("s3/bucketPublicAccessBlock"),
    unknownAtPreview: { value: [], ...typings("s3/bucketPublicAccessBlock") },
    forcesReplacement: [REGION_REPLACES, replaces(["bucket"], provider("s3/bucket_public_access_block"))],
    physicalName: NAMELESS,
    refusals: [],
};
