/** File systems, classes of volumes, and backups of both. */
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, listOf, numberOf, read, textOf, textsOf } from "../reading";

const FSX = /^aws:fsx\/\w+FileSystem:/;

export const FILE_SYSTEMS: readonly Control[] = [
    {
        id: "C73",
        title: "Encrypted file systems",
        severity: "medium",
        means: "file systems of EFS are encrypted, and their access points have a directory and a user of their own",
        why: "Pods that mount the root see everybody's files.",
        remedy: "Give each access point path, uid and gid",
        decidedBy: ["fileSystems.<name>.accessPoints", "fileSystems.<name>", "own"],
        rows: {
            fsbp: ["EFS.1", "EFS.3", "EFS.4"],
            nsa: ["encryption"],
            bestPractices: ["data/at-rest", "data/access-points"],
        },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.fileSystem), {
                path: "encrypted",
                holds: (value) => value === true,
                what: "is not encrypted",
            }),
            ...each(planned.ofType(TYPES.accessPoint), {
                path: "rootDirectory.path",
                holds: (value) => !["", "/"].includes(textOf(value)),
                what: "opens the root",
            }),
            ...each(planned.ofType(TYPES.accessPoint), {
                path: "posixUser.uid",
                holds: (value) => typeof value === "number" && value !== 0,
                what: "acts as root, or as whoever asks",
            }),
        ],
    },
    {
        id: "C97",
        title: "File systems in private subnets",
        severity: "medium",
        means: "file systems are reached in private subnets, through a security group of their own",
        why: "NFS knows no password: who reaches the port reads the files.",
        remedy: "Leave subnets and groups to fileSystems",
        decidedBy: ["fileSystems.<name>", "own"],
        source: "checkov CKV_AWS_42; Amazon EFS User Guide, security groups for mount targets",
        judge: (planned) => [
            ...each(planned.ofType("aws:efs/mountTarget:MountTarget"), {
                path: "securityGroups",
                holds: (value) => textsOf(value).length > 0,
                what: "stands in the VPC's default group",
            }),
            ...each(planned.matching(FSX), {
                path: "securityGroupIds",
                holds: (value) => textsOf(value).length > 0,
                what: "stands in the VPC's default group",
            }),
        ],
    },
    {
        id: "C98",
        title: "File systems of FSx under a key of one's own",
        severity: "low",
        means: "production's file systems of FSx are encrypted with a key of one's own, and copy their tags",
        why: "FSx encrypts with AWS' own key otherwise, which nobody can take away.",
        remedy: 'Set keys.volumes to kind: "own"',
        decidedBy: ["keys.volumes", "fileSystems.<name>"],
        rows: { fsbp: ["FSx.1"], nsa: ["encryption"], bestPractices: ["data/at-rest"] },
        from: "production",
        judge: (planned) => [
            ...each(planned.matching(FSX), {
                path: "kmsKeyId",
                holds: (value) => value !== undefined,
                what: "is under AWS's own key",
                tellsBy: "presence",
            }),
            ...each(planned.matching(/^aws:fsx\/openZfsFileSystem:/), {
                path: "copyTagsToBackups",
                holds: (value, one) => value === true && input(one, "copyTagsToVolumes") === true,
                what: "leaves its backups or volumes untagged",
            }),
        ],
    },
    {
        id: "C99",
        title: "Encrypted volumes of pods",
        severity: "medium",
        means: "classes of EBS volumes make encrypted ones",
        why: "A snapshot that is shared by mistake shows what pods wrote.",
        remedy: "Take encrypted: false out of the class",
        decidedBy: ["storageClasses.<name>", "addons", "keys.volumes"],
        rows: { fsbp: ["EC2.3"], nsa: ["encryption"], bestPractices: ["data/at-rest"] },
        judge: (planned) =>
            each(
                planned
                    .ofType(TYPES.storageClass)
                    .filter((one) =>
                        /^ebs\.csi\.(eks\.amazonaws|aws)\.com$/.test(textOf(input(one, "provisioner"))),
                    ),
                {
                    path: "parameters.encrypted",
                    holds: (value) => value === "true",
                    what: "makes volumes in the clear",
                },
            ),
    },
    {
        id: "R43",
        title: "Data is backed up",
        severity: "high",
        means: "production's file systems have backups, and plans of backups keep what they make for a week or more",
        why: "What is deleted by mistake, or encrypted by somebody else, is gone.",
        remedy: "Set backups: true or backupDays: 7 of the file system, and keepDays: 7 or more of the rules of backup",
        decidedBy: ["fileSystems.<name>", "backup.rules", "backup"],
        rows: { fsbp: ["EFS.2", "EC2.28"] },
        from: "production",
        judge: (planned) => [
            ...planned.ofType(TYPES.fileSystem).map((one) => {
                const [policy] = planned.usersOf(one, "fileSystemId", "aws:efs/backupPolicy:BackupPolicy");
                const status = policy && input(policy, "backupPolicy.status");
                return whole(status === "ENABLED", "has no backups", one, status);
            }),
            ...each(planned.matching(FSX), {
                path: "automaticBackupRetentionDays",
                holds: (value, one) => numberOf(value) >= 7 || isSelected(planned, one),
                what: "has no backups, or for less than a week",
            }),
            ...each(planned.ofType("aws:backup/plan:Plan"), {
                path: "rules",
                holds: (value) =>
                    listOf(value).length > 0 &&
                    listOf(value).every((rule) => numberOf(read(rule, "lifecycle.deleteAfter")) >= 7),
                what: "keeps backups for less than a week",
            }),
        ],
    },
];

/** Whether AWS Backup makes copies of it. */
function isSelected(planned: Planned, { urn }: PlannedResource): boolean {
    return planned
        .ofType("aws:backup/selection:Selection")
        .some(({ propertyDependencies }) => propertyDependencies["resources"]?.includes(urn) === true);
}
