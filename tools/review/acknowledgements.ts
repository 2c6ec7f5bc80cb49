/** The file of risks that reviewers accept: by URN and kind, each with a reason and a last day. */
import { parseDocument } from "yaml";
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import type { Problem } from "../../components/shared/problems";
import { chooseFrom } from "../../components/shared/hints";
import { isDate } from "../plan/support";
import { valueAt } from "./paths";
import { RISK_KINDS } from "./risks/risk";

/** Beside Pulumi.yaml. */
export const ACKNOWLEDGEMENTS_FILE = "review-acknowledgements.yaml";

const SCHEMA = z.strictObject({
    acknowledgements: z.array(
        z.strictObject({
            urn: z.string().regex(/^urn:pulumi:[^:]+::[^:]+::.+::.+$/),
            risk: z.enum(RISK_KINDS),
            reason: z.string().regex(/\S[\s\S]{8,}\S/),
            expires: z.string().refine(isDate),
        }),
    ),
});

/** One accepted risk. */
export type Acknowledgement = z.infer<typeof SCHEMA>["acknowledgements"][number];

export interface Acknowledgements {
    readonly entries: readonly Acknowledgement[];
    /** What is wrong with the file; then no entry counts. */
    readonly problems: readonly Problem[];
}

const KEYS = ["acknowledgements", "urn", "risk", "reason", "expires"];

/** Reads the text of the file; no text, no acknowledgement. */
export function readAcknowledgements(text: string | undefined): Acknowledgements {
    if (text === undefined) return { entries: [], problems: [] };
    const document = parseDocument(text, { prettyErrors: true });
    const [error] = document.errors;
    if (error !== undefined) {
        const [what = ""] = error.message.split("\n");
        const at = error.linePos?.[0];
        const path = at === undefined ? "the file" : `line ${at.line}`;
        return refused([{ path, what: `no YAML: ${what.replace(/:$/, "")}`, remedy: "Correct the line" }]);
    }
    const value = document.toJS() as Json;
    if (value === null) return { entries: [], problems: [] };
    const result = SCHEMA.safeParse(value);
    if (!result.success) return refused(result.error.issues.flatMap((issue) => problemsOf(issue, value)));
    const twice = duplicates(result.data.acknowledgements);
    return twice.length > 0 ? refused(twice) : { entries: result.data.acknowledgements, problems: [] };
}

function refused(problems: readonly Problem[]): Acknowledgements {
    return { entries: [], problems };
}

const WANTED: { readonly [key: string]: readonly [what: string, remedy: string] } = {
    acknowledgements: ["not a list", "Write a list of urn, risk, reason and expires, or an empty one: []"],
    urn: ["not a URN", "Copy it from the review: urn:pulumi:<stack>::<project>::<types>::<name>"],
    reason: ["too short to be a reason", "Say in a sentence why the risk is accepted"],
    expires: ["not a day of the calendar", "Write the last day it counts as YYYY-MM-DD"],
};

function problemsOf(issue: z.core.$ZodIssue, value: Json): Problem[] {
    const at = issue.path.filter((part) => typeof part !== "symbol");
    const path = textOf(at);
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

function valueIn(value: Json, at: readonly (string | number)[]): Json | undefined {
    return at.reduce<Json | undefined>(
        (inner, part) =>
            typeof part === "number" && Array.isArray(inner) ? (inner[part] as Json) : valueAt(inner, [part]),
        value,
    );
}

function textOf(at: readonly (string | number)[]): string {
    return at.reduce<string>(
        (text, part) =>
            typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`,
        "",
    );
}

function duplicates(entries: readonly Acknowledgement[]): Problem[] {
    return entries.flatMap(({ urn, risk }, i) => {
        const first = entries.findIndex((other) => other.urn === urn && other.risk === risk);
        if (first === i) return [];
        const what = `the same URN and risk as acknowledgements[${first}]`;
        return [{ path: `acknowledgements[${i}]`, what, remedy: "Remove one of the two" }];
    });
}
