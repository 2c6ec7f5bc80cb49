/** The form of `plan -- calendar --json`. */
import { z } from "zod";

import { isDate } from "../plan/support";
import { ENTRY_KINDS } from "./entry";

const day = z.string().refine(isDate).describe("YYYY-MM-DD, in UTC");

const entry = z.strictObject({
    id: z.string().describe("of the same thing the same, whatever its day"),
    kind: z.enum(ENTRY_KINDS),
    day: day.describe("the last day on which it holds"),
    daysLeft: z.number().describe("negative once it is over"),
    what: z.string(),
    why: z.string().describe("what happens then, and what to do before"),
    source: z.string(),
    cost: z
        .strictObject({ usdHour: z.number(), usdMonth: z.number(), source: z.string() })
        .exactOptional()
        .describe("what it costs more from the day after on; a month is 730 hours"),
});

const age = z.strictObject({
    what: z.string(),
    version: z.string(),
    since: day.exactOptional().describe("absent where nobody says a day"),
    days: z.number().exactOptional(),
    meaning: z.enum(["released", "its source"]).exactOptional().describe("what happened on that day"),
    source: z.string().exactOptional(),
    until: day.exactOptional().describe("until when it is looked after; absent where nobody says"),
});

/** One environment. */
const calendarSchema = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    today: day.describe("the day it is reckoned from"),
    entries: z.array(entry).describe("by day"),
    rhythms: z
        .array(z.strictObject({ every: z.string(), what: z.string(), why: z.string() }))
        .describe("what goes on again and again"),
    ages: z.array(age).describe("the oldest first"),
    endless: z.array(z.string()).describe("what has no last day, and perhaps should have one"),
});

/** Of every environment that was asked for. */
export const CALENDAR_JSON = z.array(calendarSchema);
