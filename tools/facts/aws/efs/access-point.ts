/** aws:efs/accessPoint:AccessPoint */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `fsap-0${ctx.hex("id", 16)}`;

export const accessPoint: ResourceFacts = {
    type: "aws:efs/accessPoint:AccessPoint",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "elasticfilesystem", `access-point/${idOf(ctx)}`),
        fileSystemArn: regionalArn(
            ctx,
            "elasticfilesystem",
            `file-system/${textOf(ctx.inputs["fileSystemId"])}`,
        ),
        ownerId: ctx.account,
        ...defaults(ctx, { rootDirectory: { path: "/" }, fileSystemId: "" }),
    }),
    outputsEvidence: typings("efs/accessPoint"),
    unknownAtPreview: {
        value: ["arn", "fileSystemArn", "ownerId", "rootDirectory"],
        ...typings("efs/accessPoint"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["fileSystemId", "posixUser", "rootDirectory"],
            provider("efs/access_point", "resourceAccessPoint schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
