/** aws:ec2transitgateway/vpcAttachment:VpcAttachment */
import {
    defaults,
    ec2Id,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const transitGatewayVpcAttachment: ResourceFacts = {
    type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    id: (ctx) => ec2Id(ctx, "tgw-attach"),
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "ec2", `transit-gateway-attachment/${ec2Id(ctx, "tgw-attach")}`),
        vpcOwnerId: ctx.account,
        ...defaults(ctx, {
            applianceModeSupport: "disable",
            dnsSupport: "enable",
            ipv6Support: "disable",
            securityGroupReferencingSupport: "enable",
            transitGatewayDefaultRouteTableAssociation: true,
            transitGatewayDefaultRouteTablePropagation: true,
            subnetIds: [],
            transitGatewayId: "",
            vpcId: "",
        }),
    }),
    outputsEvidence: typings("ec2transitgateway/vpcAttachment"),
    unknownAtPreview: {
        value: ["arn", "vpcOwnerId", "securityGroupReferencingSupport"],
        ...typings("ec2transitgateway/vpcAttachment"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["transitGatewayId", "vpcId"],
            provider("ec2/transitgateway_vpc_attachment", "resourceTransitGatewayVPCAttachment schema"),
        ),
        // Subnets, appliance mode and DNS support are ModifyTransitGatewayVpcAttachment, in place.
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "two of the subnets are in one zone, or the VPC is attached to the gateway already",
            error: "DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ",
            ...unverified(
                "rule in the EC2 API Reference, CreateTransitGatewayVpcAttachment; the text was not seen",
            ),
        },
    ],
};
