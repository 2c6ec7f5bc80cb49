/** aws:cfg/recorderStatus:RecorderStatus */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const configRecorderStatus: ResourceFacts = {
    type: "aws:cfg/recorderStatus:RecorderStatus",
    id: (ctx) => textOf(ctx.inputs["name"], "default"),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("cfg/recorderStatus"),
    unknownAtPreview: { value: [], ...typings("cfg/recorderStatus") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name"],
            provider(
                "configservice/configuration_recorder_status",
                "resourceConfigurationRecorderStatus schema",
            ),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
