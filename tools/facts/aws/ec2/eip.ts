/** aws:ec2/eip:Eip */
import {
    defaults,
    ec2Arn,
    ec2Id,
    NAMELESS,
    provider,
    publicIp,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

/** Where EC2's public names live. */
function publicDomain(region: string): string {
    return region === "us-east-1" ? "compute-1.amazonaws.com" : `${region}.compute.amazonaws.com`;
}

export const eip: ResourceFacts = {
    type: "aws:ec2/eip:Eip",
    id: (ctx) => ec2Id(ctx, "eipalloc"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "eipalloc", "elastic-ip"),
        allocationId: ec2Id(ctx, "eipalloc"),
        associationId: "",
        carrierIp: "",
        customerOwnedIp: "",
        privateDns: "",
        privateIp: "",
        ptrRecord: "",
        publicDns: `ec2-${publicIp(ctx).replaceAll(".", "-")}.${publicDomain(ctx.region)}`,
        publicIp: publicIp(ctx),
        ...defaults(ctx, {
            domain: "vpc",
            instance: "",
            ipamPoolId: "",
            networkBorderGroup: ctx.region,
            networkInterface: "",
            publicIpv4Pool: "amazon",
        }),
    }),
    outputsEvidence: typings("ec2/eip"),
    unknownAtPreview: {
        value: [
            "allocationId",
            "arn",
            "associationId",
            "carrierIp",
            "customerOwnedIp",
            "privateDns",
            "privateIp",
            "ptrRecord",
            "publicDns",
            "publicIp",
            "domain",
            "instance",
            "ipamPoolId",
            "networkBorderGroup",
            "networkInterface",
            "publicIpv4Pool",
        ],
        ...typings("ec2/eip"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
            provider("ec2/ec2_eip", "resourceEIP schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the account's quota of addresses is used up (five per region unless raised)",
            error: "AddressLimitExceeded: The maximum number of addresses has been reached.",
            ...unverified("error text and quota from general knowledge"),
        },
        {
            during: "delete",
            when: "a NAT gateway still uses the address",
            error: "InvalidIPAddress.InUse",
            ...unverified("from general knowledge"),
        },
    ],
};
