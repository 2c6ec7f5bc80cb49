/** aws:guardduty/detectorFeature:DetectorFeature */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const detectorFeature: ResourceFacts = {
    type: "aws:guardduty/detectorFeature:DetectorFeature",
    id: (ctx) => `${textOf(ctx.inputs["detectorId"])}/${textOf(ctx.inputs["name"])}`,
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("guardduty/detectorFeature"),
    unknownAtPreview: { value: [], ...typings("guardduty/detectorFeature") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["detectorId", "name", "additionalConfigurations.name"],
            provider("guardduty/detector_feature", "resourceDetectorFeature schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
