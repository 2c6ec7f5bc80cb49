/** aws:efs/backupPolicy:BackupPolicy */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

/** Deleting it switches the backups off; those that are there stay. */
export const backupPolicy: ResourceFacts = {
    type: "aws:efs/backupPolicy:BackupPolicy",
    id: (ctx) => textOf(ctx.inputs["fileSystemId"]),
    outputs: (ctx) => ({
        region: ctx.region,
        ...defaults(ctx, { backupPolicy: { status: "DISABLED" }, fileSystemId: "" }),
    }),
    outputsEvidence: typings("efs/backupPolicy"),
    unknownAtPreview: { value: [], ...typings("efs/backupPolicy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["fileSystemId"], provider("efs/backup_policy", "resourceBackupPolicy schema")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
