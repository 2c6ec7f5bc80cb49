/** aws:backup/regionSettings:RegionSettings */
import { defaults, NAMELESS, provider, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

/** One for an account and region. Deleting it changes nothing in AWS. */
export const regionSettings: ResourceFacts = {
    type: "aws:backup/regionSettings:RegionSettings",
    id: (ctx) => ctx.region,
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, { resourceTypeManagementPreference: {}, resourceTypeOptInPreference: {} }),
    }),
    outputsEvidence: typings("backup/regionSettings"),
    unknownAtPreview: { value: ["resourceTypeManagementPreference"], ...typings("backup/regionSettings") },
    forcesReplacement: [],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "update",
            when: "a type is named that AWS Backup does not know in the region",
            error: "InvalidParameterValueException",
            ...provider(
                "backup/region_settings",
                "resourceRegionSettingsUpdate hands the map on; the text was not seen",
            ),
        },
    ],
};
