/** aws:resiliencehub/v2Service:V2Service */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string =>
    regionalArn(ctx, "resiliencehub", `service/${ctx.physicalName}:${ctx.hex("service", 6)}`);

export const resilienceService: ResourceFacts = {
    type: "aws:resiliencehub/v2Service:V2Service",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        ...defaults(ctx, { dependencyDiscovery: "DISABLED", permissionModel: {}, regions: [] }),
    }),
    outputsEvidence: typings("resiliencehub/v2service"),
    unknownAtPreview: { value: ["arn", "dependencyDiscovery"], ...typings("resiliencehub/v2service") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("resiliencehubv2/service", "Schema, RequiresReplace")),
        replaces(["kmsKeyId"], unverified("as of the policy; the provider's file read had no key yet")),
    ],
    physicalName: autoNamed("name", 60),
    refusals: [],
};
