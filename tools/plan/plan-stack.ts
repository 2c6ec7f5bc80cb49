/** Plans one stack offline: its settings file, the program of index.ts, the recorder. */
import path from "node:path";

import program = require("../../index");
import { planEnvironment } from "../../components/platform/environment";
import { describeLocated, type LocatedProblem } from "../../components/platform/located";
import { readSettings } from "../../components/platform/settings/settings";
import { SETTINGS_NAMESPACE } from "../../components/platform/settings/schema";
import { ENVIRONMENTS } from "../../stacks/environments";
import type { Mode } from "./answers";
import type { PlannedGraph } from "./graph";
import { compareNeighbours, type Neighbour, type Neighbourhood } from "./neighbours";
import { readAccounts, readNeighbours } from "./read-neighbours";
import { recordProgram } from "./recorder";
import { FORK } from "./root";
import { readStackFile } from "./stack-file";

export interface PlanStackOptions {
    readonly stack: string;
    /** Another settings file instead of `Pulumi.<stack>.yaml`. */
    readonly configFile?: string;
    readonly mode: Mode;
    /** Where Pulumi.yaml stands. @default this repository */
    readonly directory?: string;
}

export interface StackPlan {
    readonly graph: PlannedGraph;
    /** The settings file as it is to be named to a person. */
    readonly file: string;
    /** Settings that still hold a placeholder, such as `platform:account`. */
    readonly placeholders: readonly string[];
    /** What could not be known offline, and what is worth knowing before the first update: one sentence each. */
    readonly notices: readonly string[];
    /** Of the notices, those about the settings files beside this one and bootstrap's. */
    readonly meetings: readonly string[];
}

/** One line a problem. */
export interface Refusal {
    readonly problems: readonly string[];
}

/** The plan of a stack, or every problem of its settings; then nothing was registered. */
export async function planStack(options: PlanStackOptions): Promise<StackPlan | Refusal> {
    const { stack, mode, configFile, directory = FORK } = options;
    const read = readStackFile({ directory, stack, ...(configFile === undefined ? {} : { configFile }) });
    if ("problems" in read) return { problems: read.problems.map(describeLocated) };
    const { config, file, notices, project, secretKeys } = read.stackConfig;
    const checked: {
        meetings: readonly string[];
        notices: readonly string[];
        placeholders: readonly string[];
        problems: readonly LocatedProblem[];
    } = { meetings: [], notices: [], placeholders: [], problems: [] };
    const recording = await recordProgram({
        program: () => {
            const reading = readSettings(ENVIRONMENTS.names);
            const result = planEnvironment(reading, ENVIRONMENTS);
            const beside = lookAround(directory, { stack, file, settings: reading.valid });
            checked.placeholders = reading.placeholders;
            // The program would refuse the same, but as one text: here every problem stays by itself.
            checked.meetings = beside.notices;
            if ("notices" in result) checked.notices = [...result.notices, ...beside.notices];
            const problems = [...("problems" in result ? result.problems : []), ...beside.problems];
            checked.problems = problems.map(inFile(reading.file, file));
            return problems.length > 0 ? undefined : program({ placeholders: "report" });
        },
        project,
        stack,
        organization: "organization",
        config,
        secretKeys,
        mode,
    });
    const problems = [...checked.problems.map(describeLocated), ...recording.problems];
    if (problems.length > 0) return { problems };
    const placeholders = checked.placeholders.map((path) => `${SETTINGS_NAMESPACE}:${path}`);
    const { meetings } = checked;
    return {
        graph: recording.graph,
        file,
        placeholders,
        notices: [...notices, ...checked.notices],
        meetings,
    };
}

/** What no update can see: it knows its own stack alone. */
function lookAround(directory: string, own: Neighbour): Neighbourhood {
    const accounts = readAccounts(path.join(directory, "bootstrap"));
    return compareNeighbours(own, readNeighbours(directory, own.stack), accounts);
}

/** Problems of the settings named after the file that was read: with `configFile` not the stack's own. */
function inFile(own: string, read: string): (problem: LocatedProblem) => LocatedProblem {
    return (problem) => (problem.file === own ? { ...problem, file: read } : problem);
}
