/** aws:resiliencehub/v2InputSource:V2InputSource */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings, uuid } from "../../build";
import type { ResourceFacts } from "../../facts";

export const resilienceInputSource: ResourceFacts = {
    type: "aws:resiliencehub/v2InputSource:V2InputSource",
    id: (ctx) => `${textOf(ctx.inputs["serviceArn"])},${uuid(ctx, "source")}`,
    outputs: (ctx) => ({
        region: ctx.region,
        inputSourceId: uuid(ctx, "source"),
        ...defaults(ctx, { resourceConfiguration: {}, serviceArn: "" }),
    }),
    outputsEvidence: typings("resiliencehub/v2inputSource"),
    unknownAtPreview: { value: ["inputSourceId"], ...typings("resiliencehub/v2inputSource") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["resourceConfiguration", "serviceArn"],
            provider("resiliencehubv2/input_source", "Schema, RequiresReplace; WithNoUpdate"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the role does not reach the source, also while its rights spread",
            error: "AccessDeniedException: The invoker role does not have access to",
            ...provider("resiliencehubv2/input_source", "Create, which tries again"),
        },
    ],
};
