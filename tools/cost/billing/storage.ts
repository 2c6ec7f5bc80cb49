/** Bills of file systems, buckets and backups. */
import { objectOf, textOf } from "../../facts/build";
import { type Bill, type Billed, type Bills, byUse, type Charge, free, numberOf } from "../charge";

const BUCKETS = "Amazon S3 pricing page: what is stored and asked for is billed, not how a bucket is set up";

function efs({ inputs }: Billed): ReturnType<Bill> {
    const zonal = textOf(inputs["availabilityZoneName"]) !== "";
    const provisioned = numberOf(inputs["provisionedThroughputInMibps"]);
    return [
        { item: zonal ? "efs.one-zone" : "efs.standard" },
        ...(textOf(inputs["throughputMode"]) === "elastic"
            ? ([{ item: "efs.read" }, { item: "efs.write" }] as const)
            : []),
        ...(provisioned > 0 ? [{ item: "efs.provisioned-throughput", quantity: provisioned } as const] : []),
    ];
}

/** Of a persistent one each GB brings so many MB a second for each TiB, which is its price's name. */
function lustre({ inputs }: Billed): ReturnType<Bill> {
    const capacity = numberOf(inputs["storageCapacity"]);
    const type = textOf(inputs["deploymentType"], "SCRATCH_1");
    const speed = numberOf(inputs["perUnitStorageThroughput"]);
    if (textOf(inputs["storageType"], "SSD") !== "SSD")
        return { unknown: "no price of this storage of Lustre" };
    if (type.startsWith("SCRATCH")) return [{ item: "fsx.lustre.scratch", quantity: capacity }];
    const item = LUSTRE[speed];
    return item === undefined ? { unknown: `no price of ${speed} MB/s/TiB` } : [{ item, quantity: capacity }];
}

const LUSTRE: { readonly [speed: number]: Charge["item"] } = {
    125: "fsx.lustre.persistent-125",
    250: "fsx.lustre.persistent-250",
    500: "fsx.lustre.persistent-500",
    1000: "fsx.lustre.persistent-1000",
};

function openZfs({ inputs }: Billed): ReturnType<Bill> {
    const several = textOf(inputs["deploymentType"]).startsWith("MULTI_AZ");
    const kind = several ? "fsx.openzfs.multi-zone" : "fsx.openzfs";
    return billed([
        { item: `${kind}.storage`, quantity: numberOf(inputs["storageCapacity"]) },
        { item: `${kind}.throughput`, quantity: numberOf(inputs["throughputCapacity"]) },
        {
            item: "fsx.openzfs.iops",
            quantity: iopsBeyond(inputs["diskIopsConfiguration"], inputs["storageCapacity"]),
        },
        { item: "fsx.openzfs.backup" },
    ]);
}

function ontap({ inputs }: Billed): ReturnType<Bill> {
    const several = textOf(inputs["deploymentType"]).startsWith("MULTI_AZ");
    const kind = several ? "fsx.ontap.multi-zone" : "fsx.ontap";
    const pairs = numberOf(inputs["haPairs"], 1);
    const speed =
        numberOf(inputs["throughputCapacity"]) || numberOf(inputs["throughputCapacityPerHaPair"]) * pairs;
    return billed([
        { item: `${kind}.storage`, quantity: numberOf(inputs["storageCapacity"]) },
        { item: `${kind}.throughput`, quantity: speed },
        {
            item: "fsx.ontap.iops",
            quantity: iopsBeyond(inputs["diskIopsConfiguration"], inputs["storageCapacity"]),
        },
        { item: "fsx.ontap.backup" },
    ]);
}

/** Three for each GB come with the storage. Source: Amazon FSx pricing pages of OpenZFS and ONTAP. */
function iopsBeyond(
    configuration: Parameters<typeof objectOf>[0],
    capacity: Parameters<typeof numberOf>[0],
): number {
    const { iops, mode } = objectOf(configuration);
    return mode === "USER_PROVISIONED" ? Math.max(0, numberOf(iops) - 3 * numberOf(capacity)) : 0;
}

/** What a file system has none of is not billed. */
function billed(charges: readonly Charge[]): readonly Charge[] {
    return charges.filter(({ quantity }) => quantity !== 0);
}

export const STORAGE: Bills = {
    "aws:efs/fileSystem:FileSystem": efs,
    "aws:efs/backupPolicy:BackupPolicy": byUse("backup.efs"),
    "aws:fsx/lustreFileSystem:LustreFileSystem": lustre,
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": openZfs,
    "aws:fsx/ontapFileSystem:OntapFileSystem": ontap,
    "aws:s3/bucket:Bucket": byUse("s3.storage", "s3.writes", "s3.reads"),
    "aws:backup/vault:Vault": byUse("backup.ebs", "backup.efs", "backup.s3"),
    ...free(
        "Amazon EFS and Amazon FSx pricing pages: file systems are billed, not ways into them",
        "aws:efs/accessPoint:AccessPoint",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        "aws:efs/mountTarget:MountTarget",
        "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
    ),
    ...free(
        BUCKETS,
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "aws:s3/bucketVersioning:BucketVersioning",
    ),
    ...free(
        "AWS Backup pricing page: backups are billed, not plans and vaults",
        "aws:backup/plan:Plan",
        "aws:backup/regionSettings:RegionSettings",
        "aws:backup/selection:Selection",
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    ),
};
