/** aws:ec2/vpcEndpoint:VpcEndpoint */
import {
    capitals,
    defaults,
    ec2Arn,
    ec2Id,
    forked,
    NAMELESS,
    REGION_REPLACES,
    regional,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** The policy an endpoint has unless one is given. Source: AWS PrivateLink guide, "Default endpoint policy". */
const ALLOW_ALL =
    '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}';

function isInterface(ctx: FactsContext): boolean {
    return ctx.inputs["vpcEndpointType"] === "Interface";
}

/** `vpce-…-abcdefgh.ec2.eu-west-1.vpce.amazonaws.com` */
function dnsName(ctx: FactsContext): string {
    const service = textOf(ctx.inputs["serviceName"]).split(".").slice(3).reverse().join(".");
    return `${ec2Id(ctx, "vpce")}-${ctx.hex("dns", 8)}.${service}.${ctx.region}.vpce.${ctx.dnsSuffix}`;
}

export const vpcEndpoint: ResourceFacts = {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    id: (ctx) => ec2Id(ctx, "vpce"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "vpce", "vpc-endpoint"),
        cidrBlocks: [],
        dnsEntries: isInterface(ctx)
            ? [{ dnsName: dnsName(ctx), hostedZoneId: `Z${capitals(ctx, "zone", 13)}` }]
            : [],
        networkInterfaceIds: isInterface(ctx) ? [ec2Id(ctx, "eni")] : [],
        ownerId: ctx.account,
        prefixListId: isInterface(ctx) ? "" : `pl-${ctx.hex("prefix list", 8)}`,
        requesterManaged: false,
        state: "available",
        ...defaults(ctx, {
            dnsOptions: {},
            ipAddressType: "ipv4",
            policy: ALLOW_ALL,
            privateDnsEnabled: false,
            routeTableIds: [],
            securityGroupIds: [],
            serviceRegion: ctx.region,
            subnetConfigurations: [],
            subnetIds: [],
            vpcEndpointType: "Gateway",
        }),
    }),
    outputsEvidence: typings("ec2/vpcEndpoint"),
    unknownAtPreview: {
        value: [
            "arn",
            "cidrBlocks",
            "dnsEntries",
            "networkInterfaceIds",
            "ownerId",
            "prefixListId",
            "requesterManaged",
            "state",
            "dnsOptions",
            "ipAddressType",
            "policy",
            "privateDnsEnabled",
            "routeTableIds",
            "securityGroupIds",
            "serviceRegion",
            "subnetConfigurations",
            "subnetIds",
        ],
        ...typings("ec2/vpcEndpoint"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "vpcId",
                "serviceName",
                "vpcEndpointType",
                "serviceRegion",
                "resourceConfigurationArn",
                "serviceNetworkArn",
                "dnsOptions.privateDnsPreference",
                "dnsOptions.privateDnsSpecifiedDomains",
            ],
            forked("ec2/vpc_endpoint", "resourceVPCEndpoint schema"),
        ),
        {
            paths: ["privateDnsEnabled"],
            when: { kind: "unless", path: "vpcEndpointType", equals: "Interface" },
            ...forked("ec2/vpc_endpoint", "resourceVPCEndpoint CustomizeDiff"),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "a second interface endpoint with private DNS for one service",
            error: "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain",
            ...unverified("error text from general knowledge"),
        },
        {
            during: "create",
            when: "private DNS in a VPC without DNS support or hostnames",
            error: "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true",
            ...unverified("error text from general knowledge"),
        },
    ],
};
