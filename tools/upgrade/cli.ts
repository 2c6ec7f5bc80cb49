/** `npm run plan -- upgrade`: what must move before a version, what would break, and the pull requests that lead there. */
import type { Command } from "commander";

import type { Environment } from "../parity/environment";
import { dayArgument } from "../plan/day-argument";
import { FORK } from "../plan/root";
import { todayOf } from "../plan/support";
import type { Terminal } from "../plan/terminal";
import { wrongAccount } from "../probe/account";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import { type Refused, REPORT_EXIT, reportCommand, type Surroundings, type Told } from "../reports/command";
import { groundOf } from "./ground";
import { askLive } from "./live";
import { renderUpgradeMarkdown } from "./render-markdown";
import { renderUpgrade } from "./render-text";
import { UPGRADE_TABLE } from "./table";
import { type Target, targetOf } from "./target";
import { upgradeOf, type UpgradeReport } from "./upgrade";
import { stepTitle } from "./words";
import { nextOf, readIn, textsWith, writeFiles } from "./write";

/** What `npm run plan -- upgrade` ends with; 3 as of a review, for what somebody must act on. */
export const UPGRADE_EXIT = { ...REPORT_EXIT, before: 3 } as const;

interface UpgradeOptions {
    readonly to: string;
    readonly live?: true;
    readonly write?: true;
    readonly today: string;
}

const AFTER = `Nothing is changed without --write, which makes the first pull request of the list in the files and no other; run it again after
each deployment. Exit code: 0 ready, or there already, 1 settings refused, 2 wrong usage or another account, 3 something comes first.`;

/** What it asks, and where it writes. */
interface Around {
    readonly probe: () => Probe;
    readonly directory: string;
}

/** The command, for `npm run plan`; `done` gets the exit code. */
export function upgradeCommand(
    terminal: Terminal,
    done: (code: number) => void,
    { directory = FORK, probe = machineProbe }: Partial<Around> = {},
): Command {
    return reportCommand<UpgradeOptions>(
        {
            name: "upgrade",
            summary:
                "tells what must move before a version, what would break, and in which order to go there",
            after: AFTER,
            options: (command) =>
                command
                    .requiredOption("--to <version>", "1.37, karpenter@1.14.1 or coredns@v1.14.3-eksbuild.23")
                    .option(
                        "--live",
                        "ask EKS for its insights and the cluster for nodes, budgets and deprecated APIs, with the AWS CLI's own credentials",
                    )
                    .option("--write", "make the next pull request of the list in settings, pins and shape")
                    .option(
                        "--today <date>",
                        "judge support and money by this day, YYYY-MM-DD",
                        dayArgument,
                        todayOf(new Date()),
                    ),
            report: (environments, options, surroundings) =>
                report(environments, options, surroundings, { directory, probe }),
        },
        done,
        terminal,
    );
}

async function report(
    environments: readonly Environment[],
    options: UpgradeOptions,
    { step }: Surroundings,
    { directory, probe }: Around,
): Promise<Refused | Told> {
    const target = targetOf(options.to);
    if (typeof target === "string") return misuse(`--to ${options.to} is no version. ${target}`);
    if (options.write === true && environments.length !== 1) {
        return misuse("--write goes with one environment: the others follow when it is their turn.");
    }
    const reports: UpgradeReport[] = [];
    for (const environment of environments) {
        step(`Looking at ${environment.stack} …`);
        const one = await reportOf(environment, target, options, { probe: probe(), step });
        if (typeof one === "string") return misuse(one);
        reports.push(one);
    }
    const [first] = reports;
    if (options.write === true && first !== undefined) return written(first, directory);
    return told(reports);
}

async function reportOf(
    environment: Environment,
    target: Target,
    { live, today }: UpgradeOptions,
    asking: { readonly probe: Probe; readonly step: (sentence: string) => void },
): Promise<UpgradeReport | string> {
    if (live !== true) return upgradeOf(environment, target, { today });
    const ground = groundOf(environment, target, UPGRADE_TABLE);
    const { account, region } = environment.declared.settings;
    const wrong = await wrongAccount(asking.probe, { account, region });
    if (wrong !== undefined) return wrong;
    return upgradeOf(environment, target, { today, live: await askLive(ground, asking) });
}

function told(reports: readonly UpgradeReport[]): Told {
    const isBefore = reports.some(({ verdict }) => verdict === "blocked" || verdict === "prepare");
    return {
        text: (page) => reports.map((one) => renderUpgrade(one, page)).join("\n"),
        markdown: () => reports.map(renderUpgradeMarkdown).join("\n"),
        data: () => reports,
        code: isBefore ? UPGRADE_EXIT.before : UPGRADE_EXIT.reported,
    };
}

/** The next of the list in the files, or who must write it. */
async function written(report: UpgradeReport, directory: string): Promise<Refused | Told> {
    const next = nextOf(report);
    if (next === "nothing") return saying(report, ["Nothing is left to write."], UPGRADE_EXIT.reported);
    if ("blocked" in next) return waiting(next.blocked.map((what) => `${what}.`));
    if ("waits" in next) {
        return waiting(next.waits.flatMap(({ byHand, title }) => byHand.map((line) => `${title}: ${line}`)));
    }
    const { step } = next;
    const texts = await textsWith(step.edits, readIn(directory));
    if ("byHand" in texts) {
        return waiting(
            texts.byHand.map((line) => `${line}: not written there as itself, so edit it by hand`),
        );
    }
    writeFiles(texts.files, directory);
    const files = [...texts.files.keys()].sort();
    return saying(
        report,
        [
            `${report.stack}: wrote ${files.join(", ")} for ${stepTitle(step, report.steps.indexOf(step))}.`,
            `Next: npm run plan -- diff, npm run accept, npm test; deploy it, and ask again for what comes then.`,
        ],
        UPGRADE_EXIT.reported,
    );
}

function waiting(lines: readonly string[]): Refused {
    return { problems: [...lines, "Nothing was written."], code: UPGRADE_EXIT.before };
}

function saying(report: UpgradeReport, lines: readonly string[], code: number): Told {
    const text = `${lines.join("\n")}\n`;
    return { text: () => text, markdown: () => text, data: () => [report], code };
}

function misuse(problem: string): Refused {
    return { problems: [`error: ${problem}`], code: REPORT_EXIT.usage };
}
