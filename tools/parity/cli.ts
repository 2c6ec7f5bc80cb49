/** `npm run plan -- parity`: how environments differ, and whether each difference is declared. */
import { Command } from "commander";

import { canonicalJson } from "../../components/shared/json";
import { ENVIRONMENTS } from "../../stacks/environments";
import { plainJson } from "../facts/build";
import { Progress } from "../plan/progress";
import { FORK } from "../plan/root";
import { listStacks, unknownEnvironment } from "../plan/stack-file";
import { type Terminal, wantsColour, widthOf } from "../plan/terminal";
import { type Environment, planDeclared, readEnvironment } from "./environment";
import { parity } from "./parity";
import { renderParity } from "./render";
import type { ParityReport } from "./report";

/** What `npm run plan -- parity` ends with. As of a review: 3 is for what could hurt, 1 for settings that are refused. */
export const PARITY_EXIT = { declared: 0, refused: 1, usage: 2, undeclared: 3 } as const;

interface ParityCommandOptions {
    readonly json?: true;
}

/** The command, for `npm run plan`; `done` gets the exit code. */
export function parityCommand(terminal: Terminal, done: (code: number) => void): Command {
    return new Command("parity")
        .summary("shows how environments differ, and whether each difference is one their files declare")
        .description("Shows how environments differ, and whether each difference is one their files declare.")
        .helpOption("-h, --help", "print this help")
        .argument("[environments...]", "two stacks or more; all of them when none is given")
        .option("--json", "print the report as canonical JSON and nothing else")
        .addHelpText(
            "after",
            "\nExit code: 0 every difference is declared, 1 settings refused, 2 wrong usage, 3 something differs that no settings file and no shape says.",
        )
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stacks: readonly string[], options: ParityCommandOptions) => {
            done(await runParity(stacks, options, terminal));
        });
}

async function runParity(
    asked: readonly string[],
    options: ParityCommandOptions,
    terminal: Terminal,
): Promise<number> {
    const stacks = asked.length === 0 ? inOrder(listStacks(FORK)) : [...new Set(asked)];
    const unknown = stacks.map((stack) => unknownEnvironment(stack)).find((one) => one !== undefined);
    if (unknown !== undefined) return misuse(unknown, terminal);
    if (stacks.length < 2) return misuse("parity compares two environments or more. Name another.", terminal);
    const progress = new Progress(terminal, `Planning ${stacks.join(", ")} …`);
    try {
        const environments = await readAll(stacks);
        if ("problems" in environments) {
            terminal.err(
                `${[...environments.problems, "Nothing was compared: correct the settings first."].join("\n")}\n`,
            );
            return PARITY_EXIT.refused;
        }
        const report = await parity(environments.read, {
            experiment: planDeclared,
            progress: (sentence) => progress.step(sentence),
        });
        terminal.out(render(report, options, terminal));
        return report.undeclared === 0 ? PARITY_EXIT.declared : PARITY_EXIT.undeclared;
    } finally {
        progress.end();
    }
}

/** The environments of the kit in the order in which a change goes through them, then the others. */
function inOrder(stacks: readonly string[]): readonly string[] {
    const rank = (stack: string): number => {
        const at = ENVIRONMENTS.names.indexOf(stack);
        return at === -1 ? ENVIRONMENTS.names.length : at;
    };
    return [...stacks].sort((a, b) => rank(a) - rank(b));
}

async function readAll(
    stacks: readonly string[],
): Promise<{ readonly read: readonly Environment[] } | { readonly problems: readonly string[] }> {
    const read: Environment[] = [];
    const problems: string[] = [];
    for (const stack of stacks) {
        const environment = await readEnvironment(stack);
        if ("problems" in environment) problems.push(...environment.problems);
        else read.push(environment);
    }
    return problems.length > 0 ? { problems } : { read };
}

function render(report: ParityReport, { json }: ParityCommandOptions, terminal: Terminal): string {
    if (json === true) return `${canonicalJson(plainJson(report))}\n`;
    return renderParity(report, { width: widthOf(terminal), colour: wantsColour(terminal) });
}

function misuse(problem: string, terminal: Terminal): number {
    terminal.err(`error: ${problem}\n`);
    return PARITY_EXIT.usage;
}
