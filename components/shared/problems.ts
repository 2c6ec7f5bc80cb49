/** Problems: what is wrong with plain arguments, collected before anything is built. */
import * as pulumi from "@pulumi/pulumi";

import { maskCredentials } from "./credentials";
import { canonicalJson, type Json } from "./json";

/** A rule the caller broke. Reads as `<path>: <what> (got <got>). <remedy>.` */
export interface Problem {
    /** Where, in the caller's words: `zones.a`, `admins[1]`. */
    readonly path: string;
    /** What is wrong, lower case, without a full stop. */
    readonly what: string;
    /** The value given. Left out when nothing was given or when it may hold a secret. */
    readonly got?: Json;
    /** What to do, an imperative without a full stop. */
    readonly remedy: string;
}

/**
 * Runs a check once everything it looks at was given. What could not be read is a problem of its own; it must not
 * hide the faults of all the rest.
 */
export function whenGiven<Spec, Key extends keyof Spec>(
    spec: Partial<Spec>,
    keys: readonly Key[],
    check: (given: Required<Pick<Spec, Key>>) => readonly Problem[],
): readonly Problem[] {
    return hasAll(spec, keys) ? check(spec) : [];
}

/**
 * Runs a check once everything it cannot do without was given, and otherwise names what is missing: a program that is
 * run is not type-checked.
 */
export function whenComplete<Spec, Key extends keyof Spec & string>(
    spec: Partial<Spec>,
    keys: readonly Key[],
    check: (complete: Partial<Spec> & Required<Pick<Spec, Key>>) => Problem[],
): Problem[] {
    if (hasAll(spec, keys)) return check(spec);
    return keys.filter((key) => spec[key] === undefined).map((path) => missing(path));
}

/** Something the caller must give. */
export function missing(path: string, remedy = "Set it"): Problem {
    return { path, what: "missing", remedy };
}

function hasAll<Spec, Key extends keyof Spec>(
    spec: Partial<Spec>,
    keys: readonly Key[],
): spec is Partial<Spec> & Required<Pick<Spec, Key>> {
    return keys.every((key) => spec[key] !== undefined);
}

/** One line for one problem. `where` is the file the path is in, such as `Pulumi.dev.yaml`. */
export function describeProblem(problem: Problem, where?: string): string {
    const place = where === undefined ? problem.path : `${where} › ${problem.path}`;
    const got = problem.got === undefined ? "" : ` (got ${shown(problem.got)})`;
    return `${place}: ${maskCredentials(problem.what)}${got}. ${maskCredentials(problem.remedy)}.`;
}

/** As JSON, but for numbers JSON has no word for, which it would call null. */
function shown(value: Json): string {
    if (typeof value === "number" && !Number.isFinite(value)) return String(value);
    return maskCredentials(canonicalJson(spellNumbers(value)));
}

function spellNumbers(value: Json): Json {
    if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map(spellNumbers);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spellNumbers(item)]));
}

/**
 * Stops the program with every problem at once, pinned to the resource whose arguments are at fault.
 * The backstop for a component used directly: an environment is checked whole before it is built.
 * @throws pulumi.ResourceError when `problems` is not empty (no stack trace: the arguments are at fault).
 */
export function refuse(resource: pulumi.Resource, problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
    throw new pulumi.ResourceError(`invalid arguments:\n${lines.join("\n")}`, resource, true);
}
