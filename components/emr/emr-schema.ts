/** What an environment may say of EMR on EKS. */
import { z } from "zod";

import { grantSchema } from "../shared/grants-schema";
import { list } from "../shared/schema";

const virtualCluster = z.strictObject({
    /** One of `namespaces`, where its jobs are pods: one virtual cluster each. A change replaces the virtual cluster. */
    namespace: z.string(),
    /** Roles of jobs, by name. A job says whose it is, and its pods may do what is granted and nothing else. */
    jobRoles: z.record(
        z.string(),
        z.strictObject({
            /** What its jobs may do in AWS. */
            grants: list(grantSchema),
        }),
    ),
    /** A log group for its jobs, which their roles may write to. @default none */
    logs: z
        .strictObject({
            /** Days its lines are kept. */
            retentionDays: z.number(),
        })
        .exactOptional(),
});

export const emrSchema = z.record(z.string(), virtualCluster);

export type VirtualClusterWords = z.infer<typeof virtualCluster>;
