/** aws:efs/fileSystem:FileSystem */
import {
    autoNamed,
    defaults,
    provider,
    regional,
    regionalArn,
    REGION_REPLACES,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `fs-0${ctx.hex("id", 16)}`;

export const efsFileSystem: ResourceFacts = {
    type: "aws:efs/fileSystem:FileSystem",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "elasticfilesystem", `file-system/${idOf(ctx)}`),
        availabilityZoneId: "",
        dnsName: `${idOf(ctx)}.efs.${ctx.region}.${ctx.dnsSuffix}`,
        name: "",
        numberOfMountTargets: 0,
        ownerId: ctx.account,
        sizeInBytes: [{ value: 6144, valueInIa: 0, valueInStandard: 6144 }],
        ...defaults(ctx, {
            availabilityZoneName: "",
            creationToken: ctx.physicalName,
            encrypted: false,
            kmsKeyId: regionalArn(ctx, "kms", "key/00000000-0000-4000-8000-000000000000"),
            performanceMode: "generalPurpose",
            protection: { replicationOverwrite: "ENABLED" },
            throughputMode: "bursting",
        }),
    }),
    outputsEvidence: typings("efs/fileSystem"),
    unknownAtPreview: {
        value: [
            "arn",
            "availabilityZoneId",
            "dnsName",
            "name",
            "numberOfMountTargets",
            "ownerId",
            "sizeInBytes",
            "availabilityZoneName",
            "kmsKeyId",
            "performanceMode",
            "protection",
        ],
        ...typings("efs/fileSystem"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["availabilityZoneName", "creationToken", "encrypted", "kmsKeyId", "performanceMode"],
            provider("efs/file_system", "resourceFileSystem schema"),
        ),
    ],
    physicalName: autoNamed("creationToken"),
    refusals: [
        {
            during: "create",
            when: "a key is given and encryption is off",
            error: "encrypted must be set to true when kms_key_id is specified",
            ...provider("efs/file_system", "resourceFileSystemCreate"),
        },
        {
            during: "delete",
            when: "a mount target is still there",
            error: "FileSystemInUse",
            ...unverified("rule in the EFS API Reference, DeleteFileSystem; the text was not seen"),
        },
    ],
};
