/** aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace */
import {
    autoNamed,
    capitals,
    provider,
    REGION_REPLACES,
    regional,
    replaces,
    textOf,
    typings,
} from "../../build";
import type { ResourceFacts } from "../../facts";
import { namespaceArn, namespaceId, NOT_EMPTY } from "./namespace";

export const privateDnsNamespace: ResourceFacts = {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    id: namespaceId,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: namespaceArn(ctx),
        hostedZone: `Z0${capitals(ctx, "zone", 18)}`,
        name: ctx.physicalName,
        vpc: textOf(ctx.inputs["vpc"]),
    }),
    outputsEvidence: typings("servicediscovery/privateDnsNamespace"),
    unknownAtPreview: { value: ["arn", "hostedZone"], ...typings("servicediscovery/privateDnsNamespace") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "vpc"],
            provider("servicediscovery/private_dns_namespace", "resourcePrivateDNSNamespace schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [NOT_EMPTY],
};
