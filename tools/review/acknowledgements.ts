/**
 * The file of risks that reviewers accept, each with a reason and a last day: by component, environments and kind, or by
 * the URN of one resource and kind.
 */
import { z } from "zod";

import type { Problem } from "../../components/shared/problems";
import { isDate } from "../plan/support";
import { readReviewed, type Scope, type Wanted } from "./reviewed-file";
import { RISK_KINDS } from "./risks/risk";

/** Beside Pulumi.yaml. */
export const ACKNOWLEDGEMENTS_FILE = "review-acknowledgements.yaml";

const TEXT = z.string().regex(/\S/);

const SCHEMA = z.strictObject({
    budget: z.strictObject({ increaseUsd: z.number().nonnegative() }).exactOptional(),
    acknowledgements: z
        .array(
            z.strictObject({
                urn: z
                    .string()
                    .regex(/^urn:pulumi:[^:]+::[^:]+::.+::.+$/)
                    .exactOptional(),
                component: TEXT.exactOptional(),
                environments: z.array(TEXT).min(1).exactOptional(),
                risk: z.enum(RISK_KINDS),
                reason: z.string().regex(/\S[\s\S]{8,}\S/),
                expires: z.string().refine(isDate),
            }),
        )
        .exactOptional(),
});

type Entry = NonNullable<z.infer<typeof SCHEMA>["acknowledgements"]>[number];

/** One accepted kind of risk. */
export type Acknowledgement = Pick<Entry, "risk" | "reason" | "expires"> & Scope;

export interface Acknowledgements {
    readonly entries: readonly Acknowledgement[];
    /** USD a month that a change may add to an environment before somebody accepts it. @default any */
    readonly increaseUsd?: number;
    /** What is wrong with the file; then no entry counts. */
    readonly problems: readonly Problem[];
}

const WANTED: Wanted = {
    acknowledgements: ["not a list", "Write a list of urn, risk, reason and expires, or an empty one: []"],
    budget: ["not a budget", "Write budget: { increaseUsd: 100 }, the USD a month that a change may add"],
    increaseUsd: ["no amount of USD", "Write how many USD a month a change may add, such as 100"],
    risk: ["unknown kind of risk", `Write one of ${RISK_KINDS.join(", ")}`],
    component: ["not a component", "Copy component and environments from the review, or a urn"],
    environments: ["not a list of environments", "List those it counts in, such as [staging, production]"],
    urn: ["not a URN", "Copy it from the review: urn:pulumi:<stack>::<project>::<types>::<name>"],
    reason: ["too short to be a reason", "Say in a sentence why the risk is accepted"],
    expires: ["not a day of the calendar", "Write the last day it counts as YYYY-MM-DD"],
};

/** Reads the text of the file; no text, no acknowledgement. Every fault at once. */
export function readAcknowledgements(text: string | undefined): Acknowledgements {
    const { document, entries, problems } = readReviewed<z.infer<typeof SCHEMA>, Entry>(text, {
        list: "acknowledgements",
        accepts: "risk",
        schema: SCHEMA,
        wanted: WANTED,
        entriesOf: ({ acknowledgements }) => acknowledgements,
        words: { risk: RISK_KINDS },
    });
    return { entries, ...document?.budget, problems };
}
