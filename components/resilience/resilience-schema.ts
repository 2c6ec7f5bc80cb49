/** What an environment may say of the failures it must outlive. */
import { z } from "zod";

import { list } from "../shared/schema";

/** Source: @pulumi/aws 7.48.0 typings, resiliencehub V2PolicyMultiRegion. */
export const APPROACHES = [
    "ACTIVE_ACTIVE",
    "HOT_STANDBY",
    "WARM_STANDBY",
    "PILOT_LIGHT",
    "BACKUP_AND_RESTORE",
] as const;

const loss = {
    /** Minutes until it answers again. @default not assessed */
    recoverMinutes: z.number().exactOptional(),
    /** Minutes of data that may be lost. @default not assessed */
    loseMinutes: z.number().exactOptional(),
};

const hubSchema = z.strictObject({
    /** Share of the time it has to answer, in percent. @default not assessed */
    availabilityPercent: z.number().exactOptional(),
    /** What may come of the loss of a zone. @default not assessed */
    zoneLoss: z
        .strictObject({
            /** How the other zones take over. @default "ACTIVE_ACTIVE" */
            approach: z.enum(APPROACHES).exactOptional(),
            ...loss,
        })
        .exactOptional(),
    /** What may come of the loss of the region. @default not assessed */
    regionLoss: z
        .strictObject({
            /** How another region takes over. */
            approach: z.enum(APPROACHES),
            ...loss,
        })
        .exactOptional(),
    /** Minutes between two backups at most. @default not assessed */
    backupMinutes: z.number().exactOptional(),
    /** Namespaces whose workloads are assessed as well. Ten at most. @default none */
    namespaces: list(z.string()).exactOptional(),
});

const autoshiftSchema = z.strictObject({
    /** ARNs of alarms that say whether the platform is well: when one rings, a practice run ends, and has failed. */
    outcomeAlarms: list(z.string()),
    /** ARNs of alarms while which AWS does not practise. @default none */
    blockingAlarms: list(z.string()).exactOptional(),
    /** When AWS may practise, a zone for half an hour each week, in UTC: `Mon:09:00-Mon:17:00`. @default at any time */
    practice: z
        .discriminatedUnion("kind", [
            z.strictObject({
                /** In these windows alone. */
                kind: z.literal("allowed"),
                /** `Mon:09:00-Mon:17:00`. */
                windows: list(z.string()),
            }),
            z.strictObject({
                /** Outside these windows. */
                kind: z.literal("blocked"),
                /** `Fri:15:00-Mon:06:00`. */
                windows: list(z.string()),
            }),
        ])
        .exactOptional(),
    /** Days without practice: `2026-12-24`. @default none */
    blockedDates: list(z.string()).exactOptional(),
});

export const resilienceSchema = z.strictObject({
    /**
     * A service of AWS Resilience Hub, with everything that carries the cluster's tag in it, and a policy it is assessed by. Each
     * assessment costs money, and runs when somebody asks for it.
     * @default none
     */
    hub: hubSchema.exactOptional(),
    /**
     * Lets AWS take a zone out of service for the cluster by itself, and practise it. With `controlPlane.zonalShift`.
     * @default a shift is yours to start
     */
    autoshift: autoshiftSchema.exactOptional(),
});

export type ResilienceWords = z.infer<typeof resilienceSchema>;
