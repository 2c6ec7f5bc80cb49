/** What an environment may say of its flow logs. */
import { z } from "zod";

import { list } from "../shared/schema";

const trafficType = z.enum(["REJECT", "ALL"]);

export const flowLogs = z.discriminatedUnion("kind", [
    z.strictObject({
        /** No traffic is logged. */
        kind: z.literal("off"),
    }),
    z.strictObject({
        /** Traffic is logged to CloudWatch, billed by the gigabyte. */
        kind: z.literal("on"),
        /** What was refused, or everything. */
        trafficType,
        /** Days CloudWatch keeps them: one of the periods it takes. */
        retentionDays: z.number(),
    }),
    z.strictObject({
        /** Traffic is logged to the bucket of `platform:flowLogsBucket`, whose owner says how long it is kept. */
        kind: z.literal("s3"),
        /** What was refused, or everything. */
        trafficType,
        /** Compressed text, or Parquet, which queries read faster. @default "parquet" */
        fileFormat: z.enum(["plain-text", "parquet"]).exactOptional(),
        /** A folder for each hour, not only for each day. @default false */
        hourlyPartitions: z.boolean().exactOptional(),
        /** Folders are named as Hive has it, `year=2026/month=11`. @default false */
        hivePartitions: z.boolean().exactOptional(),
        /** Fields of a record in their order, such as `srcaddr`. @default AWS's own, version 2 */
        fields: list(z.string()).exactOptional(),
    }),
]);

/** Which traffic is logged, where, and for how long. */
export type FlowLogs = z.infer<typeof flowLogs>;
