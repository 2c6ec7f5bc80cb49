/** What an environment may say of its file systems: one member for each service. */
import { z } from "zod";

import { SLOTS } from "../network/ref";
import { list } from "../shared/schema";

const common = {
    /**
     * Keeps the file system in AWS whatever becomes of the environment: Pulumi refuses to delete it and, after
     * `pulumi state unprotect`, only forgets it. @default false
     */
    keepForever: z.boolean().exactOptional(),
};

const backups = {
    /** Days for which FSx keeps its daily backups, 0 to 90; 0 takes none. Billed by what is kept. @default 7 */
    backupDays: z.number().exactOptional(),
    /** Whether FSx takes a last backup before it deletes the file system. It stays, and is billed. @default true */
    finalBackup: z.boolean().exactOptional(),
};

const accessPoint = z.strictObject({
    /** Directory that is the root of whoever comes this way, made when it is missing. */
    path: z.string(),
    /** User that owns it, and as whom everything is written. */
    uid: z.number(),
    /** Its group. */
    gid: z.number(),
    /** Rights of the directory, in octal. @default "750" */
    permissions: z.string().exactOptional(),
});

const throughput = z.discriminatedUnion("kind", [
    z.strictObject({
        /** As much as pods ask for, billed by what they read and write. */
        kind: z.literal("elastic"),
    }),
    z.strictObject({
        /** More the more is stored, with a credit for bursts. */
        kind: z.literal("bursting"),
    }),
    z.strictObject({
        /** This much, whatever is stored. */
        kind: z.literal("provisioned"),
        /** MiB a second, 1 to 3414. Billed by the hour. */
        mibs: z.number(),
    }),
]);

const lifecycle = z.strictObject({
    /** Days without a read after which a file goes to Infrequent Access. @default never */
    infrequentAccessDays: z
        .union([
            z.literal(1),
            z.literal(7),
            z.literal(14),
            z.literal(30),
            z.literal(60),
            z.literal(90),
            z.literal(180),
            z.literal(270),
            z.literal(365),
        ])
        .exactOptional(),
    /** Days without a read after which it goes to Archive: with elastic throughput, and later than the other. @default never */
    archiveDays: z
        .union([z.literal(60), z.literal(90), z.literal(180), z.literal(270), z.literal(365)])
        .exactOptional(),
    /** Whether a file that is read comes back. @default false */
    backOnRead: z.boolean().exactOptional(),
});

const efs = z.strictObject({
    /** EFS: files for many pods in all zones at once, over NFS. */
    kind: z.literal("efs"),
    ...common,
    /** How fast it is. @default { kind: "elastic" } */
    throughput: throughput.exactOptional(),
    /** When files go where they are cheap to keep and dear to read. @default never */
    lifecycle: lifecycle.exactOptional(),
    /** Whether AWS Backup takes a copy each day and keeps it for 35. Billed by what is kept. @default true */
    backups: z.boolean().exactOptional(),
    /** The one zone slot it lies in: cheaper, and gone with the zone. A change replaces it. @default all zones of the environment */
    slot: z.enum(SLOTS).exactOptional(),
    /** Ways in by name, each with a directory and a user of its own, for PersistentVolumes that name one. @default none */
    accessPoints: z.record(z.string(), accessPoint).exactOptional(),
});

const lustre = z.strictObject({
    /** FSx for Lustre: files at the speed of many servers, in one zone. */
    kind: z.literal("lustre"),
    ...common,
    ...backups,
    /** The zone slot it lies in, that of the pods that read it. A change replaces it. */
    slot: z.enum(SLOTS),
    /** GiB: 1200, 2400, and more by 2400. It grows in place, but for `SCRATCH_1`; less replaces it. */
    capacityGiB: z.number(),
    /** `SCRATCH_2` keeps one copy and has no backups. A change replaces it. @default "PERSISTENT_2" */
    deploymentType: z.enum(["SCRATCH_1", "SCRATCH_2", "PERSISTENT_1", "PERSISTENT_2"]).exactOptional(),
    /** MB a second for each TiB, of the persistent ones: 50, 100, 200, or 125, 250, 500, 1000. */
    throughputPerTiB: z.number().exactOptional(),
    /** Release of Lustre, which the kernels of the nodes must know. A change replaces it. @default "2.15" */
    version: z.enum(["2.12", "2.15"]).exactOptional(),
    /** Whether what is written is compressed. @default "LZ4" */
    compression: z.enum(["LZ4", "NONE"]).exactOptional(),
});

const storageVirtualMachine = z.strictObject({
    /** How rights of files are kept. A change replaces it. @default "UNIX" */
    securityStyle: z.enum(["UNIX", "NTFS", "MIXED"]).exactOptional(),
    /** Secret of the settings file with the password of its administrator, whom Trident may be. @default none is set */
    adminPassword: z
        .strictObject({
            /** Its name there. */
            secret: z.string(),
        })
        .exactOptional(),
});

const ontap = z.strictObject({
    /** FSx for NetApp ONTAP: files and disks with snapshots and copies of ONTAP's own. */
    kind: z.literal("ontap"),
    ...common,
    /** Days for which FSx keeps its daily backups, 0 to 90; 0 takes none. Billed by what is kept. @default 7 */
    backupDays: backups.backupDays,
    /** Zone slots: one, or two for `MULTI_AZ_1` and `MULTI_AZ_2`, the first of which serves. A change replaces it. */
    slots: list(z.enum(SLOTS)),
    /** One zone or two. A change replaces it. @default "SINGLE_AZ_2", or "MULTI_AZ_2" with two slots */
    deploymentType: z.enum(["SINGLE_AZ_1", "SINGLE_AZ_2", "MULTI_AZ_1", "MULTI_AZ_2"]).exactOptional(),
    /** GiB on SSD: 1024 or more. */
    capacityGiB: z.number(),
    /** MB a second: 128, 256, 512, 1024, 2048 or 4096 of the first generation, 384, 768, 1536, 3072 or 6144 of the second. */
    throughputMBs: z.number(),
    /** Storage virtual machines by name: who may see what of it. */
    storageVirtualMachines: z.record(z.string(), storageVirtualMachine),
});

const openzfs = z.strictObject({
    /** FSx for OpenZFS: files over NFS with snapshots, in one zone or two. */
    kind: z.literal("openzfs"),
    ...common,
    ...backups,
    /** Zone slots: one, or two for `MULTI_AZ_1`, the first of which serves. A change replaces it. */
    slots: list(z.enum(SLOTS)),
    /** One zone or two. A change replaces it. @default "SINGLE_AZ_2", or "MULTI_AZ_1" with two slots */
    deploymentType: z
        .enum(["SINGLE_AZ_1", "SINGLE_AZ_2", "SINGLE_AZ_HA_1", "SINGLE_AZ_HA_2", "MULTI_AZ_1"])
        .exactOptional(),
    /** GiB on SSD: 64 to 524288. It grows in place, and never shrinks. */
    capacityGiB: z.number(),
    /** MB a second: 64 to 4096 of `SINGLE_AZ_1` and `SINGLE_AZ_HA_1`, 160 to 10240 of the others, each twice the one before or so. */
    throughputMBs: z.number(),
    /** Whether what is written is compressed. @default "LZ4" */
    compression: z.enum(["LZ4", "NONE", "ZSTD"]).exactOptional(),
});

const fileCache = z.strictObject({
    /** Refused: its driver's last release is of 2025-04, with sidecars of Kubernetes 1.23. */
    kind: z.literal("file-cache"),
});

export const fileSystemSchema = z.discriminatedUnion("kind", [efs, lustre, ontap, openzfs, fileCache]);

/** One file system, as a shape says it. */
export type FileSystemWords = z.infer<typeof fileSystemSchema>;
export type FileSystemKind = FileSystemWords["kind"];

/** The words of one kind. */
export type OfKind<Kind extends FileSystemKind> = Extract<FileSystemWords, { readonly kind: Kind }>;
