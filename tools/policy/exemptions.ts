/** The file of controls an environment is let off: by control and component or URN, each with reason, owner and a last day. */
import { z } from "zod";

import { chooseFrom } from "../../components/shared/hints";
import type { Json } from "../../components/shared/json";
import type { Problem } from "../../components/shared/problems";
import { isDate } from "../plan/support";
import {
    meet,
    pathText,
    type Scope,
    scoped,
    scopeProblems,
    valueIn,
    type Wanted,
    yamlValue,
} from "../review/reviewed-file";

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

const KEYS = ["exemptions", "control", "urn", "component", "environments", "reason", "owner", "expires"];

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
    if (text === undefined) return { entries: [], problems: [] };
    const read = yamlValue(text);
    if ("problem" in read) return refused([read.problem]);
    const { value } = read;
    if (value === null) return { entries: [], problems: [] };
    const result = SCHEMA.safeParse(value);
    const faults = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, value));
    const scopes = scopeProblems(value, "exemptions", WANTED);
    if (!result.success || scopes.length > 0) return refused([...scopes, ...faults]);
    const entries = (result.data.exemptions ?? []).map(scoped);
    const twice = duplicates(entries);
    return twice.length > 0 ? refused(twice) : { entries, problems: [] };
}

function refused(problems: readonly Problem[]): Exemptions {
    return { entries: [], problems };
}

function problemsOf(issue: z.core.$ZodIssue, value: Json): Problem[] {
    const at = issue.path.filter((part) => typeof part !== "symbol");
    const path = pathText(at);
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => ({
            path: path === "" ? key : `${path}.${key}`,
            what: "unknown key",
            remedy: chooseFrom(key, KEYS),
        }));
    }
    const key = at.findLast((part) => typeof part === "string") ?? "";
    const found = valueIn(value, at);
    const [what, remedy] = WANTED[key] ?? ["not a list of exemptions", "Begin with the key exemptions"];
    if (found === undefined && at.length > 0) return [{ path, what: "missing", remedy }];
    const got = found === undefined ? {} : { got: found };
    return [{ path: path === "" ? "the file" : path, what, ...got, remedy }];
}

function duplicates(entries: readonly Exemption[]): Problem[] {
    return entries.flatMap((entry, i) => {
        const first = entries.findIndex((other) => other.control === entry.control && meet(other, entry));
        if (first === i) return [];
        const what = `the same control and ${"urn" in entry ? "URN" : "component"} as exemptions[${first}]`;
        return [{ path: `exemptions[${i}]`, what, remedy: "Remove one of the two" }];
    });
}
