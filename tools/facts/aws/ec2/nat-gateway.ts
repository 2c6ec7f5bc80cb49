/** aws:ec2/natGateway:NatGateway */
import {
    defaults,
    ec2Id,
    forked,
    NAMELESS,
    publicIp,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const natGateway: ResourceFacts = {
    type: "aws:ec2/natGateway:NatGateway",
    id: (ctx) => ec2Id(ctx, "nat"),
    outputs: (ctx) => ({
        ...regional(ctx),
        associationId: ec2Id(ctx, "eipassoc"),
        // Texts with the values of a switch; a zonal gateway has none.
        autoProvisionZones: "",
        autoScalingIps: "",
        networkInterfaceId: ec2Id(ctx, "eni"),
        publicIp: ctx.find(ctx.inputs["allocationId"])?.["publicIp"] ?? publicIp(ctx),
        regionalNatGatewayAddresses: [],
        regionalNatGatewayAutoMode: "",
        routeTableId: "",
        ...defaults(ctx, {
            availabilityMode: "zonal",
            connectivityType: "public",
            privateIp: "10.0.0.10",
            secondaryAllocationIds: [],
            secondaryPrivateIpAddressCount: 0,
            secondaryPrivateIpAddresses: [],
            vpcId: ctx.find(ctx.inputs["subnetId"])?.["vpcId"] ?? ec2Id(ctx, "vpc"),
        }),
    }),
    outputsEvidence: typings("ec2/natGateway"),
    unknownAtPreview: {
        value: [
            "associationId",
            "autoProvisionZones",
            "autoScalingIps",
            "networkInterfaceId",
            "publicIp",
            "regionalNatGatewayAddresses",
            "regionalNatGatewayAutoMode",
            "routeTableId",
            "availabilityMode",
            "privateIp",
            "secondaryAllocationIds",
            "secondaryPrivateIpAddressCount",
            "secondaryPrivateIpAddresses",
            "vpcId",
        ],
        ...typings("ec2/natGateway"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["subnetId", "allocationId", "connectivityType", "privateIp", "availabilityMode", "vpcId"],
            forked("ec2/vpc_nat_gateway", "resourceNATGateway schema"),
        ),
        {
            paths: ["availabilityZoneAddresses"],
            when: { kind: "removed" },
            ...forked("ec2/vpc_nat_gateway", "resourceNATGatewayCustomizeDiff"),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "check",
            when: "connectivityType is private and an allocation is given",
            error: '`allocation_id` is not supported with connectivity_type = "private"',
            ...unverified("the rule is in resourceNATGatewayCustomizeDiff; the wording was not read"),
        },
        {
            during: "create",
            when: "another NAT gateway holds the address, also the one being replaced",
            error: "Resource.AlreadyAssociated: Elastic IP address [eipalloc-…] is already associated",
            ...unverified("error text from general knowledge"),
        },
    ],
};
