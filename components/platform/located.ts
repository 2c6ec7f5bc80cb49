/** A problem with the file it must be mended in. */
import { describeProblem, type Problem } from "../shared/problems";

/** A {@link Problem} in one of the files a fork edits. */
export interface LocatedProblem extends Problem {
    readonly file: string;
}

/** Turns a problem into the line a person reads: `Pulumi.dev.yaml › platform:zones.a: …`. */
export function describeLocated(problem: LocatedProblem): string {
    return describeProblem(problem, problem.file);
}
