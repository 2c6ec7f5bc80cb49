/** aws:guardduty/detector:Detector */
import { defaults, NAMELESS, provider, REGION_REPLACES, regional, regionalArn, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const guarddutyDetector: ResourceFacts = {
    type: "aws:guardduty/detector:Detector",
    id: (ctx) => ctx.hex("id", 32),
    outputs: (ctx) => ({
        ...regional(ctx),
        accountId: ctx.account,
        arn: regionalArn(ctx, "guardduty", `detector/${ctx.hex("id", 32)}`),
        ...defaults(ctx, { datasources: {}, findingPublishingFrequency: "SIX_HOURS" }),
    }),
    outputsEvidence: typings("guardduty/detector"),
    unknownAtPreview: {
        value: ["accountId", "arn", "datasources", "findingPublishingFrequency"],
        ...typings("guardduty/detector"),
    },
    forcesReplacement: [REGION_REPLACES],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the account has one in the region already",
            error: "BadRequestException: The request is rejected because a detector already exists for the current account.",
            ...provider("guardduty/detector", "resourceDetectorCreate"),
        },
    ],
};
