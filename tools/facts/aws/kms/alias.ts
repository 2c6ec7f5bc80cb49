/** aws:kms/alias:Alias */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const alias: ResourceFacts = {
    type: "aws:kms/alias:Alias",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        region: ctx.region,
        arn: regionalArn(ctx, "kms", ctx.physicalName),
        targetKeyArn: ctx.find(ctx.inputs["targetKeyId"])?.["arn"] ?? textOf(ctx.inputs["targetKeyId"]),
        ...defaults(ctx, { namePrefix: "" }),
    }),
    outputsEvidence: typings("kms/alias"),
    unknownAtPreview: { value: ["arn", "targetKeyArn", "namePrefix"], ...typings("kms/alias") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name", "namePrefix"], provider("kms/alias", "resourceAlias schema")),
    ],
    physicalName: autoNamed("name", 238, "alias/"),
    refusals: [
        {
            during: "create",
            when: "the alias exists in account and region",
            error: "AlreadyExistsException: An alias with the name … already exists",
            ...unverified("error text from general knowledge"),
        },
    ],
};
