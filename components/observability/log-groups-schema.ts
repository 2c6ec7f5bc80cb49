/** What an environment may say of the groups that logs of its workloads go to. */
import { z } from "zod";

export const logGroupsSchema = z.strictObject({
    /** Days CloudWatch keeps them: one of the periods it takes. @default as `controlPlane.logs` */
    retentionDays: z.number().exactOptional(),
    /**
     * Pulumi's own option: destroyed, the stack forgets the groups, and their lines stay until they expire.
     * @default as `controlPlane.logs`
     */
    retainOnDelete: z.boolean().exactOptional(),
});
