/** aws:securityhub/standardsSubscription:StandardsSubscription */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regionalArn,
    replaces,
    textOf,
    typings,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Ends as the standard's own ARN does. */
function subscriptionArn(ctx: FactsContext): string {
    const standard = textOf(ctx.inputs["standardsArn"]).split(/(?::standards|ruleset)\//)[1] ?? "";
    return regionalArn(ctx, "securityhub", `subscription/${standard}`);
}

export const standardsSubscription: ResourceFacts = {
    type: "aws:securityhub/standardsSubscription:StandardsSubscription",
    id: subscriptionArn,
    outputs: (ctx) => ({
        region: ctx.region,
        arn: subscriptionArn(ctx),
        ...defaults(ctx, { standardsArn: "" }),
    }),
    outputsEvidence: typings("securityhub/standardsSubscription"),
    unknownAtPreview: { value: ["arn"], ...typings("securityhub/standardsSubscription") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["standardsArn"],
            provider("securityhub/standards_subscription", "resourceStandardsSubscription schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "Security Hub is off in account and region",
            error: "InvalidAccessException: Account is not subscribed to AWS Security Hub",
            ...provider("securityhub/standards_subscription", "findStandardsSubscriptions"),
        },
    ],
};
