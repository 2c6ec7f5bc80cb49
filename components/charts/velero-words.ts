/** What an environment may say of Velero. */
import { z } from "zod";

import type { Problem } from "../shared/problems";
import { list } from "../shared/schema";

const scheduleSchema = z.strictObject({
    /** When, as cron spells it, in UTC: `0 3 * * *`. */
    cron: z.string(),
    /** How long a copy stays. @default 720, thirty days */
    keepHours: z.number().exactOptional(),
    /** Namespaces it holds. @default all */
    namespaces: list(z.string()).exactOptional(),
});

type Schedule = z.infer<typeof scheduleSchema>;

export const OPTIONS = {
    /** Bucket that holds the copies: it exists, in the environment's region, and outlives the environment. */
    bucket: z.string(),
    /** Folder of it, for a bucket that several clusters share. @default its root */
    prefix: z.string().exactOptional(),
    /** Key of KMS that the bucket's objects are encrypted with. @default the bucket's own setting */
    keyArn: z.string().exactOptional(),
    /** Copies made by the clock, by name. @default none: a person asks for each */
    schedules: z.record(z.string(), scheduleSchema).exactOptional(),
    /**
     * Whether volumes without snapshots, those of EFS for one, are copied file by file. Its pods, one a node, read every
     * volume of the node.
     * @default false
     */
    copiesFiles: z.boolean().exactOptional(),
} as const;

export type Options = z.infer<z.ZodObject<typeof OPTIONS>>;

export function checkOptions({ bucket, keyArn, prefix, schedules = {} }: Options): Problem[] {
    return [
        ...(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
            ? []
            : [{ path: "bucket", what: "not a bucket's name", got: bucket, remedy: "Write its name alone" }]),
        ...(prefix === undefined || /^[^/\s*?]+(\/[^/\s*?]+)*$/.test(prefix)
            ? []
            : [{ path: "prefix", what: "not a folder", got: prefix, remedy: "Write clusters/dev, say" }]),
        ...(keyArn === undefined || /^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(keyArn)
            ? []
            : [
                  {
                      path: "keyArn",
                      what: "not the ARN of a key",
                      got: keyArn,
                      remedy: "Write arn:aws:kms:…:key/…: an alias is no resource of a policy",
                  },
              ]),
        ...Object.entries(schedules).flatMap(([name, schedule]) => checkSchedule(name, schedule)),
    ];
}

function checkSchedule(name: string, { cron, keepHours, namespaces }: Schedule): Problem[] {
    const path = `schedules.${name}`;
    return [
        ...(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)
            ? []
            : [{ path, what: "not a name of Kubernetes", got: name, remedy: "Use a-z, 0-9 and -" }]),
        ...(cron.trim().split(/\s+/).length === 5 || /^@(every \S+|\w+ly)$/.test(cron)
            ? []
            : [
                  {
                      path: `${path}.cron`,
                      what: "not five fields of cron",
                      got: cron,
                      remedy: "Write minute, hour, day, month and day of the week: 0 3 * * *",
                  },
              ]),
        ...(keepHours === undefined || (Number.isInteger(keepHours) && keepHours >= 1)
            ? []
            : [{ path: `${path}.keepHours`, what: "not hours", got: keepHours, remedy: "Choose 1 or more" }]),
        ...(namespaces?.length === 0
            ? [{ path: `${path}.namespaces`, what: "holds nothing", remedy: "Name one, or remove the word" }]
            : []),
    ];
}
