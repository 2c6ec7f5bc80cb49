/** What pods of a team may do in AWS, thing by thing. */
import { z } from "zod";

export const grantSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        /** Objects of a bucket of S3. */
        kind: z.literal("bucket"),
        /** Name of the bucket. */
        bucket: z.string(),
        /** What keys begin with: `invoices/`. @default every object */
        prefix: z.string().exactOptional(),
        /** `read` gets and lists; `write` puts and deletes, and reads nothing. */
        access: z.enum(["read", "read-write", "write"]),
    }),
    z.strictObject({
        /** A queue of SQS. */
        kind: z.literal("queue"),
        /** Name of the queue in account and region, or its ARN. */
        queue: z.string(),
        /** `receive` takes messages off. */
        access: z.enum(["receive", "send"]),
    }),
    z.strictObject({
        /** A topic of SNS, to publish to. */
        kind: z.literal("topic"),
        /** Name of the topic in account and region, or its ARN. */
        topic: z.string(),
    }),
    z.strictObject({
        /** A table of DynamoDB with its indexes. */
        kind: z.literal("table"),
        /** Name of the table in account and region, or its ARN. */
        table: z.string(),
        /** `write` puts, updates and deletes items, and reads nothing. */
        access: z.enum(["read", "read-write", "write"]),
    }),
    z.strictObject({
        /** Secrets of Secrets Manager, to read. */
        kind: z.literal("secret"),
        /** Name, or ARN; `*` at the end of a name stands for any characters: `payments/*`. */
        secret: z.string(),
    }),
    z.strictObject({
        /** Parameters of Parameter Store, to read. */
        kind: z.literal("parameter"),
        /** Name; `*` at the end stands for any characters: `/payments/*`. */
        parameter: z.string(),
    }),
    z.strictObject({
        /** A key of KMS. */
        kind: z.literal("key"),
        /** Its ARN. */
        key: z.string(),
        /** `encrypt` makes data keys as well, as S3 and SQS do for who writes. */
        access: z.enum(["decrypt", "encrypt"]),
    }),
]);

export type GrantWords = z.infer<typeof grantSchema>;
