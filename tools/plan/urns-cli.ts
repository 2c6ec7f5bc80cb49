/** `npm run urns`: compares the URNs of every environment with the committed lists; `-- accept` rewrites them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Command } from "commander";

import { chooseFrom } from "../../components/shared/hints";
import { runCommandLine } from "./command-line";
import { planStack } from "./plan-stack";
import { FORK, ROOT } from "./root";
import { listStacks } from "./stack-file";
import { processTerminal, type Terminal } from "./terminal";
import { committedList, compareUrns, explainUrns } from "./urns";

/** Where the lists are committed, one a stack. */
const LISTS = path.join(FORK, "tests", "urns");

/** What a run reads and writes, beside the settings of the stacks. */
interface Context {
    readonly terminal: Terminal;
    /** Folder of the lists. */
    readonly lists: string;
}

/** Runs the command and resolves to its exit code: 0 equal or accepted, 1 different or refused, 2 wrong usage. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    lists: string = LISTS,
): Promise<number> {
    let code = 0;
    const run = async (stacks: readonly string[], each: Each): Promise<void> => {
        code = await forEachStack(stacks, each, { terminal, lists });
    };
    const command = named("npm run urns --", terminal)
        .description("Compares the URNs of each environment with tests/urns/<environment>.txt.")
        .argument("[environments...]", "stacks with a settings file; all of them when none is given")
        .action((stacks: readonly string[]) => run(stacks, check));
    command.addCommand(
        named("accept", terminal)
            .description("rewrites the lists; a URN that went is a resource that will be deleted")
            .argument("[environments...]")
            .action((stacks: readonly string[]) => run(stacks, accept)),
    );
    return runCommandLine(command, args, () => code);
}

/** The committed list of an environment; empty when there is none yet. */
export function committedUrns(stack: string, lists: string = LISTS): string {
    const file = listFile(stack, lists);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}

type Each = (stack: string, context: Context) => Promise<boolean>;

async function forEachStack(asked: readonly string[], each: Each, context: Context): Promise<number> {
    const known = listStacks(FORK);
    const unknown = asked.find((stack) => !known.includes(stack));
    if (unknown !== undefined) {
        context.terminal.err(`error: no environment "${unknown}". ${chooseFrom(unknown, known)}.\n`);
        return 2;
    }
    let ok = true;
    for (const stack of asked.length === 0 ? known : asked) ok = (await each(stack, context)) && ok;
    return ok ? 0 : 1;
}

async function check(stack: string, { lists, terminal }: Context): Promise<boolean> {
    const result = await planStack({ stack, mode: "deterministic" });
    if ("problems" in result) return refused(result.problems, terminal);
    const text = explainUrns(compareUrns(committedUrns(stack, lists), result.graph), stack);
    if (text === undefined) terminal.out(`${stack}: ${result.graph.resources.length} URNs, as committed\n`);
    else terminal.err(`${text}\n`);
    return text === undefined;
}

async function accept(stack: string, { lists, terminal }: Context): Promise<boolean> {
    const result = await planStack({ stack, mode: "deterministic" });
    if ("problems" in result) return refused(result.problems, terminal);
    const { added, aliased, removed } = compareUrns(committedUrns(stack, lists), result.graph);
    const file = listFile(stack, lists);
    writeFileSync(file, committedList(result.graph));
    const gone = removed.length + aliased.length;
    terminal.out(`${path.relative(ROOT, file)}: ${added.length} added, ${gone} removed\n`);
    return true;
}

function refused(problems: readonly string[], terminal: Terminal): boolean {
    terminal.err(`${problems.join("\n")}\n`);
    return false;
}

function listFile(stack: string, lists: string): string {
    return path.join(lists, `${stack}.txt`);
}

function named(name: string, terminal: Terminal): Command {
    return new Command(name)
        .helpOption("-h, --help", "print this help")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride();
}
