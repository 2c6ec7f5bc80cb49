/** What an environment may say of room that is held free. */
import { z } from "zod";

import { list } from "../shared/schema";

const headroomSchema = z.strictObject({
    /** Pods of the size below that find room at once: so many stand in for them. */
    pods: z.number(),
    /** What each of them asks of its node, in Kubernetes' quantities. */
    requests: z.strictObject({
        /** Cores, `1`, or thousandths, `500m`. */
        cpu: z.string(),
        /** Bytes with their unit: `1Gi`. */
        memory: z.string(),
    }),
    /** Labels of the nodes where the room is, such as `karpenter.sh/nodepool`. @default any node */
    nodeSelector: z.record(z.string(), z.string()).exactOptional(),
    /** Keys of taints of those nodes. @default none */
    tolerates: list(z.string()).exactOptional(),
    /** Whether the room is spread over the zones. @default true */
    zoneSpread: z.boolean().exactOptional(),
});

export type HeadroomWords = z.infer<typeof headroomSchema>;

export const headroomByName = z.record(z.string(), headroomSchema);
