/** `npm run sandbox -- <environment> <command>`: the real Pulumi CLI against a simulated AWS on this machine. */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";

import { Argument, Command, InvalidArgumentError, Option } from "commander";

import { version } from "../../package.json";
import { didYouMean } from "../../components/shared/hints";
import { ANY_FACTS, FACTS } from "../facts";
import { runCommandLine } from "../plan/command-line";
import { ROOT } from "../plan/root";
import { unknownEnvironment } from "../plan/stack-file";
import { processTerminal, type Terminal } from "../plan/terminal";
import { BY_HAND, type KindByHand } from "./by-hand";
import { main as tryChart } from "../try-chart/cli";
import { type Fault, FAULT_FORMS, isOfType, parseFault } from "./faults";
import { type LatencyOf, parseLatency } from "./latency";
import { ensureStack, findPulumi, runPulumi } from "./pulumi";
import { openSandbox, type Sandbox } from "./sandbox";
import { prepareWorkspace, SANDBOX_FOLDER } from "./workspace";
import { madeForObjects } from "./world/leaks";

/** What `npm run sandbox` ends with. */
export const EXIT = { done: 0, failed: 1, unusable: 2, interrupted: 3 } as const;

export const COMMANDS = ["preview", "up", "refresh", "destroy", "pulumi", "reset"] as const;
/** Another simulation: a real control plane without AWS, and options of its own. */
const TRY_CHART = "try-chart";
export type SandboxCommand = (typeof COMMANDS)[number];

interface Options {
    readonly fault: readonly Fault[];
    readonly latency: number | LatencyOf;
    readonly lose: readonly string[];
    readonly apply?: KindByHand;
    readonly interruptAfter?: number;
    readonly insideVpc?: true;
}

interface Request {
    readonly environment: string;
    readonly command: SandboxCommand;
    /** For Pulumi, as they are. */
    readonly rest: readonly string[];
    readonly options: Options;
}

const INSTALL = "https://www.pulumi.com/docs/iac/download-install/";

const EXAMPLES = `
Faults:
${FAULT_FORMS.map((form) => `  --fault ${form}`).join("\n")}

Arguments after a second -- go to Pulumi; the command pulumi runs any of its commands:
  npm run sandbox -- dev up -- --skip-preview
  npm run sandbox -- dev pulumi -- cancel --yes

Whether a Helm chart runs on an environment, on a real control plane and with options of its own:
  npm run sandbox -- dev ${TRY_CHART} --help

Nothing leaves this machine, and no AWS credential is read. Exit 0: done. 1: Pulumi failed. 2: there is
no Pulumi CLI, or the command line is wrong. 3: interrupted, as asked with --interrupt-after. A destroy that
leaves something of a controller's behind has failed, whatever Pulumi says.`;

/** Runs the command and resolves to its exit code. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    const [environment = "", name, ...rest] = args;
    if (name === TRY_CHART) return tryChart([environment, ...rest], terminal);
    let code: number = EXIT.done;
    const command = sandboxCommand(terminal).action(
        async (stack: string, asked: SandboxCommand, further: readonly string[], options: Options) => {
            code = await run({ environment: stack, command: asked, rest: further, options }, terminal);
        },
    );
    return runCommandLine(command, args, () => code);
}

function sandboxCommand(terminal: Terminal): Command {
    return new Command("npm run sandbox --")
        .description("Rehearses an environment: the real Pulumi CLI against a simulated AWS on this machine.")
        .argument("<environment>", "the stack: its settings are in Pulumi.<environment>.yaml")
        .addArgument(
            new Argument("<command>", "what to rehearse; reset forgets everything").choices([
                ...COMMANDS,
                TRY_CHART,
            ]),
        )
        .argument("[arguments...]", "for Pulumi, after a second --")
        .option("--fault <fault>", "trouble to rehearse; may be given several times", addFault, [])
        .option("--lose <resource>", "delete it by hand first: an id or a logical name", addText, [])
        .addOption(
            new Option("--apply <kind>", "apply an object of a workload by hand first").choices(BY_HAND),
        )
        .option(
            "--latency <time>",
            "what each change takes: milliseconds, or usual/100 for AWS's time, a hundred times as fast",
            latency,
            0,
        )
        .option("--interrupt-after <changes>", "kill Pulumi after so many changes", wholeNumber)
        .option("--inside-vpc", "as from a machine in the VPC: a private API server answers")
        .version(version, "--version", "print the version of this kit")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", EXAMPLES)
        .showHelpAfterError("(npm run sandbox -- --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride();
}

async function run(request: Request, terminal: Terminal): Promise<number> {
    const { command, environment } = request;
    const misuse = unknownEnvironment(environment);
    if (misuse !== undefined) {
        terminal.err(`error: ${misuse}\n`);
        return EXIT.unusable;
    }
    const directory = path.join(SANDBOX_FOLDER, environment);
    if (command === "reset") return reset(directory, environment, terminal);
    if (findPulumi(terminal.env) === undefined) {
        terminal.err(
            `No pulumi in PATH. The sandbox runs the real Pulumi CLI: install it from ${INSTALL} and try again.\n`,
        );
        return EXIT.unusable;
    }
    return rehearse(request, directory, terminal);
}

function reset(directory: string, environment: string, terminal: Terminal): number {
    const existed = existsSync(directory);
    rmSync(directory, { recursive: true, force: true });
    terminal.err(`sandbox: ${environment} ${existed ? "is empty again" : "was empty"}.\n`);
    return EXIT.done;
}

async function rehearse(
    { command, environment, options, rest }: Request,
    directory: string,
    terminal: Terminal,
) {
    const workspace = prepareWorkspace({ directory, stack: environment });
    const interruption = new Interruption(options.interruptAfter);
    const sandbox = await openSandbox({
        workspace,
        insideVpc: options.insideVpc ?? false,
        faults: options.fault,
        latencyMs: options.latency,
        ...interruption.option(),
    });
    const release = leaveSignalsToPulumi();
    try {
        const applied = options.apply === undefined ? undefined : sandbox.apply(options.apply);
        const problem = applied ?? options.lose.map(sandbox.lose).find((text) => text !== undefined);
        if (problem !== undefined) {
            terminal.err(`error: ${problem}.\n`);
            return EXIT.unusable;
        }
        const pulumi = { workspace, providers: sandbox.providers, output: "inherit" } as const;
        const made = await ensureStack(pulumi);
        if (made !== undefined && made.code !== 0) {
            terminal.err(made.stderr);
            return EXIT.failed;
        }
        const args = argumentsOf(command, environment, rest, terminal);
        const { code } = await runPulumi(args, { ...pulumi, onStart: interruption.watch });
        terminal.err(summary(sandbox, directory));
        if (interruption.happened) {
            terminal.err(
                `sandbox: Pulumi was killed after ${options.interruptAfter ?? 0} changes, as asked.\n`,
            );
            return EXIT.interrupted;
        }
        const isClean = command !== "destroy" || sayLeft(sandbox, terminal);
        return code === 0 && isClean ? EXIT.done : EXIT.failed;
    } finally {
        release();
        sandbox.close();
    }
}

/** Names what controllers made and nobody took away; true when there is nothing. */
function sayLeft({ inventory }: Sandbox, { err }: Terminal): boolean {
    const left = madeForObjects(inventory);
    for (const { text } of left) err(`sandbox: left behind: ${text}.\n`);
    return left.length === 0;
}

function argumentsOf(
    command: SandboxCommand,
    stack: string,
    rest: readonly string[],
    { outIsTerminal }: Terminal,
): string[] {
    const general = ["--stack", stack, ...(outIsTerminal ? [] : ["--non-interactive"])];
    if (command === "pulumi") return [...rest, ...general];
    const changes = command !== "preview" && !rest.includes("--preview-only");
    return [command, ...general, ...(changes ? ["--yes"] : []), ...rest];
}

/** Kills the CLI in the middle of its work. */
class Interruption {
    public happened = false;
    private kill: () => void = () => undefined;

    public constructor(private readonly after: number | undefined) {}

    public readonly watch = (child: { readonly kill: (signal: "SIGKILL") => boolean }): void => {
        this.kill = () => void child.kill("SIGKILL");
    };

    public option(): { readonly interrupt?: { readonly after: number; readonly now: () => void } } {
        if (this.after === undefined) return {};
        const now = (): void => {
            this.happened = true;
            this.kill();
        };
        return { interrupt: { after: this.after, now } };
    }
}

/** Ctrl-C reaches Pulumi as well, which ends in its own order; the sandbox must still be there meanwhile. */
function leaveSignalsToPulumi(): () => void {
    const ignore = (): void => undefined;
    process.on("SIGINT", ignore);
    return () => void process.off("SIGINT", ignore);
}

/** What happened on the other side of the providers. */
function summary({ inventory, log, unusedFaults }: Sandbox, directory: string): string {
    const changes = log.changes();
    const count = (method: string): number => changes.filter((change) => change.method === method).length;
    const record = path.relative(ROOT, path.join(directory, "inventory.json"));
    const done = `${count("create")} created, ${count("update")} updated, ${count("delete")} deleted`;
    // When nothing is left, nothing that happened on the way matters any more.
    const left = inventory.all().length === 0 ? [] : log.notes;
    const notes = [...new Set(left)].map((note) => `sandbox: ${note}.\n`);
    const unused = unusedFaults().map((fault) => `sandbox: the fault ${fault} had no occasion.\n`);
    return `${[...notes, ...unused].join("")}sandbox: ${done}; ${inventory.all().length} exist (${record}).\n`;
}

function addFault(text: string, earlier: readonly Fault[]): readonly Fault[] {
    const fault = parseFault(text);
    if (fault === undefined) throw new InvalidArgumentError(`Write one of: ${FAULT_FORMS.join(", ")}.`);
    const known = [...FACTS.keys()];
    const isKnown = (type: string): boolean =>
        known.some((token) => isOfType(token, type)) || [type, withClass(type)].some(isDerived);
    if ("type" in fault && !isKnown(fault.type)) {
        // As faults are written: without the class, which repeats the file.
        const short = known.map((token) => token.replace(/(?<=\/\w+):\w+$/, ""));
        const nearest = didYouMean(fault.type, short);
        const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
        throw new InvalidArgumentError(`The kit makes no ${fault.type}.${hint}`);
    }
    return [...earlier, fault];
}

/** `aws:rds/instance` → `aws:rds/instance:Instance`. */
function withClass(type: string): string {
    return type.replace(
        /\/(\w)(\w*)$/,
        (_, first: string, rest: string) => `/${first}${rest}:${first.toUpperCase()}${rest}`,
    );
}

function isDerived(type: string): boolean {
    return ANY_FACTS.get(type)?.derived !== undefined;
}

function addText(text: string, earlier: readonly string[]): readonly string[] {
    return [...earlier, text];
}

function latency(text: string): number | LatencyOf {
    const found = parseLatency(text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(
        "Write milliseconds, or shortest, usual or longest with a divisor, such as usual/100.",
    );
}

function wholeNumber(text: string): number {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Write a whole number, 0 or more.");
    return Number(text);
}
