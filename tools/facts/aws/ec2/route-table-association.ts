/** aws:ec2/routeTableAssociation:RouteTableAssociation */
import { ec2Id, NAMELESS, provider, REGION_REPLACES, replaces, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const routeTableAssociation: ResourceFacts = {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    id: (ctx) => ec2Id(ctx, "rtbassoc"),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("ec2/routeTableAssociation"),
    unknownAtPreview: { value: [], ...typings("ec2/routeTableAssociation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["subnetId", "gatewayId"],
            provider("ec2/vpc_route_table_association", "resourceRouteTableAssociation schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the subnet is associated with another table",
            error: "Resource.AlreadyAssociated: the specified association for route table rtb-… conflicts with an existing association",
            ...unverified("error text from general knowledge"),
        },
    ],
};
