/** aws:sns/topicPolicy:TopicPolicy */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const topicPolicy: ResourceFacts = {
    type: "aws:sns/topicPolicy:TopicPolicy",
    id: (ctx) => textOf(ctx.inputs["arn"]),
    outputs: (ctx) => ({
        region: ctx.region,
        owner: ctx.account,
        ...defaults(ctx, { arn: "", policy: "{}" }),
    }),
    outputsEvidence: typings("sns/topicPolicy"),
    unknownAtPreview: { value: ["owner"], ...typings("sns/topicPolicy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["arn"], provider("sns/topic_policy", "resourceTopicPolicy schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        // None: deleted, the topic has the policy that a new one has.
    ],
};
