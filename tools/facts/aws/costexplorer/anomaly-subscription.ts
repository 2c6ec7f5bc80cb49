/** aws:costexplorer/anomalySubscription:AnomalySubscription */
import { allTags, autoNamed, defaults, provider, replaces, typings, unverified, uuid } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string =>
    `arn:${ctx.partition}:ce::${ctx.account}:anomalysubscription/${uuid(ctx, "subscription")}`;

export const anomalySubscription: ResourceFacts = {
    type: "aws:costexplorer/anomalySubscription:AnomalySubscription",
    id: arnOf,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        ...defaults(ctx, {
            accountId: ctx.account,
            frequency: "DAILY",
            monitorArnLists: [],
            subscribers: [],
            thresholdExpression: {},
        }),
    }),
    outputsEvidence: typings("costexplorer/anomalySubscription"),
    unknownAtPreview: {
        value: ["arn", "accountId", "thresholdExpression"],
        ...typings("costexplorer/anomalySubscription"),
    },
    forcesReplacement: [
        replaces(["name"], provider("ce/anomaly_subscription", "ResourceAnomalySubscription schema")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "mails are asked for at once, or a topic once a day",
            error: "ValidationException",
            ...unverified(
                "rule in the Cost Explorer API Reference, AnomalySubscription, Frequency; the text was not seen",
            ),
        },
    ],
};
