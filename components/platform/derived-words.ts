/** Words that a part says of others for an environment: read as if the shape said them, and told of where it says what they come of. */
import type { Problem } from "../shared/problems";
import type { LocatedProblem } from "./located";
import type { DerivedWords, PlannedPart } from "./part";
import type { AnyPart } from "./shape";

/** A shape with what is derived from it. */
export interface DerivedShape<Shape> {
    readonly shape: Shape;
    readonly derived: readonly DerivedWords[];
    /** Of words that stand there already, and of words this environment has no part for. Whole paths of the shape. */
    readonly problems: readonly Problem[];
}

/** @param parts those of the environment: words of others mean nothing to it */
export function withDerived<Shape>(
    written: Shape,
    derived: readonly DerivedWords[],
    parts: readonly AnyPart[],
): DerivedShape<Shape> {
    const problems: Problem[] = [];
    const taken: DerivedWords[] = [];
    let shape: unknown = written;
    for (const words of derived) {
        const fault = faultOf(words, shape, parts);
        if (fault === undefined) {
            shape = put(shape, words.at, words.words);
            taken.push(words);
        } else {
            problems.push({ path: words.from, ...fault });
        }
    }
    return { shape: shape as Shape, derived: taken, problems };
}

function faultOf(
    { at }: DerivedWords,
    shape: unknown,
    parts: readonly AnyPart[],
): Omit<Problem, "path"> | undefined {
    const [word = ""] = at;
    if (!parts.some(({ words }) => Object.hasOwn(words, word))) {
        return { what: `an environment of this kind has no ${word}`, remedy: "Remove it" };
    }
    if (!isSaid(shape, at)) return undefined;
    return { what: `makes ${at.join(".")}, which is there already`, remedy: "Keep one of the two" };
}

function isSaid(shape: unknown, at: readonly string[]): boolean {
    let value = shape;
    for (const key of at) {
        if (!isMap(value) || !Object.hasOwn(value, key)) return false;
        value = value[key];
    }
    return value !== undefined;
}

function put(whole: unknown, [key = "", ...below]: readonly string[], words: unknown): unknown {
    const map = isMap(whole) ? whole : {};
    const inner = Object.hasOwn(map, key) ? map[key] : undefined;
    return { ...map, [key]: below.length === 0 ? words : put(inner, below, words) };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a part found, as whoever wrote the shape finds it there. */
export function asWritten(planned: PlannedPart, derived: readonly DerivedWords[]): PlannedPart {
    if (derived.length === 0) return planned;
    return {
        components: planned.components.map((component) => ({
            ...component,
            shapePath: pathAsWritten(component.shapePath, derived),
            ...(component.capacity?.path === undefined
                ? {}
                : {
                      capacity: {
                          ...component.capacity,
                          path: pathAsWritten(component.capacity.path, derived),
                      },
                  }),
        })),
        problems: planned.problems.map((problem) => problemAsWritten(problem, derived)),
        get notices() {
            return planned.notices.map((notice) => textAsWritten(notice, derived));
        },
    };
}

/** Of settings and of other files it is none. */
function problemAsWritten(problem: LocatedProblem, derived: readonly DerivedWords[]): LocatedProblem {
    if (!problem.file.startsWith("stacks/")) return problem;
    return {
        ...problem,
        path: pathAsWritten(problem.path, derived),
        what: textAsWritten(problem.what, derived),
        remedy: textAsWritten(problem.remedy, derived),
    };
}

function pathAsWritten(path: string, derived: readonly DerivedWords[]): string {
    const found = derived
        .map(({ at, from }) => ({ at: at.join("."), from }))
        .filter(({ at }) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`))
        .sort((one, other) => other.at.length - one.at.length)[0];
    return found === undefined ? path : `${found.from}${path.slice(found.at.length)}`;
}

/** A path in a sentence begins and ends at what is no part of one. */
function textAsWritten(text: string, derived: readonly DerivedWords[]): string {
    return derived.reduce((told, { at, from }) => {
        const path = at.join(".").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
        return told.replace(new RegExp(`(?<![\\w./-])${path}(?![\\w/-])`, "g"), () => from);
    }, text);
}
