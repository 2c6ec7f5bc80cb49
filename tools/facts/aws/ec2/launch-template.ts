/** aws:ec2/launchTemplate:LaunchTemplate */
import {
    autoNamed,
    defaults,
    ec2Arn,
    ec2Id,
    forked,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const launchTemplate: ResourceFacts = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    id: (ctx) => ec2Id(ctx, "lt"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "lt", "launch-template"),
        latestVersion: 1,
        namePrefix: "",
        ...defaults(ctx, {
            defaultVersion: 1,
            metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 1, httpTokens: "optional" },
        }),
    }),
    outputsEvidence: typings("ec2/launchTemplate"),
    unknownAtPreview: {
        value: ["arn", "latestVersion", "namePrefix", "defaultVersion", "metadataOptions"],
        ...typings("ec2/launchTemplate"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        // All else makes a new version, whose number is unknown until then: who reads it is updated.
        replaces(["name", "namePrefix"], forked("ec2/ec2_launch_template", "resourceLaunchTemplate")),
    ],
    physicalName: autoNamed("name"),
    // Tags of the template itself included: the plan calls the number unknown, although AWS then keeps it.
    newAtUpdate: { value: ["latestVersion"], ...forked("ec2/ec2_launch_template", "CustomizeDiff") },
    refusals: [
        {
            during: "check",
            when: "the name has not 3 to 128 characters",
            error: "name cannot be less than 3 characters, or longer than 128",
            ...unverified(
                "validator verify.ValidLaunchTemplateName is named in ec2/ec2_launch_template.go; its text was not read",
            ),
        },
        {
            during: "create",
            when: "region and account have a template of the name",
            error: "InvalidLaunchTemplateName.AlreadyExistsException",
            ...unverified("error text from general knowledge"),
        },
    ],
};
