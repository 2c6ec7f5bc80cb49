/** What an environment may say of its StorageClasses: one member for each driver, since each reads other parameters. */
import { z } from "zod";

import { SLOTS } from "../network/ref";
import { list } from "../shared/schema";

/** What every class has, whoever makes its volumes. */
const common = {
    /** What becomes of a volume when its claim goes. A change replaces the class; volumes keep what they have. @default "Delete" */
    reclaimPolicy: z.enum(["Delete", "Retain"]).exactOptional(),
    /** Whether claims that name no class get this one, in place of the kit's `gp3`. One class of an environment. @default false */
    default: z.boolean().exactOptional(),
    /** Options of mount(8), one each. @default none */
    mountOptions: list(z.string()).exactOptional(),
};

const binding = {
    /** Whether a volume is made once a pod wants it, so that both are in one zone. A change replaces the class. @default "WaitForFirstConsumer" */
    volumeBindingMode: z.enum(["Immediate", "WaitForFirstConsumer"]).exactOptional(),
};

/** Volumes of EBS, whichever of its two drivers makes them. */
const blocks = {
    ...common,
    ...binding,
    /** Kind of volume. @default "gp3" */
    type: z.enum(["gp3", "gp2", "io2", "io1", "st1", "sc1", "standard"]).exactOptional(),
    /** Input and output operations a second of each volume: of gp3, io1 and io2. @default that of the type */
    iops: z.number().exactOptional(),
    /** The same by size: operations a second for each GiB. Not beside `iops`. @default none */
    iopsPerGiB: z.number().exactOptional(),
    /** MiB a second of each volume: of gp3. @default 125 */
    throughputMiBs: z.number().exactOptional(),
    /** Whether volumes are encrypted, with the environment's own key for volumes where it has one. @default true */
    encrypted: z.boolean().exactOptional(),
    /** What volumes are formatted with. @default "ext4" */
    fileSystem: z.enum(["ext4", "ext3", "xfs"]).exactOptional(),
    /** Whether a claim may ask for more later. It may change. @default true */
    expansion: z.boolean().exactOptional(),
    /** Zone slots volumes may be made in. @default every zone in which a pod may run */
    slots: list(z.enum(SLOTS)).exactOptional(),
};

const ebs = z.strictObject({
    /** Volumes of EBS by the add-on `aws-ebs-csi-driver`. */
    driver: z.literal("ebs"),
    ...blocks,
    /** MiB a second at which a volume made of a snapshot is filled: 100 to 300. @default as EBS does by itself, when blocks are read */
    initializationRateMiBs: z.number().exactOptional(),
});

const autoMode = z.strictObject({
    /** Volumes of EBS by the driver that Auto Mode brings: for its nodes alone. */
    driver: z.literal("auto-mode"),
    ...blocks,
});

const range = z.strictObject({
    /** The first. */
    from: z.number(),
    /** The last. */
    to: z.number(),
});

const efs = z.strictObject({
    /** A directory of an EFS file system for each claim, by the add-on `aws-efs-csi-driver`: for many pods in all zones at once. */
    driver: z.literal("efs"),
    ...common,
    /** Name of one of `fileSystems`, or the id of another: `fs-…`. */
    fileSystem: z.string(),
    /** Rights of each directory, in octal. @default "700" */
    directoryPermissions: z.string().exactOptional(),
    /** User that owns each directory, and as whom every pod writes. @default the group's number */
    uid: z.number().exactOptional(),
    /** Group of each directory, the same for all. @default one of `gids` for each claim */
    gid: z.number().exactOptional(),
    /** Groups that claims get one of each. @default 50000 to 7000000 */
    gids: range.exactOptional(),
    /** Directory under which all others are made. @default the root */
    basePath: z.string().exactOptional(),
    /** Path of each directory, such as `${.PVC.namespace}/${.PVC.name}`. @default "/${.PV.name}" */
    subPathPattern: z.string().exactOptional(),
    /** Whether a path gets an end of its own: without, two claims may be given one directory. @default true */
    uniqueDirectory: z.boolean().exactOptional(),
    /** Whether pods are kept in the zone of a file system that lies in one zone. @default false */
    zoneAffinity: z.boolean().exactOptional(),
});

const lustre = z.strictObject({
    /** A whole file system of FSx for Lustre for each claim, by the add-on `aws-fsx-csi-driver`. */
    driver: z.literal("lustre"),
    ...common,
    /** Zone slot the file systems lie in, the one of the pods that read them: other zones pay for the way. */
    slot: z.enum(SLOTS),
    /** `SCRATCH_2` keeps one copy and loses data with a server. @default "SCRATCH_2" */
    deploymentType: z.enum(["SCRATCH_1", "SCRATCH_2", "PERSISTENT_1", "PERSISTENT_2"]).exactOptional(),
    /** MB a second for each TiB: of the persistent ones. @default none for scratch, which has its own */
    throughputPerTiB: z.number().exactOptional(),
    /** Release of Lustre, which the kernels of the nodes must know. @default "2.15" */
    version: z.enum(["2.12", "2.15"]).exactOptional(),
    /** Whether what is written is compressed. @default "NONE" */
    compression: z.enum(["LZ4", "NONE"]).exactOptional(),
    /** Whether a claim may ask for more later. It may change. @default true */
    expansion: z.boolean().exactOptional(),
});

const openzfs = z.strictObject({
    /** A volume of an FSx for OpenZFS file system for each claim, by the chart `aws-fsx-openzfs-csi-driver`. */
    driver: z.literal("openzfs"),
    ...common,
    /** Name of one of `fileSystems`, or the id of another's volume under which new ones are made: `fsvol-…`. */
    fileSystem: z.string(),
    /** Whether what is written is compressed. @default that of the volume above */
    compression: z.enum(["LZ4", "NONE", "ZSTD"]).exactOptional(),
    /** Clients of NFS: an address, a range, or `*` for everything the security group lets in. @default "*" */
    clients: z.string().exactOptional(),
});

const ontap = z.strictObject({
    /** Volumes of FSx for NetApp ONTAP, by the chart `trident-operator` and a backend of yours. */
    driver: z.literal("ontap"),
    ...common,
    ...binding,
    /** Kind of Trident backend: files for many pods, or a disk of one. */
    backend: z.enum(["ontap-nas", "ontap-nas-economy", "ontap-san", "ontap-san-economy"]),
    /** What a disk is formatted with: of the two `ontap-san`. @default "ext4" */
    fileSystem: z.enum(["ext4", "ext3", "xfs"]).exactOptional(),
    /** Whether space is taken when it is written or at once. @default that of the backend */
    provisioning: z.enum(["thin", "thick"]).exactOptional(),
    /** Whether the backend must take snapshots. @default either */
    snapshots: z.boolean().exactOptional(),
    /** Whether a claim may ask for more later. It may change. @default true */
    expansion: z.boolean().exactOptional(),
});

const instanceStore = z.strictObject({
    /** Disks of the node itself, by the add-on `aws-ec2-local-instance-store-csi-driver`: gone with the node. */
    driver: z.literal("instance-store"),
    ...common,
    /** Whether one volume may not take the whole speed of a disk. @default true */
    throttling: z.boolean().exactOptional(),
});

const s3 = z.strictObject({
    /** Refused: Mountpoint for Amazon S3 makes no bucket for a claim. A PersistentVolume names one that is there. */
    driver: z.literal("s3"),
    ...common,
});

export const storageClassSchema = z.discriminatedUnion("driver", [
    ebs,
    autoMode,
    efs,
    lustre,
    openzfs,
    ontap,
    instanceStore,
    s3,
]);

/** One class, as a shape says it. */
export type StorageClassWords = z.infer<typeof storageClassSchema>;
export type ClassDriver = StorageClassWords["driver"];

/** The words of one driver. */
export type WordsOf<Driver extends ClassDriver> = Extract<StorageClassWords, { readonly driver: Driver }>;
