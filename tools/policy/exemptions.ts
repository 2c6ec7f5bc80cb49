/** The file of controls an environment is let off: by control and component or URN, each with reason, owner and a last day. */
import { z } from "zod";

import type { Problem } from "../../components/shared/problems";
import { isDate } from "../plan/support";
import { readReviewed, type Scope, type Wanted } from "../review/reviewed-file";

/** Beside Pulumi.yaml. */
export const EXEMPTIONS_FILE = "control-exemptions.yaml";

const TEXT = z.string().regex(/\S/);

const SCHEMA = z.strictObject({
    exemptions: z
        .array(
            z.strictObject({
                control: TEXT,
                urn: z
                    .string()
                    .regex(/^urn:pulumi:[^:]+::[^:]+::.+::.+$/)
                    .exactOptional(),
                component: TEXT.exactOptional(),
                environments: z.array(TEXT).min(1).exactOptional(),
                reason: z.string().regex(/\S[\s\S]{18,}\S/),
                owner: TEXT,
                expires: z.string().refine(isDate),
            }),
        )
        .exactOptional(),
});

type Entry = NonNullable<z.infer<typeof SCHEMA>["exemptions"]>[number];

export type Exemption = Pick<Entry, "control" | "expires" | "owner" | "reason"> & Scope;

export interface Exemptions {
    readonly entries: readonly Exemption[];
    /** What is wrong with the file; then no entry counts. */
    readonly problems: readonly Problem[];
}

const WANTED: Wanted = {
    exemptions: ["not a list", "Write a list of control, component, environments, reason, owner and expires"],
    control: ["no control", "Copy the id from npm run plan -- controls, such as C01"],
    component: ["not a component", "Copy component and environments from the report, or a urn"],
    environments: ["not a list of environments", "List those it counts in, such as [staging, production]"],
    urn: ["not a URN", "Copy it from the report: urn:pulumi:<stack>::<project>::<types>::<name>"],
    reason: ["too short to be a reason", "Say in a sentence why it is right"],
    owner: ["nobody", "Name the team or person who answers for it"],
    expires: ["not a day of the calendar", "Write the last day it counts as YYYY-MM-DD"],
};

/** What is judged by an exemption. */
export interface Breach {
    readonly control: string;
    readonly urn: string;
    readonly component: string;
    readonly stack: string;
}

export function matches(entry: Exemption, { component, control, stack, urn }: Breach): boolean {
    if (entry.control !== control) return false;
    if ("urn" in entry) return entry.urn === urn;
    return entry.component === component && entry.environments.includes(stack);
}

/** Reads the text of the file; no text, no exemption. Every fault at once. */
export function readExemptions(text: string | undefined): Exemptions {
    const { entries, problems } = readReviewed<z.infer<typeof SCHEMA>, Entry>(text, {
        list: "exemptions",
        accepts: "control",
        schema: SCHEMA,
        wanted: WANTED,
        entriesOf: ({ exemptions }) => exemptions,
    });
    return { entries, problems };
}
