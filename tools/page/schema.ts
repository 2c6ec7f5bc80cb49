/** The form of `plan -- page --json`: what was written. */
import { z } from "zod";

export const PAGE_JSON = z.strictObject({
    schemaVersion: z.literal(1),
    file: z.string().describe("where the page is, as a whole path"),
    bytes: z.number(),
    environments: z.array(
        z.strictObject({
            stack: z.string(),
            resources: z.number().describe("of the plan, components among them"),
            parts: z.number().describe("boxes of the drawing"),
            base: z.string().exactOptional().describe("what it is compared with, as a person calls it"),
            headline: z.string().exactOptional().describe("what the review says first"),
        }),
    ),
});
