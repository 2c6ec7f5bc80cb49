/** `npm run plan -- [environment]`: what the environment is, without an account, credentials or the Pulumi CLI. */
import path from "node:path";

import { Command } from "commander";

import { version } from "../../package.json";
import { runCommandLine } from "./command-line";
import { commandsFor } from "./commands";
import { dayArgument } from "./day-argument";
import { canonicalGraph } from "./graph";
import { Progress } from "./progress";
import { planStack, type StackPlan } from "./plan-stack";
import { renderPlan } from "./report";
import { unknownEnvironment, statOf } from "./stack-file";
import { todayOf } from "./support";
import { processTerminal, type Terminal, wantsColour, widthOf } from "./terminal";

/** What `npm run plan` ends with. */
export const EXIT = { planned: 0, refused: 1, usage: 2 } as const;

interface PlanOptions {
    readonly resources?: true;
    readonly json?: true;
    readonly unknown?: true;
    readonly config?: string;
    readonly today: string;
}

/** Runs the command and resolves to its exit code. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    let code: number = EXIT.planned;
    const command = planCommand(terminal).action(async (environment: string, options: PlanOptions) => {
        code = await plan(environment, options, terminal);
    });
    const done = (ended: number): void => void (code = ended);
    for (const make of commandsFor(args)) command.addCommand(make(terminal, done));
    return runCommandLine(command, args, () => code);
}

function planCommand(terminal: Terminal): Command {
    return (
        new Command("npm run plan --")
            .usage("[options] [environment]")
            // An option behind a command is that command's, also where both have it.
            .enablePositionalOptions()
            .description(
                "Shows what an environment is: its components, what each decided, how many resources.",
            )
            .argument("[environment]", "the stack: its settings are in Pulumi.<environment>.yaml", "dev")
            .option("--resources", "list every resource under its component")
            .option("--json", "print the planned graph as canonical JSON and nothing else")
            .option("--unknown", "leave outputs unknown, as a first preview sees them")
            .option("--config <file>", "read another settings file")
            .option(
                "--today <date>",
                "count days of support from this day, YYYY-MM-DD",
                dayArgument,
                todayOf(new Date()),
            )
            .version(version, "--version", "print the version of this kit")
            .helpOption("-h, --help", "print this help")
            .showHelpAfterError("(npm run plan -- --help lists the options)")
            .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
            .exitOverride()
    );
}

async function plan(environment: string, options: PlanOptions, terminal: Terminal): Promise<number> {
    const configFile = options.config === undefined ? undefined : fromCaller(options.config, terminal);
    const misuse = misuseOf(environment, configFile);
    if (misuse !== undefined) {
        terminal.err(`error: ${misuse}\n`);
        return EXIT.usage;
    }
    const progress = new Progress(terminal, `Planning ${environment} …`);
    const result = await planStack({
        stack: environment,
        mode: options.unknown === true ? "unknown" : "deterministic",
        ...(configFile === undefined ? {} : { configFile }),
    }).finally(() => progress.end());
    if ("problems" in result) return refuse(result.problems, terminal);
    terminal.out(
        options.json === true ? `${canonicalGraph(result.graph)}\n` : report(result, options, terminal),
    );
    return EXIT.planned;
}

function report(result: StackPlan, options: PlanOptions, terminal: Terminal): string {
    return renderPlan(result.graph, {
        width: widthOf(terminal),
        colour: wantsColour(terminal),
        today: options.today,
        resources: options.resources ?? false,
        unknown: options.unknown ?? false,
        file: result.file,
        placeholders: result.placeholders,
        notices: result.notices,
    });
}

/** What is wrong with the command line itself; undefined when the settings are to be judged. */
function misuseOf(environment: string, configFile: string | undefined): string | undefined {
    if (configFile !== undefined) {
        const found = statOf(configFile);
        if (found === "file") return undefined;
        const what = found === "directory" ? `${configFile} is a directory` : `no file ${configFile}`;
        return `${what}. Give --config the path of a settings file.`;
    }
    return unknownEnvironment(environment);
}

/** A path as the caller meant it: npm runs scripts in the repository, wherever it was called. */
function fromCaller(file: string, { env }: Terminal): string {
    const caller = env["npm_lifecycle_event"] === "plan" ? env["INIT_CWD"] : undefined;
    return caller === undefined || caller === process.cwd() ? file : path.resolve(caller, file);
}

/** One line a problem; no stack trace, since the settings are at fault. */
function refuse(problems: readonly string[], terminal: Terminal): number {
    const closing = `${problems.length} problem${problems.length === 1 ? "" : "s"}; nothing was planned.`;
    terminal.err(`${[...problems, closing].join("\n")}\n`);
    return EXIT.refused;
}
