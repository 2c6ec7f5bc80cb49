/** The JSON of `npm run plan -- time --json`. */
import { z } from "zod";

import { BASES, OPERATIONS } from "./duration-of";
import { SAMPLED } from "./durations";
import { SAVING_KINDS } from "./schedule";

const seconds = z.number().nonnegative();
const urn = z.string().describe("Of the resource.");
const name = z.string().describe("Logical name.");
const operation = z.enum(OPERATIONS);

const range = {
    shortest: seconds.describe("When every step takes as long as the fastest sample of it."),
    usual: seconds.describe("When every step takes the median of its samples."),
    longest: seconds.describe("When every step takes as long as the slowest sample of it."),
};

const sampleId = z.enum(Object.keys(SAMPLED));

const duration = z.strictObject({
    ...range,
    basis: z
        .enum(BASES)
        .describe("Sampled; stand-in: something like it was; assumed: as a small piece; nothing: no time."),
    what: z.string().describe("What was timed."),
    samples: z.int().nonnegative().describe("How often; of several rows, the least."),
    from: z.array(sampleId).describe("Rows of the sources."),
});

const step = z.strictObject({
    id: z.string().describe("Operation and URN."),
    urn,
    name,
    type: z.string().describe("Type token."),
    operation,
    duration,
    lock: z.string().exactOptional().describe("Steps with the same one are done one at a time."),
    start: seconds.describe("Seconds after the first step, usually."),
    end: seconds.describe("Seconds after the first step, usually."),
    isCritical: z.boolean().describe("Whether the whole waits for it."),
});

const schedule = z.strictObject({
    ...range,
    steps: z.array(step).describe("Every step that takes time, by its start."),
    critical: z
        .array(
            z.strictObject({
                urn,
                name,
                operation,
                seconds,
                because: z
                    .enum(["start", "dependency", "worker", "lock", "chain", "wave"])
                    .describe("Why it does not start before."),
            }),
        )
        .describe("What the whole waits for, in its order."),
    savings: z
        .array(
            z.strictObject({
                kind: z.enum(SAVING_KINDS),
                names: z.array(name),
                operation: operation.exactOptional(),
                type: z.string().exactOptional(),
                seconds: seconds.describe("By which the whole would be shorter."),
            }),
        )
        .describe("The most telling first."),
});

const report = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    parallel: z.number().describe("Steps at a time."),
    deployment: schedule.describe("From nothing."),
    update: schedule.exactOptional().describe("From the base, where one was given."),
    destroy: schedule,
    isProtected: z.boolean().describe("Whether a destroy is refused until an update takes protection off."),
    untimed: z
        .array(
            z.strictObject({
                basis: z.enum(["stand-in", "assumed"]),
                type: z.string(),
                operation,
                names: z.array(name),
                what: z.string().describe("What stands in."),
                seconds: seconds.describe("What each is taken to take, usually."),
            }),
        )
        .describe("Steps that nobody was found to have timed."),
});

export const TIME_JSON = z.strictObject({
    schemaVersion: z.literal(1),
    base: z.string().exactOptional().describe("What updates are reckoned from."),
    environments: z.array(report),
    sources: z
        .record(
            sampleId,
            z.strictObject({
                what: z.string(),
                ...range,
                samples: z.int().positive(),
                source: z.strictObject({
                    title: z.string(),
                    url: z.string().exactOptional(),
                    seen: z.iso.date(),
                }),
            }),
        )
        .describe("By row: who timed what."),
});
