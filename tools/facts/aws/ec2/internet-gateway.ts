/** aws:ec2/internetGateway:InternetGateway */
import { defaults, ec2Arn, ec2Id, NAMELESS, provider, REGION_REPLACES, regional, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const internetGateway: ResourceFacts = {
    type: "aws:ec2/internetGateway:InternetGateway",
    id: (ctx) => ec2Id(ctx, "igw"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "igw", "internet-gateway"),
        ownerId: ctx.account,
        ...defaults(ctx, { vpcId: "" }),
    }),
    outputsEvidence: typings("ec2/internetGateway"),
    unknownAtPreview: { value: ["arn", "ownerId", "vpcId"], ...typings("ec2/internetGateway") },
    forcesReplacement: [
        REGION_REPLACES,
        // A changed vpcId is detached and attached in place.
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "public addresses of the VPC are still mapped after twenty minutes",
            error: "DependencyViolation: Network vpc-… has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
            ...provider(
                "ec2/vpc_internet_gateway",
                "resourceInternetGatewayDelete; text from public reports",
            ),
        },
    ],
};
