/**
 * The file of risks that reviewers accept, each with a reason and a last day: by component, environments and kind, or by
 * the URN of one resource and kind.
 */
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import type { Problem } from "../../components/shared/problems";
import { chooseFrom } from "../../components/shared/hints";
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
} from "./reviewed-file";
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

const KEYS = [
    "acknowledgements",
    "budget",
    "increaseUsd",
    "urn",
    "component",
    "environments",
    "risk",
    "reason",
    "expires",
];

/** Reads the text of the file; no text, no acknowledgement. */
export function readAcknowledgements(text: string | undefined): Acknowledgements {
    if (text === undefined) return { entries: [], problems: [] };
    const read = yamlValue(text);
    if ("problem" in read) return refused([read.problem]);
    const { value } = read;
    if (value === null) return { entries: [], problems: [] };
    const result = SCHEMA.safeParse(value);
    const faults = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, value));
    const scopes = scopeProblems(value, "acknowledgements", WANTED);
    if (!result.success || scopes.length > 0) return refused([...scopes, ...faults]);
    const { acknowledgements = [], budget } = result.data;
    const entries = acknowledgements.map(scoped);
    const twice = duplicates(entries);
    return twice.length > 0 ? refused(twice) : { entries, ...budget, problems: [] };
}

function refused(problems: readonly Problem[]): Acknowledgements {
    return { entries: [], problems };
}

const WANTED: Wanted = {
    acknowledgements: ["not a list", "Write a list of urn, risk, reason and expires, or an empty one: []"],
    budget: ["not a budget", "Write budget: { increaseUsd: 100 }, the USD a month that a change may add"],
    increaseUsd: ["no amount of USD", "Write how many USD a month a change may add, such as 100"],
    component: ["not a component", "Copy component and environments from the review, or a urn"],
    environments: ["not a list of environments", "List those it counts in, such as [staging, production]"],
    urn: ["not a URN", "Copy it from the review: urn:pulumi:<stack>::<project>::<types>::<name>"],
    reason: ["too short to be a reason", "Say in a sentence why the risk is accepted"],
    expires: ["not a day of the calendar", "Write the last day it counts as YYYY-MM-DD"],
};

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
    if (found === undefined && at.length > 0) {
        return [
            { path, what: "missing", remedy: WANTED[key]?.[1] ?? `Write one of ${RISK_KINDS.join(", ")}` },
        ];
    }
    const got = found === undefined ? {} : { got: found };
    if (key === "risk") {
        return [
            {
                path,
                what: "unknown kind of risk",
                ...got,
                remedy: chooseFrom(typeof found === "string" ? found : "", RISK_KINDS),
            },
        ];
    }
    const [what, remedy] = WANTED[key] ?? [
        "not a list of acknowledgements",
        "Begin with the key acknowledgements",
    ];
    return [{ path: path === "" ? "the file" : path, what, ...got, remedy }];
}

function duplicates(entries: readonly Acknowledgement[]): Problem[] {
    return entries.flatMap((entry, i) => {
        const first = entries.findIndex((other) => other.risk === entry.risk && meet(other, entry));
        if (first === i) return [];
        const what = `the same ${"urn" in entry ? "URN" : "component"} and risk as acknowledgements[${first}]`;
        return [{ path: `acknowledgements[${i}]`, what, remedy: "Remove one of the two" }];
    });
}
