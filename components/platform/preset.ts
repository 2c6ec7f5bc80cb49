/** Presets: functions that make words of a shape, checked like the shape itself. A program that is run is not type-checked. */
import type { z } from "zod";

import type { Problem } from "../shared/problems";
import { withRefused } from "../shared/refused-words";
import { problemsOfWords } from "../shared/schema";

/**
 * A function whose argument is checked against a schema each time: a word it does not take is refused where its result
 * stands in the shape, whole or spread, with all other faults of the shape.
 * @param name what it is called in the file: `generalPool`
 * @param make not called when a word is missing or of the wrong kind
 */
export function preset<Schema extends z.ZodType<object>, Words extends object>(
    name: string,
    schema: Schema,
    make: (given: z.infer<Schema>) => Words,
): (given: z.infer<Schema>) => Words {
    return (given) => {
        const problems = problemsOfWords(schema, given, [name], "one of the words it takes");
        if (problems.length === 0) return make(given);
        const issues = schema.safeParse(given).error?.issues ?? [];
        // A spread of it is looked at further: what could be made stands there.
        const made = issues.every(({ code }) => code === "unrecognized_keys") ? make(given) : ({} as Words);
        return withRefused(
            made,
            problems.map((problem) => withWayOut(problem, name, made)),
        );
    };
}

/** A word of the result is not lost: it can be written over what the preset makes. */
function withWayOut({ remedy, ...problem }: Problem, name: string, made: object): Problem {
    const word = problem.path.slice(name.length + 1);
    if (!Object.hasOwn(made, word)) return { ...problem, remedy };
    return { ...problem, remedy: `Write it behind the preset: { ...${name}({ … }), ${word}: … }. ${remedy}` };
}
