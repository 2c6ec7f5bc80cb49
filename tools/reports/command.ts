/** What all commands have in common that read planned environments and tell about them. */
import { Command, Option } from "commander";

import { canonicalJson } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import { type Environment, readEnvironment } from "../parity/environment";
import { Progress } from "../plan/progress";
import { FORK } from "../plan/root";
import { listStacks, unknownEnvironment } from "../plan/stack-file";
import { processTerminal, type Terminal, wantsColour, widthOf } from "../plan/terminal";

/** What a report ends with; a report may add codes of its own from 3 on. */
export const REPORT_EXIT = { reported: 0, refused: 1, usage: 2 } as const;

/** How text is laid out. */
export interface Page {
    /** Columns; `Infinity` where nothing is wrapped. */
    readonly width: number;
    readonly colour: boolean;
}

/** What was said about some environments, in each form; only the one that was asked for is made. */
export interface Told {
    readonly text: (page: Page) => string;
    readonly markdown?: () => string;
    /** By the report's further formats. */
    readonly further?: Readonly<Record<string, () => string>>;
    /** Plain data, as the report's schema has it. */
    readonly data: () => unknown;
    /** @default 0 */
    readonly code?: number;
}

/** One line a problem: nothing is reported. */
export interface Refused {
    readonly problems: readonly string[];
    /** @default 1 */
    readonly code?: number;
}

/** What a report works with beside its environments. */
export interface Surroundings {
    readonly terminal: Terminal;
    /** Says what is being done once it takes long. */
    readonly step: (sentence: string) => void;
}

/** A report as a command of `npm run plan`. */
export interface ReportCommand<Options> {
    readonly name: string;
    /** One sentence without its full stop, in lower case. */
    readonly summary: string;
    /** Behind the options of the help. */
    readonly after: string;
    /** Forms besides text, markdown and JSON, for `--format`. @default none, and no such option */
    readonly formats?: readonly string[];
    /** Options of its own. @default none */
    readonly options?: (command: Command) => Command;
    readonly report: (
        environments: readonly Environment[],
        options: Options,
        surroundings: Surroundings,
    ) => Promise<Told | Refused> | Told | Refused;
}

type Asked<Options> = Options & {
    readonly json?: true;
    readonly markdown?: true;
    readonly format?: string;
};

/** What every report can be printed as. */
const FORMATS = ["text", "markdown", "json"] as const;

/** The command, for `npm run plan`; `done` gets the exit code. */
export function reportCommand<Options extends object>(
    report: ReportCommand<Options>,
    done: (code: number) => void,
    terminal: Terminal = processTerminal(),
): Command {
    const bare = new Command(report.name)
        .summary(report.summary)
        .description(`${report.summary.charAt(0).toUpperCase()}${report.summary.slice(1)}.`)
        .helpOption("-h, --help", "print this help")
        .argument("[environments...]", "stacks with a settings file; all of them when none is given");
    const own = report.options?.(bare) ?? bare;
    const formats = [...FORMATS, ...(report.formats ?? [])];
    const formed =
        report.formats === undefined
            ? own
            : own.addOption(new Option("--format <format>", "how to print it").choices(formats));
    return formed
        .option("--markdown", "print it as markdown")
        .option("--json", "print it as canonical JSON and nothing else")
        .addHelpText("after", `\n${report.after}`)
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stacks: readonly string[], options: Asked<Options>) => {
            done(await run(report, stacks, options, terminal));
        });
}

async function run<Options>(
    report: ReportCommand<Options>,
    asked: readonly string[],
    options: Asked<Options>,
    terminal: Terminal,
): Promise<number> {
    const stacks = asked.length === 0 ? listStacks(FORK) : [...new Set(asked)];
    const unknown = stacks.map((stack) => unknownEnvironment(stack)).find((one) => one !== undefined);
    if (unknown !== undefined) {
        terminal.err(`error: ${unknown}\n`);
        return REPORT_EXIT.usage;
    }
    const progress = new Progress(terminal, `Planning ${stacks.join(", ")} …`);
    try {
        const environments = await readAll(stacks, (sentence) => progress.step(sentence));
        if ("problems" in environments) return refuse(environments, terminal);
        const told = await report.report(environments, options, {
            terminal,
            step: (sentence) => progress.step(sentence),
        });
        if ("problems" in told) return refuse(told, terminal);
        terminal.out(formOf(told, options, terminal));
        return told.code ?? REPORT_EXIT.reported;
    } finally {
        progress.end();
    }
}

/** One after another, since the SDK keeps its state in the process; faults of all of them in one go. */
async function readAll(
    stacks: readonly string[],
    step: (sentence: string) => void,
): Promise<readonly Environment[] | Refused> {
    const environments: Environment[] = [];
    const problems: string[] = [];
    for (const stack of stacks) {
        step(`Planning ${stack} …`);
        const read = await readEnvironment(stack);
        if ("problems" in read) problems.push(...read.problems);
        else environments.push(read);
    }
    return problems.length > 0 ? { problems } : environments;
}

function formOf<Options>(told: Told, { format, json, markdown }: Asked<Options>, terminal: Terminal): string {
    const further = format === undefined ? undefined : told.further?.[format];
    if (further !== undefined) return further();
    if (json === true || format === "json") return `${canonicalJson(plainJson(told.data()))}\n`;
    if ((markdown === true || format === "markdown") && told.markdown !== undefined) return told.markdown();
    return told.text({ width: widthOf(terminal), colour: wantsColour(terminal) });
}

function refuse({ code = REPORT_EXIT.refused, problems }: Refused, terminal: Terminal): number {
    const closing = code === REPORT_EXIT.refused ? ["Nothing was reported: correct the settings first."] : [];
    terminal.err(`${[...problems, ...closing].join("\n")}\n`);
    return code;
}
