/** aws:sns/topicSubscription:TopicSubscription */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string => `${textOf(ctx.inputs["topic"])}:${uuid(ctx, "subscription")}`;

export const topicSubscription: ResourceFacts = {
    type: "aws:sns/topicSubscription:TopicSubscription",
    id: arnOf,
    outputs: (ctx) => ({
        region: ctx.region,
        arn: arnOf(ctx),
        confirmationWasAuthenticated: false,
        ownerId: ctx.account,
        // A mail is confirmed by whoever reads it.
        pendingConfirmation: true,
        ...defaults(ctx, { endpoint: "", filterPolicyScope: "", protocol: "email", topic: "" }),
    }),
    outputsEvidence: typings("sns/topicSubscription"),
    unknownAtPreview: {
        value: ["arn", "confirmationWasAuthenticated", "filterPolicyScope", "ownerId", "pendingConfirmation"],
        ...typings("sns/topicSubscription"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["endpoint", "protocol", "topic"], provider("sns/topic_subscription", "subscriptionSchema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "nobody has confirmed it: SNS keeps it for three days, and the provider forgets it",
            error: "InvalidParameter: Invalid parameter: This subscription is pending confirmation",
            ...unverified(
                "documented in the provider's page of aws_sns_topic_subscription; the text was not seen",
            ),
        },
    ],
};
