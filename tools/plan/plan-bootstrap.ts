/** Plans bootstrap's project offline, as plan-stack.ts plans the kit's own. */
import path from "node:path";

import program = require("../../bootstrap/index");
import { planBootstrap } from "../../bootstrap/plan";
import { readSettings } from "../../bootstrap/settings";
import { describeProblem, type Problem } from "../../components/shared/problems";
import type { Mode } from "./answers";
import type { Refusal, StackPlan } from "./plan-stack";
import { type Recording, recordProgram } from "./recorder";
import { FORK, ROOT } from "./root";
import { readStackFile, type StackConfig } from "./stack-file";

/** Bootstrap's program. */
export const BOOTSTRAP = path.join(ROOT, "bootstrap");
/** Where its settings files stand. */
export const ACCOUNTS = path.join(FORK, "bootstrap");

/** The plan of one account, or every problem of its settings; then nothing was registered. */
export async function planAccount(stack: string, mode: Mode): Promise<StackPlan | Refusal> {
    const read = readStackFile({ directory: ACCOUNTS, stack });
    if ("problems" in read) {
        return { problems: read.problems.map((problem) => describeProblem(problem, named(problem.file))) };
    }
    const { file, notices } = read.stackConfig;
    const checked: { placeholders: readonly Problem[]; problems: readonly Problem[] } = {
        placeholders: [],
        problems: [],
    };
    const recording = await recordAccount(read.stackConfig, mode, () => {
        const reading = readSettings();
        const result = planBootstrap(reading);
        checked.placeholders = reading.placeholders;
        // The program would refuse the same, but as one text: here every problem stays by itself.
        if ("problems" in result) checked.problems = result.problems;
        return "problems" in result ? undefined : program({ placeholders: "report" });
    });
    const refused = checked.problems.map((problem) => describeProblem(problem, named(file)));
    const problems = [...refused, ...recording.problems];
    if (problems.length > 0) return { problems };
    const placeholders = checked.placeholders.map(({ path: place }) => place);
    return { graph: recording.graph, file: named(file), placeholders, notices, meetings: [] };
}

/** What the engine would be told of bootstrap's program. */
export async function recordAccount(
    settings: StackConfig,
    mode: Mode,
    run: () => unknown = () => program(),
): Promise<Recording> {
    return recordProgram({ program: run, ...settings, organization: "organization", mode });
}

/** The file as a reader finds it from the repository's root. */
function named(file: string): string {
    return `bootstrap/${file}`;
}
