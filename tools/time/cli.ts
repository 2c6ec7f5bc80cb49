/** `npm run plan -- time`: how long a deployment, an update and a destroy take, and what they wait for. */
import { type Command, InvalidArgumentError } from "commander";

import type { Environment } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import { ROOT } from "../plan/root";
import type { Terminal } from "../plan/terminal";
import { type Refused, REPORT_EXIT, reportCommand, type Surroundings, type Told } from "../reports/command";
import { type Base, findBase } from "../review/git";
import { planBaseOnce } from "../review/kept-plans";
import { SAMPLED } from "./durations";
import { renderTimeMarkdown } from "./render-markdown";
import { renderTime } from "./render-text";
import { timeOf, type TimeReport, USUAL_PARALLEL } from "./time";

interface TimeOptions {
    readonly base?: string;
    readonly parallel: number;
    readonly sources?: boolean;
}

const AFTER = `Figures are what public logs say, none is measured in your account; --sources lists them. What nobody timed is
named and counted. Exit code: 0 reported, 1 settings refused, 2 wrong usage.`;

/** The command, for `npm run plan`; `done` gets the exit code. */
export function timeCommand(terminal: Terminal, done: (code: number) => void): Command {
    return reportCommand<TimeOptions>(
        {
            name: "time",
            summary:
                "tells how long a first deployment, an update and a destroy take, and what they wait for",
            after: AFTER,
            options: (command) =>
                command
                    .option("--base <ref>", "reckon the update from this commit as well")
                    .option(
                        "--parallel <n>",
                        "steps at a time, as of pulumi up (four a processor)",
                        atLeastOne,
                        USUAL_PARALLEL,
                    )
                    .option("--sources", "list where each figure is from"),
            report,
        },
        done,
        terminal,
    );
}

async function report(
    environments: readonly Environment[],
    { base: ref, parallel, sources = false }: TimeOptions,
    { step }: Surroundings,
): Promise<Refused | Told> {
    const base = ref === undefined ? undefined : await findBase(ROOT, ref);
    if (base !== undefined && "problem" in base) return misuse(base.problem);
    const before =
        base === undefined ? new Map<string, PlannedGraph>() : await plansOf(base, environments, step);
    if ("problems" in before) return before;
    const reports = environments.map(({ graph, stack }) => {
        const old = before.get(stack);
        return timeOf(graph, { parallel, ...(old === undefined ? {} : { base: old }) });
    });
    const label = base?.label;
    return {
        text: (page) =>
            renderTime(reports, { sources, ...(label === undefined ? {} : { base: label }) }, page),
        markdown: () => renderTimeMarkdown(reports, label),
        data: () => timeData(reports, label),
    };
}

/** What `--json` prints. */
export function timeData(environments: readonly TimeReport[], base?: string): unknown {
    return { schemaVersion: 1, ...(base === undefined ? {} : { base }), environments, sources: SAMPLED };
}

/** An environment the base does not have, or cannot plan, has no update: it is deployed for the first time. */
async function plansOf(
    { commit, label }: Base,
    environments: readonly Environment[],
    step: (sentence: string) => void,
): Promise<ReadonlyMap<string, PlannedGraph> | Refused> {
    step(`Planning ${label} …`);
    const stacks = environments.map(({ stack }) => stack);
    const planned = await planBaseOnce({ directory: ROOT, commit, stacks, progress: step });
    if ("problem" in planned) return misuse(planned.problem);
    return new Map(
        [...planned.plans].flatMap(([stack, plan]) =>
            "graph" in plan ? [[stack, plan.graph] as const] : [],
        ),
    );
}

function misuse(problem: string): Refused {
    return { problems: [`error: ${problem}`], code: REPORT_EXIT.usage };
}

function atLeastOne(text: string): number {
    if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("Write a whole number, 1 or more.");
    return Number(text);
}
