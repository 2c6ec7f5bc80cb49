/** aws:backup/selection:Selection */
import { autoNamed, defaults, provider, REGION_REPLACES, replaces, typings, uuid } from "../../build";
import type { ResourceFacts } from "../../facts";

/** Nothing of it changes in place: it has no update. */
export const selection: ResourceFacts = {
    type: "aws:backup/selection:Selection",
    id: (ctx) => uuid(ctx, "id"),
    outputs: (ctx) => ({
        region: ctx.region,
        name: ctx.physicalName,
        ...defaults(ctx, { conditions: [], iamRoleArn: "", notResources: [], planId: "", resources: [] }),
    }),
    outputsEvidence: typings("backup/selection"),
    unknownAtPreview: { value: ["conditions", "notResources"], ...typings("backup/selection") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["conditions", "iamRoleArn", "name", "notResources", "planId", "resources", "selectionTags"],
            provider("backup/selection", "resourceSelection schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "AWS Backup may not assume the role yet, after it was tried again for a while",
            error: "InvalidParameterValueException: IAM Role cannot be assumed by AWS Backup",
            ...provider("backup/selection", "resourceSelectionCreate"),
        },
    ],
};
