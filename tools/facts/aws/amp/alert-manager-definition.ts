/** aws:amp/alertManagerDefinition:AlertManagerDefinition */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const alertManagerDefinition: ResourceFacts = {
    type: "aws:amp/alertManagerDefinition:AlertManagerDefinition",
    id: (ctx) => textOf(ctx.inputs["workspaceId"]),
    outputs: (ctx) => ({ region: ctx.region, ...defaults(ctx, { definition: "", workspaceId: "" }) }),
    outputsEvidence: typings("amp/alertManagerDefinition"),
    unknownAtPreview: { value: [], ...typings("amp/alertManagerDefinition") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["workspaceId"],
            provider("amp/alert_manager_definition", "resourceAlertManagerDefinition schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the workspace has a definition already, also the one being replaced",
            error: "ConflictException: the workspace has an alert manager definition",
            ...unverified(
                "rule in the AMP API Reference, CreateAlertManagerDefinition; the text was not seen",
            ),
        },
    ],
};
