/** What an environment may say of its cost. */
import { z } from "zod";

import { list } from "../shared/schema";

export const notifySchema = z.strictObject({
    /** Addresses that get a mail. Ten at most. @default none */
    emails: list(z.string()).exactOptional(),
    /**
     * A topic of SNS, whose policy lets `budgets.amazonaws.com` and `costalerts.amazonaws.com` publish.
     * @default none
     */
    topicArn: z.string().exactOptional(),
});

export const budgetSchema = z.strictObject({
    /** What a month may cost, in US dollars. */
    monthlyUsd: z.number(),
    /** When a message goes out, in percent of it. */
    warnAt: z
        .strictObject({
            /** Once as much is spent. @default [80, 100] */
            actual: list(z.number()).exactOptional(),
            /** Once AWS expects as much by the end of the month. @default [100] */
            forecast: list(z.number()).exactOptional(),
        })
        .exactOptional(),
});

export const costsSchema = z.strictObject({
    /** Who is told. */
    notify: notifySchema,
    /** A month's cost of what carries the tag. @default no budget */
    budget: budgetSchema.exactOptional(),
    /** Cost that departs from what it was, as AWS learns it from what carries the tag. @default nobody is told */
    anomalies: z
        .strictObject({
            /** Departures that add up to less, in US dollars, are not told. */
            fromUsd: z.number(),
        })
        .exactOptional(),
    /** Key of the tag by which the environment's cost is told apart. @default that of the cluster's name, `cluster` */
    tag: z.string().exactOptional(),
    /**
     * Whether the key is made a cost allocation tag, without which no bill knows it. The account that pays may, and only a day
     * after something carries the tag; it stays active when the environment goes, for others use the key as well.
     * @default false
     */
    activateTag: z.boolean().exactOptional(),
});

/** What of the bill is one lot's, whichever it is. */
export const taggedBudgetSchema = z.strictObject({
    /** Who is told. */
    notify: notifySchema,
    /** A month's cost of what carries the tag. */
    budget: budgetSchema,
    /** What everything of it carries, in all environments of the account. */
    tag: z.strictObject({
        /** Key of the tag. */
        key: z.string(),
        /** Its value. */
        value: z.string(),
    }),
});

export type CostsWords = z.infer<typeof costsSchema>;
