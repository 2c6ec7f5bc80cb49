/** IAM actions of file systems and their backups: EFS, FSx, AWS Backup. */
import { AUTHORIZATION_REFERENCE, provider, type TypePermissions } from "./table";

const EFS_TAGS = ["elasticfilesystem:TagResource", "elasticfilesystem:UntagResource"];
const FSX_TAGS = ["fsx:TagResource", "fsx:UntagResource"];
const FSX_READ = ["fsx:DescribeFileSystems", "fsx:ListTagsForResource"];

/** Making a file system with a key of one's own grants the key to the service. */
const GRANT = ["kms:CreateGrant", "kms:DescribeKey"];

/** Subnets are looked at, and interfaces are made in them with the caller's rights. */
const MOUNT = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:ModifyNetworkInterfaceAttribute",
];

const BACKUP_TAGS = ["backup:TagResource", "backup:UntagResource"];
const BACKUP_TAGS_READ = "backup:ListTags";

/** Types of AWS Backup, EFS and FSx. */
export const STORAGE: readonly TypePermissions[] = [
    {
        type: "aws:backup/plan:Plan",
        create: ["backup:CreateBackupPlan", "backup:TagResource"],
        read: ["backup:GetBackupPlan", BACKUP_TAGS_READ],
        update: ["backup:UpdateBackupPlan", ...BACKUP_TAGS],
        delete: ["backup:DeleteBackupPlan"],
        source: provider("backup/plan"),
    },
    {
        type: "aws:backup/regionSettings:RegionSettings",
        create: ["backup:UpdateRegionSettings"],
        read: ["backup:DescribeRegionSettings"],
        update: ["backup:UpdateRegionSettings"],
        // Deleting it changes nothing in AWS; the engine reads it once more.
        delete: ["backup:DescribeRegionSettings"],
        source: provider("backup/region_settings"),
    },
    {
        type: "aws:backup/selection:Selection",
        create: ["backup:CreateBackupSelection"],
        read: ["backup:GetBackupSelection"],
        update: [],
        delete: ["backup:DeleteBackupSelection"],
        passesRoleTo: ["backup"],
        source: provider("backup/selection", `${AUTHORIZATION_REFERENCE} of backup:CreateBackupSelection`),
    },
    {
        type: "aws:backup/vault:Vault",
        create: [
            "backup-storage:MountCapsule",
            "backup:CreateBackupVault",
            "backup:TagResource",
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
            "kms:RetireGrant",
        ],
        read: ["backup:DescribeBackupVault", BACKUP_TAGS_READ],
        update: BACKUP_TAGS,
        // With `deleteBackups`, its recovery points first.
        delete: [
            "backup:DeleteBackupVault",
            "backup:DeleteRecoveryPoint",
            "backup:DescribeRecoveryPoint",
            "backup:ListRecoveryPointsByBackupVault",
        ],
        source: provider("backup/vault", `${AUTHORIZATION_REFERENCE} of backup:CreateBackupVault`),
    },
    {
        type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        create: ["backup:PutBackupVaultLockConfiguration"],
        read: ["backup:DescribeBackupVault"],
        update: [],
        delete: ["backup:DeleteBackupVaultLockConfiguration"],
        source: provider("backup/vault_lock_configuration"),
    },
    {
        type: "aws:efs/accessPoint:AccessPoint",
        create: ["elasticfilesystem:CreateAccessPoint", "elasticfilesystem:TagResource"],
        read: ["elasticfilesystem:DescribeAccessPoints"],
        update: EFS_TAGS,
        delete: ["elasticfilesystem:DeleteAccessPoint"],
        source: provider("efs/access_point"),
    },
    {
        type: "aws:efs/backupPolicy:BackupPolicy",
        create: ["elasticfilesystem:PutBackupPolicy"],
        read: ["elasticfilesystem:DescribeBackupPolicy"],
        update: ["elasticfilesystem:PutBackupPolicy"],
        delete: ["elasticfilesystem:PutBackupPolicy"],
        linkedRolesOf: ["backup"],
        source: provider(
            "efs/backup_policy",
            `${AUTHORIZATION_REFERENCE} of elasticfilesystem:PutBackupPolicy`,
        ),
    },
    {
        type: "aws:efs/fileSystem:FileSystem",
        create: [
            "elasticfilesystem:CreateFileSystem",
            "elasticfilesystem:PutLifecycleConfiguration",
            "elasticfilesystem:TagResource",
            ...GRANT,
        ],
        read: [
            "elasticfilesystem:DescribeFileSystems",
            "elasticfilesystem:DescribeLifecycleConfiguration",
            "elasticfilesystem:ListTagsForResource",
        ],
        update: [
            "elasticfilesystem:PutLifecycleConfiguration",
            "elasticfilesystem:UpdateFileSystem",
            ...EFS_TAGS,
        ],
        delete: ["elasticfilesystem:DeleteFileSystem"],
        linkedRolesOf: ["elasticfilesystem"],
        source: provider(
            "efs/file_system",
            `${AUTHORIZATION_REFERENCE} of elasticfilesystem:CreateFileSystem`,
        ),
    },
    {
        type: "aws:efs/mountTarget:MountTarget",
        create: ["elasticfilesystem:CreateMountTarget", ...MOUNT],
        read: [
            "elasticfilesystem:DescribeMountTargetSecurityGroups",
            "elasticfilesystem:DescribeMountTargets",
        ],
        update: ["elasticfilesystem:ModifyMountTargetSecurityGroups"],
        delete: ["ec2:DeleteNetworkInterface", "elasticfilesystem:DeleteMountTarget"],
        source: provider(
            "efs/mount_target",
            `${AUTHORIZATION_REFERENCE} of elasticfilesystem:CreateMountTarget`,
        ),
    },
    {
        type: "aws:fsx/lustreFileSystem:LustreFileSystem",
        create: ["fsx:CreateFileSystem", "fsx:TagResource", ...GRANT],
        read: FSX_READ,
        update: ["fsx:UpdateFileSystem", ...FSX_TAGS],
        // A last backup is made with the caller's rights.
        delete: ["fsx:CreateBackup", "fsx:DeleteFileSystem", "fsx:TagResource"],
        linkedRolesOf: ["fsx"],
        source: provider("fsx/lustre_file_system", `${AUTHORIZATION_REFERENCE} of fsx:DeleteFileSystem`),
    },
    {
        type: "aws:fsx/ontapFileSystem:OntapFileSystem",
        create: ["fsx:CreateFileSystem", "fsx:TagResource", ...GRANT],
        read: FSX_READ,
        update: ["fsx:UpdateFileSystem", ...FSX_TAGS],
        delete: ["fsx:DeleteFileSystem"],
        linkedRolesOf: ["fsx"],
        source: provider("fsx/ontap_file_system", `${AUTHORIZATION_REFERENCE} of fsx:CreateFileSystem`),
    },
    {
        type: "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
        create: ["fsx:CreateStorageVirtualMachine", "fsx:TagResource"],
        read: ["fsx:DescribeStorageVirtualMachines", "fsx:ListTagsForResource"],
        update: ["fsx:UpdateStorageVirtualMachine", ...FSX_TAGS],
        delete: ["fsx:DeleteStorageVirtualMachine"],
        source: provider("fsx/ontap_storage_virtual_machine"),
    },
    {
        type: "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
        create: ["fsx:CreateFileSystem", "fsx:TagResource", ...GRANT],
        read: ["fsx:DescribeVolumes", ...FSX_READ],
        update: ["fsx:UpdateFileSystem", "fsx:UpdateVolume", ...FSX_TAGS],
        delete: ["fsx:CreateBackup", "fsx:DeleteFileSystem", "fsx:TagResource"],
        linkedRolesOf: ["fsx"],
        source: provider("fsx/openzfs_file_system", `${AUTHORIZATION_REFERENCE} of fsx:DeleteFileSystem`),
    },
];
