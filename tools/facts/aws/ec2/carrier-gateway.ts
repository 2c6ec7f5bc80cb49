/** aws:ec2/carrierGateway:CarrierGateway */
import { ec2Arn, ec2Id, NAMELESS, provider, REGION_REPLACES, regional, replaces, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const carrierGateway: ResourceFacts = {
    type: "aws:ec2/carrierGateway:CarrierGateway",
    id: (ctx) => ec2Id(ctx, "cagw"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "cagw", "carrier-gateway"),
        ownerId: ctx.account,
    }),
    outputsEvidence: typings("ec2/carrierGateway"),
    unknownAtPreview: { value: ["arn", "ownerId"], ...typings("ec2/carrierGateway") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["vpcId"], provider("ec2/wavelength_carrier_gateway", "resourceCarrierGateway schema")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
