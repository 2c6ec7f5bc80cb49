/** aws:ec2/subnet:Subnet */
import {
    defaults,
    ec2Arn,
    ec2Id,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/**
 * `use1-az1` for a zone of `us-east-1`, `apse2-az2` for one of `ap-southeast-2`. Which number a letter has
 * differs by account; here it never does.
 */
function zoneId(ctx: FactsContext): string {
    const [area = "", ...rest] = ctx.region.split("-");
    const short = rest.join("").replace(/gov|iso|north|south|east|west|central/g, (word) => word.slice(0, 1));
    const letter = textOf(ctx.inputs["availabilityZone"], `${ctx.region}a`).slice(-1);
    return `${area}${short}-az${letter.charCodeAt(0) - 96}`;
}

export const subnet: ResourceFacts = {
    type: "aws:ec2/subnet:Subnet",
    id: (ctx) => ec2Id(ctx, "subnet"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "subnet", "subnet"),
        ipv6CidrBlockAssociationId:
            ctx.inputs["ipv6CidrBlock"] === undefined ? "" : ec2Id(ctx, "subnet-cidr-assoc"),
        ownerId: ctx.account,
        ...defaults(ctx, {
            assignIpv6AddressOnCreation: false,
            availabilityZone: `${ctx.region}a`,
            availabilityZoneId: zoneId(ctx),
            enableDns64: false,
            enableResourceNameDnsARecordOnLaunch: false,
            enableResourceNameDnsAaaaRecordOnLaunch: false,
            ipv6CidrBlock: "",
            ipv6Native: false,
            mapPublicIpOnLaunch: false,
            privateDnsHostnameTypeOnLaunch: "ip-name",
        }),
    }),
    outputsEvidence: typings("ec2/subnet"),
    unknownAtPreview: {
        value: [
            "arn",
            "ipv6CidrBlockAssociationId",
            "ownerId",
            "availabilityZone",
            "availabilityZoneId",
            "ipv6CidrBlock",
            "privateDnsHostnameTypeOnLaunch",
        ],
        ...typings("ec2/subnet"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "vpcId",
                "cidrBlock",
                "availabilityZone",
                "availabilityZoneId",
                "ipv6Native",
                "outpostArn",
                "ipv4IpamPoolId",
                "ipv4NetmaskLength",
                "ipv6IpamPoolId",
                "ipv6NetmaskLength",
            ],
            provider("ec2/vpc_subnet", "resourceSubnet"),
        ),
        {
            paths: ["ipv6CidrBlock"],
            // Taken away, it is disassociated in place: optional and computed, its removal is no difference.
            when: { kind: "before", path: "assignIpv6AddressOnCreation", equals: true, kept: true },
            ...provider("ec2/vpc_subnet", "resourceSubnet and resourceSubnetUpdate"),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the block overlaps a subnet of the VPC, also the one being replaced",
            error: "InvalidSubnet.Conflict: The CIDR '10.0.0.0/24' conflicts with another subnet",
            ...unverified("error text as quoted in public reports; not in the provider's source"),
        },
        {
            during: "delete",
            when: "interfaces are left in the subnet after twenty minutes",
            error: "DependencyViolation",
            ...provider("ec2/vpc_subnet", "resourceSubnetDelete"),
        },
    ],
};
