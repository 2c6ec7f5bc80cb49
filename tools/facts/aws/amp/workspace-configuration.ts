/** aws:amp/workspaceConfiguration:WorkspaceConfiguration */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const workspaceConfiguration: ResourceFacts = {
    type: "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
    id: (ctx) => textOf(ctx.inputs["workspaceId"]),
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, {
            outOfOrderTimeWindowInSeconds: 0,
            retentionPeriodInDays: 150,
            ruleQueryOffsetInSeconds: 0,
            workspaceId: "",
        }),
    }),
    outputsEvidence: typings("amp/workspaceConfiguration"),
    unknownAtPreview: {
        value: ["outOfOrderTimeWindowInSeconds", "ruleQueryOffsetInSeconds"],
        ...typings("amp/workspaceConfiguration"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["workspaceId"], provider("amp/workspace_configuration", "Schema, workspace_id")),
    ],
    physicalName: NAMELESS,
    refusals: [
        // None: deleted, the workspace keeps what it was told.
    ],
};
