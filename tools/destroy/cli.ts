/** `npm run plan -- destroy`: what `pulumi destroy` would leave behind or hang on, and what to remove first. */
import { Command } from "commander";

import { canonicalJson } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import { type Environment, planDeclared, readEnvironment } from "../parity/environment";
import { Progress } from "../plan/progress";
import { FORK } from "../plan/root";
import { listStacks, unknownEnvironment } from "../plan/stack-file";
import { type Terminal, wantsColour, widthOf } from "../plan/terminal";
import { wrongAccount } from "../probe/account";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import { lineOf } from "./commands";
import { type DestroyReport, destroyReport } from "./destroy";
import { askAccount, type Live } from "./live";
import { renderDestroy, shown } from "./render";

/** What `npm run plan -- destroy` ends with. As of a review, 3 is for what somebody must act on. */
export const DESTROY_EXIT = { listed: 0, refused: 1, usage: 2, present: 3 } as const;

interface DestroyOptions {
    readonly json?: true;
    readonly live?: true;
}

/** The command, for `npm run plan`; `done` gets the exit code. */
export function destroyCommand(
    terminal: Terminal,
    done: (code: number) => void,
    probe: () => Probe = machineProbe,
): Command {
    return new Command("destroy")
        .summary("shows what pulumi destroy would leave behind or hang on, and what to remove first")
        .description("Shows what pulumi destroy would leave behind or hang on, and what to remove first.")
        .helpOption("-h, --help", "print this help")
        .argument("[environments...]", "stacks with a settings file; all of them when none is given")
        .option("--live", "ask the account, with the AWS CLI's own credentials, what is there now")
        .option("--json", "print the reports as canonical JSON and nothing else")
        .addHelpText(
            "after",
            "\nNothing is changed. Exit code: 0 listed, 1 settings refused, 2 wrong usage or another account, 3 with --live: some of what must go first is there.",
        )
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stacks: readonly string[], options: DestroyOptions) => {
            done(await runDestroy(stacks, options, { terminal, probe }));
        });
}

interface Surroundings {
    readonly terminal: Terminal;
    readonly probe: () => Probe;
}

interface Told {
    readonly report: DestroyReport;
    readonly live: Live | undefined;
}

async function runDestroy(
    asked: readonly string[],
    options: DestroyOptions,
    { probe, terminal }: Surroundings,
): Promise<number> {
    const stacks = asked.length === 0 ? listStacks(FORK) : [...new Set(asked)];
    const unknown = stacks.map((stack) => unknownEnvironment(stack)).find((one) => one !== undefined);
    if (unknown !== undefined) return misuse(unknown, terminal);
    const progress = new Progress(terminal, `Planning ${stacks.join(", ")} …`);
    try {
        const told: Told[] = [];
        for (const stack of stacks) {
            const environment = await readEnvironment(stack);
            if ("problems" in environment) return refuse(environment.problems, terminal);
            const report = await reportOf(environment);
            const wrong = options.live === true ? await wrongAccount(probe(), report) : undefined;
            if (wrong !== undefined) return misuse(wrong, terminal);
            const live =
                options.live === true
                    ? await askAccount(probe(), report, (sentence) => progress.step(sentence))
                    : undefined;
            told.push({ report, live });
        }
        terminal.out(render(told, options, terminal));
        return told.some(isInTheWay) ? DESTROY_EXIT.present : DESTROY_EXIT.listed;
    } finally {
        progress.end();
    }
}

/** Without the environment's protection it is seen what else protects itself. */
export async function reportOf(environment: Environment): Promise<DestroyReport> {
    const { declared, graph } = environment;
    if (!declared.settings.protection) return destroyReport(graph);
    const settings = { ...declared.settings, protection: false };
    return destroyReport(graph, await planDeclared({ ...declared, settings }, environment));
}

function isInTheWay({ live = {}, report }: Told): boolean {
    return report.findings.some(
        ({ effect, id }) =>
            effect === "remove-first" && (live[id]?.some(({ found }) => found.length > 0) ?? false),
    );
}

function render(told: readonly Told[], { json }: DestroyOptions, terminal: Terminal): string {
    if (json === true) return `${canonicalJson(plainJson(told.map(asData)))}\n`;
    const options = { width: widthOf(terminal), colour: wantsColour(terminal) };
    return told.map(({ live, report }) => renderDestroy(report, live, options)).join("\n");
}

function asData({ live, report }: Told) {
    return {
        ...report,
        findings: shown(report, live).map(({ gone, id, liveOnly: _, ...finding }) => ({
            id,
            ...finding,
            gone: gone.map(lineOf),
            ...(live?.[id] === undefined ? {} : { live: live[id] }),
        })),
    };
}

function refuse(problems: readonly string[], terminal: Terminal): number {
    terminal.err(`${[...problems, "Nothing was listed: correct the settings first."].join("\n")}\n`);
    return DESTROY_EXIT.refused;
}

function misuse(problem: string, terminal: Terminal): number {
    terminal.err(`error: ${problem}\n`);
    return DESTROY_EXIT.usage;
}
