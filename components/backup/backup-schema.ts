/** What an environment may say of its backups. */
import { z } from "zod";

import { list } from "../shared/schema";

const rule = z.strictObject({
    /** When it begins, as EventBridge writes it: `cron(0 3 * * ? *)`. */
    schedule: z.string(),
    /** Zone of the schedule, such as `Europe/Berlin`. @default "Etc/UTC" */
    timezone: z.string().exactOptional(),
    /** Days for which a backup is kept. */
    keepDays: z.number(),
    /** Days after which what can be goes to cold storage, at least 90 before it is deleted. @default never */
    coldAfterDays: z.number().exactOptional(),
    /** Minutes within which a backup must begin, 60 or more. @default 480 */
    startWithinMinutes: z.number().exactOptional(),
    /** Minutes within which it must be done, more than the others. @default 10080 */
    doneWithinMinutes: z.number().exactOptional(),
    /** ARN of a vault of another region or account that gets a copy, kept as long. @default none */
    copyTo: z.string().exactOptional(),
});

const lock = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Whoever has the right may take the lock away. */
        kind: z.literal("governance"),
        /** Days for which every backup is kept at least. @default none */
        minDays: z.number().exactOptional(),
        /** Days for which one may be kept at most. @default none */
        maxDays: z.number().exactOptional(),
    }),
    z.strictObject({
        /** Nobody may take it away once its days of grace are over, AWS neither: the vault stays until the last backup ends. */
        kind: z.literal("compliance"),
        /** Days for which it may still be taken away, 3 or more. */
        graceDays: z.number(),
        /** Days for which every backup is kept at least. @default none */
        minDays: z.number().exactOptional(),
        /** Days for which one may be kept at most. @default none */
        maxDays: z.number().exactOptional(),
    }),
]);

export const backupSchema = z.strictObject({
    /** When backups are made and how long they are kept, by name. */
    rules: z.record(z.string(), rule),
    /** ARNs of what is backed up beside the cluster and its volumes of EBS, EFS and S3, such as file systems of FSx. @default nothing */
    resources: list(z.string()).exactOptional(),
    /** Whether the role may read buckets that pods mount. They must have versions. @default false */
    buckets: z.boolean().exactOptional(),
    /** Whether the role may restore as well: AWS Backup is told so in the console or by its API. @default false */
    restores: z.boolean().exactOptional(),
    /** Keeps backups from being deleted before their time. @default none */
    lock: lock.exactOptional(),
    /** Whether the vault goes with all backups in it. Otherwise a vault that has some stops `pulumi destroy` at its first step. @default false */
    deleteBackups: z.boolean().exactOptional(),
    /** Keeps the vault and its backups whatever becomes of the environment. @default false */
    keepForever: z.boolean().exactOptional(),
    /**
     * Turns AWS Backup on for EKS, EBS and EFS in this account and region: a setting that all environments in it share, and
     * that stays when this one goes. @default false: somebody else did
     */
    optIn: z.boolean().exactOptional(),
});

export type BackupWords = z.infer<typeof backupSchema>;
