/** aws:resourcegroups/group:Group */
import {
    autoNamed,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const resourceGroup: ResourceFacts = {
    type: "aws:resourcegroups/group:Group",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "resource-groups", `group/${ctx.physicalName}`),
    }),
    outputsEvidence: typings("resourcegroups/group"),
    unknownAtPreview: { value: ["arn"], ...typings("resourcegroups/group") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("resourcegroups/group", "resourceGroup schema")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "the name begins with aws",
            error: "BadRequestException: Group name cannot start with AWS",
            ...unverified("rule in the Resource Groups API Reference, CreateGroup; the text was not seen"),
        },
    ],
};
