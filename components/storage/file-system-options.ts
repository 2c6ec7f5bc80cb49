/** What file systems have in common as resources. */
import type * as pulumi from "@pulumi/pulumi";

import type { FileSystemArgs } from "./file-system-args";
import type { FileSystemKind, OfKind } from "./file-systems-schema";

/**
 * Days for which daily backups of FSx stay where nobody says: long enough that what goes unnoticed over a weekend comes back,
 * and a quarter of the 30 days FSx itself bills for. Source: FSx API Reference, OntapFileSystemConfiguration,
 * AutomaticBackupRetentionDays.
 */
export const BACKUP_DAYS = 7;

/** Arguments of one kind. */
export type ArgsOf<Kind extends FileSystemKind> = Omit<FileSystemArgs, "words"> & {
    readonly words: OfKind<Kind>;
};

/** Options of the resource that holds the data. */
export function dataOptions(
    parent: pulumi.Resource,
    { keepForever = false }: { readonly keepForever?: boolean },
): pulumi.CustomResourceOptions {
    // Left out rather than false: the environment's own protection reaches it then.
    return { parent, ...(keepForever ? { protect: true, retainOnDelete: true } : {}) };
}

/** Key and tags, as every service spells them. */
export function commonInputs({ clusterName, fileSystem, keyArn }: ArgsOf<FileSystemKind>) {
    return {
        ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
        tags: { Name: `${clusterName}-${fileSystem}` },
    };
}
