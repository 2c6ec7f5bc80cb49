/** aws:cfg/recorder:Recorder */
import { defaults, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const configRecorder: ResourceFacts = {
    type: "aws:cfg/recorder:Recorder",
    id: (ctx) => textOf(ctx.inputs["name"], "default"),
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, {
            name: "default",
            recordingGroup: {},
            recordingMode: { recordingFrequency: "CONTINUOUS" },
        }),
    }),
    outputsEvidence: typings("cfg/recorder"),
    unknownAtPreview: { value: ["recordingGroup", "recordingMode"], ...typings("cfg/recorder") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name"],
            provider("configservice/configuration_recorder", "resourceConfigurationRecorder schema"),
        ),
    ],
    physicalName: {
        value: { kind: "given", property: "name" },
        ...provider("configservice/configuration_recorder"),
    },
    refusals: [
        {
            during: "create",
            when: "the account has one in the region already",
            error: "MaxNumberOfConfigurationRecordersExceededException: Failed to put configuration recorder because the maximum number of configuration recorders: 1 is reached.",
            ...provider("configservice/configuration_recorder", "resourceConfigurationRecorderPut"),
        },
    ],
};
