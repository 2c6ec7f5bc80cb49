/** aws:fsx/openZfsFileSystem:OpenZfsFileSystem */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";
import { firstSubnet, FSX_UNKNOWN, fsxId, fsxOutputs } from "./file-system";

const SCHEMA = "fsx/openzfs_file_system";

export const openZfsFileSystem: ResourceFacts = {
    type: "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
    id: fsxId,
    outputs: (ctx) => ({
        ...fsxOutputs(ctx, firstSubnet(ctx)),
        endpointIpAddress: "10.0.0.11",
        rootVolumeId: `fsvol-0${ctx.hex("root volume", 16)}`,
        ...defaults(ctx, {
            automaticBackupRetentionDays: 0,
            copyTagsToBackups: false,
            copyTagsToVolumes: false,
            diskIopsConfiguration: { iops: 0, mode: "AUTOMATIC" },
            endpointIpAddressRange: "",
            networkType: "IPV4",
            rootVolumeConfiguration: {},
            routeTableIds: [],
            skipFinalBackup: false,
            deploymentType: "SINGLE_AZ_1",
            storageType: "SSD",
            subnetIds: [],
            throughputCapacity: 64,
        }),
    }),
    outputsEvidence: typings("fsx/openZfsFileSystem"),
    unknownAtPreview: {
        value: [
            ...FSX_UNKNOWN,
            "endpointIpAddress",
            "rootVolumeId",
            "diskIopsConfiguration",
            "endpointIpAddressRange",
            "networkType",
            "rootVolumeConfiguration",
            "routeTableIds",
        ],
        ...typings("fsx/openZfsFileSystem"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "backupId",
                "deploymentType",
                "kmsKeyId",
                "rootVolumeConfiguration.copyTagsToSnapshots",
                "securityGroupIds",
                "storageType",
                "subnetIds",
            ],
            provider(SCHEMA, "ResourceOpenzfsFileSystem schema"),
        ),
        replaces(
            ["endpointIpAddressRange", "preferredSubnetId"],
            unverified("the schema read was of before file systems in two zones"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "delete",
            when: "it has volumes besides its root, or snapshots, and deleteOptions does not say otherwise",
            error: "BadRequest",
            ...unverified(
                "rule in the FSx API Reference, DeleteFileSystemOpenZFSConfiguration; the text was not seen",
            ),
        },
    ],
};
