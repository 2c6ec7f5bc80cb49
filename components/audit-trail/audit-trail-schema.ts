/** What an environment may say of a trail of AWS CloudTrail. */
import { z } from "zod";

import { list } from "../shared/schema";

export const auditTrailSchema = z.strictObject({
    /**
     * Buckets whose objects are watched, by name: who reads and writes them. That of Pulumi's state holds every secret of every
     * environment. Each event costs. @default none
     */
    buckets: list(z.string()).exactOptional(),
    /** Of those buckets, `all` that is done with objects, or what writes them alone. @default "all" */
    objects: z.enum(["all", "write"]).exactOptional(),
    /**
     * Calls that manage the account and region, those of EKS among them. CloudTrail shows 90 days of them without a trail; a second
     * trail of an account costs by event. @default true
     */
    management: z.boolean().exactOptional(),
    /** Days until what was written goes. @default never */
    keepDays: z.number().exactOptional(),
});

export type AuditTrailWords = z.infer<typeof auditTrailSchema>;
