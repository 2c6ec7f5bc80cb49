/** `npm run plan -- controls`: which controls environments hold, by what evidence. */
import type { Command } from "commander";

import { POLICY } from "../../stacks/own/policy";
import type { Environment } from "../parity/environment";
import { dayArgument } from "../plan/day-argument";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import { todayOf } from "../plan/support";
import type { Terminal } from "../plan/terminal";
import { reportCommand, type Told } from "../reports/command";
import { aboutOnly } from "./about";
import { askedOf } from "./asked";
import { dataOf } from "./data";
import { EXEMPTIONS_FILE } from "./exemptions";
import { judge, type Judgement } from "./judge";
import type * as locating from "./locate";
import { mapOf } from "./map";
import { oscalOf } from "./oscal";
import { placeOf } from "./places";
import type { ControlsReport } from "./report";
import { renderControlsMarkdown } from "./render-markdown";
import { renderControls, renderMap, renderStale } from "./render-text";
import { type Locate, sarifOf } from "./sarif";

/** What the command ends with besides the codes of every report. */
const FAILED = 3;

interface ControlsOptions {
    readonly format?: string;
    readonly all?: true;
    readonly map?: true;
    readonly about?: string;
    readonly today: string;
}

/** @param directory of the fork's own controls and its exemptions */
export function controlsCommand(terminal: Terminal, done: (code: number) => void, directory = FORK): Command {
    return reportCommand<ControlsOptions>(
        {
            name: "controls",
            summary: "shows which controls an environment holds, by what evidence",
            after: `Exit code: 0 all hold or are exempt, 1 settings, policies or exemptions refused, 2 wrong usage, 3 a control fails or ${EXEMPTIONS_FILE} has an entry of no use.`,
            formats: ["sarif", "oscal"],
            options: (command) =>
                command
                    .option("--all", "list what holds as well")
                    .option("--map", "show rows of the benchmarks, and what no plan can know of them")
                    .option(
                        "--about <words>",
                        'show only what speaks of them, such as "secrets" or "CIS 5.4"',
                    )
                    .option(
                        "--today <date>",
                        "judge exemptions by this day, YYYY-MM-DD",
                        dayArgument,
                        todayOf(new Date()),
                    ),
            report: (environments, options) => {
                const asked = askedOf(options.today, directory);
                if ("problems" in asked) return asked;
                const graphs = environments.map(({ graph }) => graph);
                const around = { policy: POLICY, stacks: listStacks(FORK), today: options.today };
                const locate = locateFor(environments, options);
                const judged = judge(graphs, asked, around);
                const reports = narrowed(judged.reports, options.about);
                if (reports === undefined) return { problems: [nothingAbout(options.about)], code: 2 };
                return told({ locate, options, ...judged, reports });
            },
        },
        done,
        terminal,
    );
}

/** Undefined when no control speaks of the words. */
function narrowed(
    reports: readonly ControlsReport[],
    about: string | undefined,
): readonly ControlsReport[] | undefined {
    if (about === undefined) return reports;
    const some = reports.map((report) => aboutOnly(report, about));
    return some.every((report) => report.results.length === 0 && mapOf(report).length === 0)
        ? undefined
        : some;
}

function nothingAbout(about: string | undefined): string {
    return `error: no control and no row of a benchmark speaks of ${JSON.stringify(about)}. Say fewer words, or leave --about out.`;
}

/** What reads TypeScript's syntax is loaded for SARIF alone. */
function locateFor(environments: readonly Environment[], { format }: ControlsOptions): Locate | undefined {
    if (format !== "sarif") return undefined;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- what an import expression loads is no CommonJS of ours
    const { locatorIn } = require("./locate") as typeof locating;
    const locate = locatorIn(FORK);
    const declared = new Map(environments.map((one) => [one.stack, one.declared]));
    return ({ environment, stack }, control, { component }) => {
        const said = declared.get(stack);
        return locate(stack, environment, said && placeOf(said, control, component));
    };
}

interface Judged extends Judgement {
    readonly locate: Locate | undefined;
    readonly options: ControlsOptions;
}

function told({ locate, options, reports, stale }: Judged): Told {
    const isFailed =
        stale.length > 0 ||
        reports.some(({ results }) => results.some(({ outcome }) => outcome === "failed"));
    return {
        text: (page) =>
            [
                ...reports.map((report) =>
                    options.map === true
                        ? renderMap(report, page)
                        : renderControls(report, page, options.all ?? false),
                ),
                renderStale(stale, page),
            ]
                .filter((text) => text !== "")
                .join("\n"),
        markdown: () =>
            [...reports.map(renderControlsMarkdown), ...stale.map((line) => `- ${line}\n`)].join("\n"),
        further: {
            ...(locate === undefined ? {} : { sarif: () => sarifOf(reports, locate) }),
            oscal: () => oscalOf(reports, options.today),
        },
        data: () => dataOf(reports, stale),
        code: isFailed ? FAILED : 0,
    };
}
