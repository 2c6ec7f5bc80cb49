/** aws:ec2/placementGroup:PlacementGroup */
import {
    autoNamed,
    defaults,
    ec2Id,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

const PLACEMENT_GROUP = "ec2/ec2_placement_group";

export const placementGroup: ResourceFacts = {
    type: "aws:ec2/placementGroup:PlacementGroup",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "ec2", `placement-group/${ctx.physicalName}`),
        placementGroupId: ec2Id(ctx, "pg"),
        ...defaults(ctx, {
            partitionCount: ctx.inputs["strategy"] === "partition" ? 2 : 0,
            spreadLevel: ctx.inputs["strategy"] === "spread" ? "rack" : "",
        }),
    }),
    outputsEvidence: typings("ec2/placementGroup"),
    unknownAtPreview: {
        value: ["arn", "placementGroupId", "partitionCount", "spreadLevel"],
        ...typings("ec2/placementGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "partitionCount", "spreadLevel", "strategy"],
            provider(PLACEMENT_GROUP, "resourcePlacementGroup schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "partitionCount is given with another strategy than partition",
            error: 'partition_count must not be set when strategy = "cluster"',
            ...provider(PLACEMENT_GROUP, "resourcePlacementGroupCustomizeDiff"),
        },
        {
            during: "delete",
            when: "an instance is still in it",
            error: "InvalidPlacementGroup.InUse: The placement group '…' is in use and may not be deleted.",
            ...unverified("code in the EC2 API Reference, error codes; the text was not seen"),
        },
    ],
};
