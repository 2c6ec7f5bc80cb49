/** aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration */
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

export const zonalAutoshiftConfiguration: ResourceFacts = {
    type: "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
    id: (ctx) => textOf(ctx.inputs["resourceArn"]),
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, { resourceArn: "", zonalAutoshiftStatus: "ENABLED" }),
    }),
    outputsEvidence: typings("arczonalshift/zonalAutoshiftConfiguration"),
    unknownAtPreview: { value: [], ...typings("arczonalshift/zonalAutoshiftConfiguration") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["resourceArn"],
            provider("arczonalshift/zonal_autoshift_configuration", "Schema, RequiresReplace"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the cluster is not registered for zonal shift",
            error: "ResourceNotFoundException",
            ...unverified(
                "rule in the ARC Developer Guide, zonal autoshift, supported resources; the text was not seen",
            ),
        },
    ],
};
