/** A file system of FSx for OpenZFS. */
import { OpenZfsFileSystem } from "@pulumi/aws/fsx/openZfsFileSystem";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import type { Made } from "./file-system-args";
import type { Access } from "./file-system-access";
import { type ArgsOf, BACKUP_DAYS, commonInputs, dataOptions } from "./file-system-options";
import { openZfsTypeOf } from "./file-system-spec";
import { placeOf } from "./fsx-place";

export function createOpenZfs(
    parent: pulumi.Resource,
    name: string,
    args: ArgsOf<"openzfs">,
    { group }: Access,
): Made {
    const { words } = args;
    const fileSystem = new OpenZfsFileSystem(
        childName(name, "openzfs"),
        {
            ...commonInputs(args),
            ...placeOf(args),
            securityGroupIds: [group.id],
            deploymentType: openZfsTypeOf(words),
            storageCapacity: words.capacityGiB,
            storageType: "SSD",
            throughputCapacity: words.throughputMBs,
            rootVolumeConfiguration: {
                dataCompressionType: words.compression ?? "LZ4",
                // The security group says who comes that far.
                nfsExports: { clientConfigurations: [{ clients: "*", options: ["rw", "crossmnt"] }] },
            },
            automaticBackupRetentionDays: words.backupDays ?? BACKUP_DAYS,
            copyTagsToBackups: true,
            copyTagsToVolumes: true,
            skipFinalBackup: !(words.finalBackup ?? true),
        },
        dataOptions(parent, words),
    );
    return {
        id: fileSystem.id,
        dnsName: fileSystem.dnsName,
        rootVolumeId: fileSystem.rootVolumeId,
        ready: [fileSystem],
    };
}
