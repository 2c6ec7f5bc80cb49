/** What an environment may say of Amazon GuardDuty, as far as it watches the cluster. */
import { z } from "zod";

export const threatDetectionSchema = z.strictObject({
    /** Whose detector it is: an account has one a region. */
    detector: z.discriminatedUnion("kind", [
        z.strictObject({
            /** The kit makes it, and takes it away again. Refused by AWS where there is one. */
            kind: z.literal("own"),
            /** How soon findings that come again are told. @default "SIX_HOURS" */
            findings: z.enum(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]).exactOptional(),
        }),
        z.strictObject({
            /** There is one: its features are switched here, and stay as they are when the environment goes. */
            kind: z.literal("existing"),
            /** Its id, as `aws guardduty list-detectors` shows it. */
            id: z.string(),
        }),
    ]),
    /** Whether the control plane's audit log is watched, through a way of GuardDuty's own. @default true */
    auditLogs: z.boolean().exactOptional(),
    /**
     * What runs in pods, watched by an agent on each node. `managed`: GuardDuty installs and updates it. `add-on`: the
     * environment's own `addons.aws-guardduty-agent`. @default not watched
     */
    runtime: z.enum(["add-on", "managed"]).exactOptional(),
});

export type ThreatDetectionWords = z.infer<typeof threatDetectionSchema>;
