/** aws:ec2/routeTable:RouteTable */
import {
    defaults,
    ec2Arn,
    ec2Id,
    NAMELESS,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const routeTable: ResourceFacts = {
    type: "aws:ec2/routeTable:RouteTable",
    id: (ctx) => ec2Id(ctx, "rtb"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "rtb", "route-table"),
        ownerId: ctx.account,
        ...defaults(ctx, { propagatingVgws: [], routes: [] }),
    }),
    outputsEvidence: typings("ec2/routeTable"),
    unknownAtPreview: {
        value: ["arn", "ownerId", "propagatingVgws", "routes"],
        ...typings("ec2/routeTable"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["vpcId"], unverified("the attribute commonly forces; its schema line was not read")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "update",
            when: "routes are written inline and as Route resources",
            error: "each update removes the other's routes",
            ...unverified("from general knowledge of both resources"),
        },
    ],
};
