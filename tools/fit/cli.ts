/** `npm run plan -- fit`: whether subnets, quotas and nodes are enough for what an environment may grow to. */
import type { Command } from "commander";

import type { Environment } from "../parity/environment";
import type { Terminal } from "../plan/terminal";
import { wrongAccount } from "../probe/account";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import { REPORT_EXIT, type ReportCommand, reportCommand, type Told } from "../reports/command";
import { fitOf, type FitReport } from "./fit";
import { askLive } from "./live";
import { renderFitMarkdown } from "./render-markdown";
import { renderFit } from "./render-text";

/** What `npm run plan -- fit` ends with; 3 as of a review, for what somebody must act on. */
export const FIT_EXIT = { ...REPORT_EXIT, over: 3 } as const;

interface FitOptions {
    readonly live?: true;
}

export function fitCommand(
    terminal: Terminal,
    done: (code: number) => void,
    probe: () => Probe = machineProbe,
): Command {
    const report: ReportCommand<FitOptions> = {
        name: "fit",
        summary: "shows whether subnets, quotas and nodes are enough for what an environment may grow to",
        after: "Nothing is changed. Exit code: 0 reported, 1 settings refused, 2 wrong usage or another account, 3 something does not fit; AWS's defaults that it may raise count with --live alone.",
        options: (command) =>
            command.option(
                "--live",
                "ask the account, with the AWS CLI's own credentials, for its quotas and what others use of them",
            ),
        report: async (environments, { live }, { step }) => {
            const reports: FitReport[] = [];
            for (const environment of environments) {
                const one = fitOf(environment);
                if (live !== true) reports.push(one);
                else {
                    const asked = await liveOf(environment, one, { probe: probe(), step });
                    if (typeof asked === "string")
                        return { problems: [`error: ${asked}`], code: REPORT_EXIT.usage };
                    reports.push(asked);
                }
            }
            return told(reports);
        },
    };
    return reportCommand(report, done, terminal);
}

interface Asking {
    readonly probe: Probe;
    readonly step: (sentence: string) => void;
}

async function liveOf(
    environment: Environment,
    report: FitReport,
    { probe, step }: Asking,
): Promise<FitReport | string> {
    const wrong = await wrongAccount(probe, report);
    if (wrong !== undefined) return wrong;
    return fitOf(environment, await askLive(probe, environment.graph, report, step));
}

function told(reports: readonly FitReport[]): Told {
    return {
        text: (page) => reports.map((report) => renderFit(report, page)).join("\n"),
        markdown: () => reports.map(renderFitMarkdown).join("\n"),
        data: () => reports,
        code: reports.some(({ level }) => level === "over") ? FIT_EXIT.over : FIT_EXIT.reported,
    };
}
