/** aws:resiliencehub/v2Policy:V2Policy */
import { autoNamed, provider, REGION_REPLACES, regional, regionalArn, replaces, typings } from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string =>
    regionalArn(ctx, "resiliencehub", `policy/${ctx.physicalName}:${ctx.hex("policy", 6)}`);

export const resiliencePolicy: ResourceFacts = {
    type: "aws:resiliencehub/v2Policy:V2Policy",
    id: arnOf,
    outputs: (ctx) => ({ ...regional(ctx), arn: arnOf(ctx), name: ctx.physicalName }),
    outputsEvidence: typings("resiliencehub/v2policy"),
    unknownAtPreview: { value: ["arn"], ...typings("resiliencehub/v2policy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name", "kmsKeyId"], provider("resiliencehubv2/policy", "Schema, RequiresReplace")),
    ],
    physicalName: autoNamed("name", 60),
    refusals: [],
};
