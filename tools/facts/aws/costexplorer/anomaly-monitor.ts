/** aws:costexplorer/anomalyMonitor:AnomalyMonitor */
import { allTags, autoNamed, defaults, provider, replaces, typings, unverified, uuid } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string =>
    `arn:${ctx.partition}:ce::${ctx.account}:anomalymonitor/${uuid(ctx, "monitor")}`;

export const anomalyMonitor: ResourceFacts = {
    type: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    id: arnOf,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        ...defaults(ctx, { monitorType: "CUSTOM" }),
    }),
    outputsEvidence: typings("costexplorer/anomalyMonitor"),
    unknownAtPreview: { value: ["arn"], ...typings("costexplorer/anomalyMonitor") },
    forcesReplacement: [
        replaces(
            ["monitorDimension", "monitorSpecification", "monitorType"],
            provider("ce/anomaly_monitor", "resourceAnomalyMonitor schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "the account has as many monitors as it may",
            error: "LimitExceededException",
            ...unverified("Cost Explorer API Reference, CreateAnomalyMonitor, errors; the text was not seen"),
        },
    ],
};
