/** A file system of FSx for Lustre. */
import { LustreFileSystem } from "@pulumi/aws/fsx/lustreFileSystem";
import type * as pulumi from "@pulumi/pulumi";

import { subnetsIn } from "../network/ref";
import { childName } from "../shared/names";
import type { Made } from "./file-system-args";
import type { Access } from "./file-system-access";
import { type ArgsOf, BACKUP_DAYS, commonInputs, dataOptions } from "./file-system-options";

export function createLustre(
    parent: pulumi.Resource,
    name: string,
    args: ArgsOf<"lustre">,
    access: Access,
): Made {
    const { words } = args;
    const { deploymentType = "PERSISTENT_2", throughputPerTiB, version = "2.15" } = words;
    const [subnetId = ""] = subnetsIn(args.vpc.nodeSubnetIds, [words.slot]);
    const isScratch = deploymentType.startsWith("SCRATCH");
    const { kmsKeyId, tags } = { kmsKeyId: undefined, ...commonInputs(args) };
    const fileSystem = new LustreFileSystem(
        childName(name, "lustre"),
        {
            // FSx encrypts scratch with a key of its own. Source: FSx for Lustre User Guide, encryption-at-rest.
            ...(kmsKeyId === undefined || isScratch ? {} : { kmsKeyId }),
            tags,
            subnetIds: subnetId,
            securityGroupIds: [access.group.id],
            storageCapacity: words.capacityGiB,
            storageType: "SSD",
            deploymentType,
            ...(throughputPerTiB === undefined ? {} : { perUnitStorageThroughput: throughputPerTiB }),
            fileSystemTypeVersion: version,
            dataCompressionType: words.compression ?? "LZ4",
            ...(isScratch
                ? {}
                : {
                      automaticBackupRetentionDays: words.backupDays ?? BACKUP_DAYS,
                      copyTagsToBackups: true,
                      skipFinalBackup: !(words.finalBackup ?? true),
                  }),
        },
        // Its servers check at once whether they reach each other.
        { ...dataOptions(parent, words), dependsOn: [...access.rules] },
    );
    return { id: fileSystem.id, dnsName: fileSystem.dnsName, ready: [fileSystem] };
}
