/** aws:fsx/lustreFileSystem:LustreFileSystem */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";
import { FSX_UNKNOWN, fsxId, fsxOutputs } from "./file-system";

const SCHEMA = "fsx/lustre_file_system";

export const lustreFileSystem: ResourceFacts = {
    type: "aws:fsx/lustreFileSystem:LustreFileSystem",
    id: fsxId,
    outputs: (ctx) => ({
        ...fsxOutputs(ctx, textOf(ctx.inputs["subnetIds"])),
        mountName: ctx.hex("mount", 8),
        ...defaults(ctx, {
            autoImportPolicy: "",
            automaticBackupRetentionDays: 0,
            copyTagsToBackups: false,
            dataCompressionType: "NONE",
            deploymentType: "SCRATCH_1",
            efaEnabled: false,
            exportPath: "",
            fileSystemTypeVersion: "2.10",
            importedFileChunkSize: 0,
            logConfiguration: { destination: "", level: "DISABLED" },
            metadataConfiguration: {},
            skipFinalBackup: true,
            storageType: "SSD",
            subnetIds: "",
        }),
    }),
    outputsEvidence: typings("fsx/lustreFileSystem"),
    unknownAtPreview: {
        value: [
            ...FSX_UNKNOWN,
            "mountName",
            "autoImportPolicy",
            "automaticBackupRetentionDays",
            "efaEnabled",
            "exportPath",
            "fileSystemTypeVersion",
            "importedFileChunkSize",
            "logConfiguration",
            "metadataConfiguration",
        ],
        ...typings("fsx/lustreFileSystem"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "backupId",
                "copyTagsToBackups",
                "deploymentType",
                "driveCacheType",
                "exportPath",
                "fileSystemTypeVersion",
                "importPath",
                "importedFileChunkSize",
                "kmsKeyId",
                "perUnitStorageThroughput",
                "securityGroupIds",
                "storageType",
                "subnetIds",
            ],
            provider(SCHEMA, "ResourceLustreFileSystem schema"),
        ),
        {
            paths: ["storageCapacity"],
            when: { kind: "before", path: "deploymentType", equals: "SCRATCH_1" },
            ...provider(
                SCHEMA,
                "resourceLustreFileSystemSchemaCustomizeDiff; less replaces of every other type as well",
            ),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "its security groups do not let its servers and clients reach each other",
            error: "InvalidNetworkSettings",
            ...unverified("rule in the FSx API Reference, CreateFileSystem; the text was not seen"),
        },
        {
            during: "check",
            when: "storageCapacity is below 1200",
            error: "expected storage_capacity to be at least (1200)",
            ...provider(SCHEMA, "ResourceLustreFileSystem schema"),
        },
    ],
};
