/**
 * The file of risks that reviewers accept, each with a reason and a last day: by component, environments and kind, or by
 * the URN of one resource and kind.
 */
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

/** What an entry accepts: every risk of the kind in a component of these stacks, or that of one resource. */
export type Scope =
    { readonly urn: string } | { readonly component: string; readonly environments: readonly string[] };

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
    const faults = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, value));
    const scopes = scopeProblems(value);
    if (!result.success || scopes.length > 0) return refused([...scopes, ...faults]);
    const { acknowledgements = [], budget } = result.data;
    const entries = acknowledgements.map(acknowledgementOf);
    const twice = duplicates(entries);
    return twice.length > 0 ? refused(twice) : { entries, ...budget, problems: [] };
}

/** Called once {@link scopeProblems} has found nothing. */
function acknowledgementOf({ urn, component = "", environments = [], ...rest }: Entry): Acknowledgement {
    return urn === undefined ? { ...rest, component, environments } : { ...rest, urn };
}

/** Stacks and kind that an entry accepts something of. */
export function stacksOf(scope: Scope): readonly string[] {
    return "urn" in scope ? [stackOf(scope.urn)] : scope.environments;
}

/** `urn:pulumi:dev::…` → `dev`. */
export function stackOf(urn: string): string {
    return urn.split("::")[0]?.slice("urn:pulumi:".length) ?? "";
}

/** An entry names one resource, or a component with its environments. */
function scopeProblems(value: Json): Problem[] {
    const list = valueIn(value, ["acknowledgements"]);
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: Json, i): Problem[] => {
        if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return [];
        const has = (key: string): boolean => Object.hasOwn(entry, key);
        const path = `acknowledgements[${i}]`;
        if (has("urn")) {
            return ["component", "environments"].filter(has).map((key) => ({
                path: `${path}.${key}`,
                what: "beside a urn, which is one resource of one environment",
                remedy: `Remove it, or the urn`,
            }));
        }
        return ["component", "environments"]
            .filter((key) => !has(key))
            .map((key) => ({ path: `${path}.${key}`, what: "missing", remedy: WANTED[key]?.[1] ?? "" }));
    });
}

function refused(problems: readonly Problem[]): Acknowledgements {
    return { entries: [], problems };
}

const WANTED: { readonly [key: string]: readonly [what: string, remedy: string] } = {
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
    return entries.flatMap((entry, i) => {
        const first = entries.findIndex((other) => other.risk === entry.risk && meet(other, entry));
        if (first === i) return [];
        const what = `the same ${"urn" in entry ? "URN" : "component"} and risk as acknowledgements[${first}]`;
        return [{ path: `acknowledgements[${i}]`, what, remedy: "Remove one of the two" }];
    });
}

function meet(one: Scope, other: Scope): boolean {
    if ("urn" in one || "urn" in other) return "urn" in one && "urn" in other && one.urn === other.urn;
    return (
        one.component === other.component &&
        one.environments.some((environment) => other.environments.includes(environment))
    );
}
