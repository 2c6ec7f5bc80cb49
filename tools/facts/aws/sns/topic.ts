/** aws:sns/topic:Topic */
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

const arnOf = (ctx: FactsContext): string => regionalArn(ctx, "sns", ctx.physicalName);

export const topic: ResourceFacts = {
    type: "aws:sns/topic:Topic",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        owner: ctx.account,
        ...defaults(ctx, {
            beginningArchiveTime: "",
            fifoThroughputScope: "",
            namePrefix: "",
            policy: "{}",
            signatureVersion: 0,
            tracingConfig: "PassThrough",
        }),
    }),
    outputsEvidence: typings("sns/topic"),
    unknownAtPreview: {
        value: [
            "arn",
            "beginningArchiveTime",
            "fifoThroughputScope",
            "namePrefix",
            "owner",
            "policy",
            "signatureVersion",
            "tracingConfig",
        ],
        ...typings("sns/topic"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["fifoTopic", "name", "namePrefix"], provider("sns/topic", "topicSchema")),
    ],
    physicalName: autoNamed("name", 256),
    refusals: [
        // None: a topic of the name and of other attributes is refused, but names are made anew.
    ],
};
