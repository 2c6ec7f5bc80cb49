/** `npm run plan -- cost`: what environments cost, an hour and a month, from their plans and list prices. */
import type { Command } from "commander";

import { componentsOf, type Environment } from "../parity/environment";
import { dayArgument } from "../plan/day-argument";
import { FORK } from "../plan/root";
import { todayOf } from "../plan/support";
import type { Terminal } from "../plan/terminal";
import { reportCommand, type Refused, type Told } from "../reports/command";
import { costOf, type CostReport } from "./cost";
import { poolsOf } from "./pools";
import { costMarkdown } from "./render-markdown";
import { renderCost } from "./render-text";
import { costsOfResources } from "./resources";
import { siteOf } from "./site";
import { readUsage } from "./usage-file";

interface CostOptions {
    readonly today: string;
}

/** The command, for `npm run plan`; `done` gets the exit code. */
export function costCommand(terminal: Terminal, done: (code: number) => void): Command {
    return reportCommand<CostOptions>(
        {
            name: "cost",
            summary:
                "shows what environments cost: an hour, a month, with the kit's pods, at the limits of pools",
            after: "What is used in a month may be written in stacks/<environment>.usage.yaml. Exit code: 0 reported, 1 settings or usage refused, 2 wrong usage.",
            options: (command) =>
                command.option(
                    "--today <date>",
                    "judge support by this day, YYYY-MM-DD",
                    dayArgument,
                    todayOf(new Date()),
                ),
            report: (environments, { today }) => toldOf(environments, today),
        },
        done,
        terminal,
    );
}

function toldOf(environments: readonly Environment[], today: string): Told | Refused {
    const reports: CostReport[] = [];
    const problems: string[] = [];
    for (const environment of environments) {
        const report = costOfEnvironment(environment, today);
        if ("problems" in report) problems.push(...report.problems);
        else reports.push(report);
    }
    if (problems.length > 0) return { problems };
    return {
        text: (page) => reports.map((report) => renderCost(report, page)).join("\n"),
        markdown: () => reports.map(costMarkdown).join("\n"),
        data: () => reports,
    };
}

/** With what the usage file of the stack says. */
export function costOfEnvironment(environment: Environment, today: string): CostReport | Refused {
    const { graph, stack } = environment;
    const components = componentsOf(environment);
    const read = readUsage(FORK, stack, () => {
        const site = siteOf(graph, today);
        return { resources: costsOfResources(site), pools: poolsOf(components, site) };
    });
    if ("problems" in read) return read;
    return costOf({ graph, components, today, ...(read.usage === undefined ? {} : { usage: read.usage }) });
}
