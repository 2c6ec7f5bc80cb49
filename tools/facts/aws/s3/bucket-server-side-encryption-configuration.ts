/** aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const bucketServerSideEncryptionConfiguration: ResourceFacts = {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    id: (ctx) => textOf(ctx.inputs["bucket"]),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("s3/bucketServerSideEncryptionConfiguration"),
    unknownAtPreview: { value: [], ...typings("s3/bucketServerSideEncryptionConfiguration") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["bucket", "expectedBucketOwner"],
            provider("s3/bucket_server_side_encryption_configuration"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
