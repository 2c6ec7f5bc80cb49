/** aws:efs/mountTarget:MountTarget */
import {
    defaults,
    ec2Id,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Zone of its subnet. */
const zoneOf = (ctx: FactsContext): string =>
    textOf(ctx.find(ctx.inputs["subnetId"])?.["availabilityZone"], `${ctx.region}a`);

export const mountTarget: ResourceFacts = {
    type: "aws:efs/mountTarget:MountTarget",
    id: (ctx) => `fsmt-0${ctx.hex("id", 16)}`,
    outputs: (ctx) => {
        const fileSystem = textOf(ctx.inputs["fileSystemId"]);
        const host = `${fileSystem}.efs.${ctx.region}.${ctx.dnsSuffix}`;
        return {
            region: ctx.region,
            availabilityZoneId: "use1-az1",
            availabilityZoneName: zoneOf(ctx),
            dnsName: host,
            fileSystemArn: regionalArn(ctx, "elasticfilesystem", `file-system/${fileSystem}`),
            mountTargetDnsName: `${zoneOf(ctx)}.${host}`,
            networkInterfaceId: ec2Id(ctx, "eni"),
            ownerId: ctx.account,
            ...defaults(ctx, {
                ipAddress: "10.0.0.10",
                ipAddressType: "IPV4_ONLY",
                ipv6Address: "",
                securityGroups: [],
                fileSystemId: "",
                subnetId: "",
            }),
        };
    },
    outputsEvidence: typings("efs/mountTarget"),
    unknownAtPreview: {
        value: [
            "availabilityZoneId",
            "availabilityZoneName",
            "dnsName",
            "fileSystemArn",
            "mountTargetDnsName",
            "networkInterfaceId",
            "ownerId",
            "ipAddress",
            "ipAddressType",
            "ipv6Address",
            "securityGroups",
        ],
        ...typings("efs/mountTarget"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["fileSystemId", "ipAddress", "subnetId"],
            provider("efs/mount_target", "resourceMountTarget schema"),
        ),
        replaces(["ipAddressType", "ipv6Address"], unverified("the schema read was of before they came")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the file system has one in the zone already, also the one being replaced",
            error: "MountTargetConflict",
            ...unverified("rule in the EFS API Reference, CreateMountTarget; the text was not seen"),
        },
    ],
};
