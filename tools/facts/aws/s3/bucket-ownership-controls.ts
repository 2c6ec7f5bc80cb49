/** aws:s3/bucketOwnershipControls:BucketOwnershipControls */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketOwnershipControls: ResourceFacts = {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("s3/bucketOwnershipControls"),
    unknownAtPreview: { value: [], ...typings("s3/bucketOwnershipControls") },
    forcesReplacement: [REGION_REPLACES, replaces(["bucket"], provider("s3/bucket_ownership_controls"))],
    physicalName: NAMELESS,
    refusals: [],
};
