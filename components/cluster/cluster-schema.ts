/** What an environment may say of its control plane. */
import { z } from "zod";

import { list, notYours } from "../shared/schema";
import { tuningWords } from "./tuning-schema";

/** What a control plane can log. Source: EKS API Reference, LogSetup, types. */
export const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;
export type LogType = (typeof LOG_TYPES)[number];

export const clusterSchema = z.strictObject({
    /** Logs are billed by the gigabyte, audit logs most. */
    logs: z.strictObject({
        /** Which of the control plane's logs go to CloudWatch. */
        types: list(z.enum(LOG_TYPES)),
        /** Days CloudWatch keeps them: one of the periods it takes. */
        retentionDays: z.number(),
        /**
         * Pulumi's own option: destroyed, the stack forgets the log group, and its lines stay until they expire.
         * @default false
         */
        retainOnDelete: z.boolean().exactOptional(),
    }),
    /** Once standard support has ended, `EXTENDED` costs six times as much an hour and `STANDARD` upgrades. */
    supportType: z.enum(["STANDARD", "EXTENDED"]),
    /** Lets Application Recovery Controller move traffic out of an impaired zone. */
    zonalShift: z.boolean(),
    /**
     * Security groups of the control plane's own network interfaces beside the one EKS makes, by id: whom they admit reaches the
     * API server inside the VPC. At most 5. In place.
     * @default none
     */
    securityGroupIds: list(z.string()).exactOptional(),
    outpostConfig: notYours(
        "a local cluster keeps whoever creates it as its admin, which nobody lists: leave the control plane in the region " +
            'and put nodes on the Outpost, selfManagedNodes with subnets: "outpost" (docs/day-2/outposts.md)',
    ),
    ...tuningWords,
    /**
     * Says that Auto Mode is off. A cluster that had it keeps it until this is said: another kind of compute says nothing. Ends its
     * nodes and deletes its load balancers.
     * @default nothing is said
     */
    autoModeOff: z.literal(true).exactOptional(),
});

export type ClusterWords = z.infer<typeof clusterSchema>;
