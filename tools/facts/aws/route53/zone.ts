/** aws:route53/zone:Zone */
import { allTags, autoNamed, capitals, provider, replaces, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const zone: ResourceFacts = {
    type: "aws:route53/zone:Zone",
    id: (ctx) => `Z0${capitals(ctx, "id", 18)}`,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: `arn:${ctx.partition}:route53:::hostedzone/Z0${capitals(ctx, "id", 18)}`,
        comment: "Managed by Pulumi",
        enableAcceleratedRecovery: false,
        name: ctx.physicalName,
        nameServers: ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org"],
        primaryNameServer: "ns-0.awsdns-00.com",
        zoneId: `Z0${capitals(ctx, "id", 18)}`,
        ...ctx.inputs,
    }),
    outputsEvidence: typings("route53/zone"),
    unknownAtPreview: {
        value: ["arn", "nameServers", "primaryNameServer", "zoneId"],
        ...typings("route53/zone"),
    },
    // Route 53 is global: there is no region to move from.
    forcesReplacement: [
        replaces(["name", "delegationSetId"], provider("route53/zone", "resourceZone schema")),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "delete",
            when: "records are left in it but those that Route 53 makes",
            error: "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
            ...unverified(
                "rule in the Route 53 API Reference, DeleteHostedZone; the text is of public reports",
            ),
        },
    ],
};
