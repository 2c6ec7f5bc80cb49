/** Backups of the environment's cluster. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { Backup } from "./backup";
import { backupSchema } from "./backup-schema";
import { type BackupSpec, checkBackup, noticesOfBackup } from "./backup-spec";

const words = {
    /**
     * Backups of the cluster's objects and its volumes, by AWS Backup.
     * @default none
     * @example
     * backup: { rules: { nightly: { schedule: "cron(0 3 * * ? *)", keepDays: 35 } }, optIn: true },
     */
    backup: backupSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const backup = part({
    words,
    // The first to go: a vault that still has backups stops `pulumi destroy` before anything is lost.
    phase: "releases",
    plan: ({ settings: { clusterName, region }, shape }: Environment<Reads>): Named<BackupSpec>[] =>
        shape.backup === undefined
            ? []
            : [{ name: "backup", shapePath: "backup", spec: { ...shape.backup, clusterName, region } }],
    origins: { clusterName: "clusterName", region: "region" },
    check: checkBackup,
    notices: (components) => components.flatMap(({ spec }) => noticesOfBackup(spec)),
    build: ({ name, spec }, { ground: { cluster, keys }, options }) => {
        const keyArn = keys.volumesKeyArn;
        return new Backup(name, { ...spec, cluster, ...defined({ keyArn }) }, options);
    },
});
