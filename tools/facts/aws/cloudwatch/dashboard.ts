/** aws:cloudwatch/dashboard:Dashboard */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const dashboard: ResourceFacts = {
    type: "aws:cloudwatch/dashboard:Dashboard",
    id: (ctx) => textOf(ctx.inputs["dashboardName"]),
    outputs: (ctx) => ({
        region: ctx.region,
        dashboardArn: `arn:${ctx.partition}:cloudwatch::${ctx.account}:dashboard/${textOf(ctx.inputs["dashboardName"])}`,
        ...defaults(ctx, { dashboardBody: "{}", dashboardName: "" }),
    }),
    outputsEvidence: typings("cloudwatch/dashboard"),
    unknownAtPreview: { value: ["dashboardArn"], ...typings("cloudwatch/dashboard") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["dashboardName"], provider("cloudwatch/dashboard", "resourceDashboard schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        // None: a dashboard of the name is written over.
    ],
};
