/** aws:ec2/vpc:Vpc */
import { shortHash } from "../../../../components/shared/names";
import {
    defaults,
    ec2Arn,
    ec2Id,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, Properties, ResourceFacts } from "../../facts";

/** A /56 of Amazon's. Without IPv6 AWS answers with empty texts. Source: Amazon VPC User Guide, vpc-cidr-blocks. */
function ipv6Of(ctx: FactsContext): Properties {
    if (ctx.inputs["assignGeneratedIpv6CidrBlock"] !== true) {
        return { ipv6AssociationId: "", ipv6CidrBlock: "", ipv6CidrBlockNetworkBorderGroup: "" };
    }
    // By its name, not its URN: subnets get parts of it, and no project that is renamed moves them. No group is zero: such
    // an address is written in another way.
    const groups = shortHash(`${ctx.account} ${ctx.region} ${ctx.physicalName}`);
    return {
        ipv6AssociationId: ec2Id(ctx, "vpc-cidr-assoc"),
        ipv6CidrBlock: `2600:1f18:1${groups.slice(0, 3)}:1${groups.slice(3, 4)}00::/56`,
        ipv6CidrBlockNetworkBorderGroup: ctx.region,
    };
}

export const vpc: ResourceFacts = {
    type: "aws:ec2/vpc:Vpc",
    id: (ctx) => ec2Id(ctx, "vpc"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "vpc", "vpc"),
        defaultNetworkAclId: ec2Id(ctx, "acl"),
        defaultRouteTableId: ec2Id(ctx, "rtb"),
        defaultSecurityGroupId: ec2Id(ctx, "sg"),
        dhcpOptionsId: ec2Id(ctx, "dopt"),
        ...ipv6Of(ctx),
        mainRouteTableId: ec2Id(ctx, "rtb"),
        ownerId: ctx.account,
        ...defaults(ctx, {
            enableDnsHostnames: false,
            enableDnsSupport: true,
            enableNetworkAddressUsageMetrics: false,
            instanceTenancy: "default",
        }),
    }),
    outputsEvidence: typings("ec2/vpc"),
    unknownAtPreview: {
        value: [
            "arn",
            "defaultNetworkAclId",
            "defaultRouteTableId",
            "defaultSecurityGroupId",
            "dhcpOptionsId",
            "ipv6AssociationId",
            "mainRouteTableId",
            "ownerId",
            "enableDnsHostnames",
            "enableNetworkAddressUsageMetrics",
            "ipv6CidrBlock",
            "ipv6CidrBlockNetworkBorderGroup",
        ],
        ...typings("ec2/vpc"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
            provider("ec2/vpc_", "resourceVPC schema"),
        ),
        {
            paths: ["instanceTenancy"],
            when: { kind: "except", from: "dedicated", to: "default" },
            ...provider("ec2/vpc_", "resourceVPCCustomizeDiff"),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "check",
            when: "cidrBlock is larger than /16 or smaller than /28",
            error: 'expected "cidr_block" to contain a network Value with between 16 and 28 significant bits',
            ...unverified("limits from the schema; the wording of the message was not read"),
        },
        {
            during: "delete",
            when: "something is left in the VPC after five minutes",
            error: "DependencyViolation",
            ...provider("ec2/vpc_", "resourceVPCDelete"),
        },
    ],
};
