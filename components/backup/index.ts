/** Public: backups of a cluster by AWS Backup. Everything else in this folder may change without notice. */
export { Backup, type BackupArgs } from "./backup";
export { type BackupSpec, checkBackup } from "./backup-spec";
