/** The form of `npm run plan -- time --json`. */
import { z } from "zod";

import { BASES, OPERATIONS } from "./duration-of";
import { SAMPLED } from "./durations";
import { SAVING_KINDS } from "./schedule";

const seconds = z.number().nonnegative();
const urn = z.string().describe("of the resource");
const name = z.string().describe("logical name");
const operation = z.enum(OPERATIONS);

const range = {
    shortest: seconds.describe("when every step takes as long as the fastest sample of it"),
    usual: seconds.describe("when every step takes the median of its samples"),
    longest: seconds.describe("when every step takes as long as the slowest sample of it"),
};

const sampleId = z.enum(Object.keys(SAMPLED));

const duration = z.strictObject({
    ...range,
    basis: z
        .enum(BASES)
        .describe("sampled; stand-in: something like it was; assumed: as a small piece; nothing: no time"),
    what: z.string().describe("what was timed"),
    samples: z.int().nonnegative().describe("how often; of several rows, the least"),
    from: z.array(sampleId).describe("rows of the sources"),
});

const step = z.strictObject({
    id: z.string().describe("operation and URN"),
    urn,
    name,
    type: z.string().describe("type token"),
    operation,
    duration,
    lock: z.string().optional().describe("steps with the same one are done one at a time"),
    start: seconds.describe("seconds after the first step, usually"),
    end: seconds.describe("seconds after the first step, usually"),
    isCritical: z.boolean().describe("whether the whole waits for it"),
});

const schedule = z.strictObject({
    ...range,
    steps: z.array(step).describe("every step that takes time, by its start"),
    critical: z
        .array(
            z.strictObject({
                urn,
                name,
                operation,
                seconds,
                because: z
                    .enum(["start", "dependency", "worker", "lock", "chain", "wave"])
                    .describe("why it does not start before"),
            }),
        )
        .describe("what the whole waits for, in its order"),
    savings: z
        .array(
            z.strictObject({
                kind: z.enum(SAVING_KINDS),
                names: z.array(name),
                operation: operation.optional(),
                type: z.string().optional(),
                seconds: seconds.describe("by which the whole would be shorter"),
            }),
        )
        .describe("the most telling first"),
});

const report = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    parallel: z.number().describe("steps at a time"),
    deployment: schedule.describe("from nothing"),
    update: schedule.optional().describe("from the base, where one was given"),
    destroy: schedule,
    isProtected: z.boolean().describe("whether a destroy is refused until an update takes protection off"),
    untimed: z
        .array(
            z.strictObject({
                basis: z.enum(["stand-in", "assumed"]),
                type: z.string(),
                operation,
                names: z.array(name),
                what: z.string().describe("what stands in"),
                seconds: seconds.describe("what each is taken to take, usually"),
            }),
        )
        .describe("steps that nobody was found to have timed"),
});

export const timeSchema = z.strictObject({
    schemaVersion: z.literal(1),
    base: z.string().optional().describe("what updates are reckoned from"),
    environments: z.array(report),
    sources: z
        .record(
            sampleId,
            z.strictObject({
                what: z.string(),
                ...range,
                samples: z.int().positive(),
                source: z.strictObject({ title: z.string(), url: z.string().optional(), seen: z.iso.date() }),
            }),
        )
        .describe("by row: who timed what"),
});
