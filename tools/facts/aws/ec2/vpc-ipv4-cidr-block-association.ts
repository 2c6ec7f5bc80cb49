/** aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation */
import { ec2Id, NAMELESS, provider, REGION_REPLACES, replaces, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const vpcIpv4CidrBlockAssociation: ResourceFacts = {
    type: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    id: (ctx) => ec2Id(ctx, "vpc-cidr-assoc"),
    outputs: (ctx) => ({ region: ctx.region }),
    outputsEvidence: typings("ec2/vpcIpv4CidrBlockAssociation"),
    unknownAtPreview: { value: [], ...typings("ec2/vpcIpv4CidrBlockAssociation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["vpcId", "cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
            provider("ec2/vpc_ipv4_cidr_block_association", "resourceVPCIPv4CIDRBlockAssociation schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the range overlaps one of the VPC, or is none that AWS adds beside the first",
            error: "InvalidVpc.Range: The CIDR '10.0.0.0/16' is invalid",
            ...unverified("error text as quoted in public reports; not in the provider's source"),
        },
        {
            during: "delete",
            when: "a subnet of the range is left",
            error: "InvalidCidrBlock.InUse: The vpc currently has a subnet within CIDR block 100.64.0.0/16",
            ...unverified("error text as quoted in public reports; not in the provider's source"),
        },
    ],
};
