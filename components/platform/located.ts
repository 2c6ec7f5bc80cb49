/** A problem, in the file and under the path where a person finds what to mend. */
import { PINS_FILE } from "../shared/pins-schema";
import { describeProblem, type Problem } from "../shared/problems";
import type { Settings } from "./settings/types";

/** A {@link Problem} in one of the files a fork edits. */
export interface LocatedProblem extends Problem {
    readonly file: string;
}

/** Turns a problem into the line a person reads: `Pulumi.dev.yaml › platform:zones.a: …`. */
export function describeLocated(problem: LocatedProblem): string {
    return describeProblem(problem, problem.file);
}

/** Where an argument is written: in a setting, or in the shape under another path than its own. */
export type Origin = keyof Settings | { readonly shape: string };

/**
 * Arguments that come from a setting, or that the shape holds under another path; `""` is the part's own place, for
 * what is written as the key of a map. An argument not listed stands in the shape under its own name.
 */
export type Origins = Readonly<Record<string, Origin>>;

/** Where a component's arguments are written. */
export interface Place {
    /** The settings file. */
    readonly file: string;
    /** The environment's name. */
    readonly name: string;
    readonly shapePath: string;
    readonly origins: Origins;
    /** Arguments that the fork's pins decided, by their path in that file. @default none */
    readonly pinned?: Readonly<Record<string, string>>;
}

/** The problem of an argument, where it is written. */
export function locate(
    problem: Problem,
    { file, name, origins, pinned = {}, shapePath }: Place,
): LocatedProblem {
    const pin = pinned[problem.path];
    if (pin !== undefined) return { ...problem, file: PINS_FILE, path: pin };
    const argument = longestOf(Object.keys(origins).filter((known) => isBelow(problem.path, known)));
    const origin = argument === undefined ? undefined : origins[argument];
    const below = problem.path.slice(argument?.length ?? 0);
    if (typeof origin === "string") return { ...problem, file, path: `platform:${origin}${below}` };
    const path = [shapePath, origin?.shape ?? "", below].reduce(joined);
    return { ...problem, file: `stacks/${name}.ts`, path };
}

/** An index and a key that begins with its dot follow at once. */
function joined(path: string, step: string): string {
    if (path === "") return step.replace(/^\./, "");
    return step === "" || /^[.[]/.test(step) ? `${path}${step}` : `${path}.${step}`;
}

function isBelow(path: string, argument: string): boolean {
    return path.startsWith(argument) && /^([.[]|$)/.test(path.slice(argument.length));
}

function longestOf(words: readonly string[]): string | undefined {
    return [...words].sort((one, other) => other.length - one.length)[0];
}
