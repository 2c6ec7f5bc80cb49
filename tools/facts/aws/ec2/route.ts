/** aws:ec2/route:Route */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const route: ResourceFacts = {
    type: "aws:ec2/route:Route",
    id: (ctx) => `r-${textOf(ctx.inputs["routeTableId"])}${ctx.hex("destination", 10)}`,
    outputs: (ctx) => ({
        region: ctx.region,
        instanceId: "",
        instanceOwnerId: "",
        origin: "CreateRoute",
        state: "active",
        ...defaults(ctx, { networkInterfaceId: "" }),
    }),
    outputsEvidence: typings("ec2/route"),
    unknownAtPreview: {
        value: ["instanceId", "instanceOwnerId", "origin", "state", "networkInterfaceId"],
        ...typings("ec2/route"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
            provider("ec2/vpc_route", "resourceRoute schema"),
        ),
        // Another target is ReplaceRoute, in place.
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the table already has a route to the destination",
            error: "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.",
            ...unverified("error text from general knowledge"),
        },
        {
            during: "check",
            when: "not exactly one destination and one target",
            error: "one of `cidr_block,destination_ipv6_cidr_block,destination_prefix_list_id` must be specified",
            ...unverified("the rule is in the provider's schema; the wording was not read"),
        },
    ],
};
