/** aws:route53/zoneAssociation:ZoneAssociation */
import { NAMELESS, provider, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const zoneAssociation: ResourceFacts = {
    type: "aws:route53/zoneAssociation:ZoneAssociation",
    id: (ctx) => `${textOf(ctx.inputs["zoneId"])}:${textOf(ctx.inputs["vpcId"])}`,
    outputs: (ctx) => ({
        owningAccount: ctx.account,
        vpcRegion: ctx.region,
        vpcId: "",
        zoneId: "",
        ...ctx.inputs,
    }),
    outputsEvidence: typings("route53/zoneAssociation"),
    unknownAtPreview: { value: ["owningAccount", "vpcRegion"], ...typings("route53/zoneAssociation") },
    // Route 53 is global: there is no region to move from.
    forcesReplacement: [
        replaces(
            ["vpcId", "vpcRegion", "zoneId"],
            provider("route53/zone_association", "resourceZoneAssociation schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
