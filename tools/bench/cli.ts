/** `npm run bench`: medians as ratios within one run, against importing @pulumi/pulumi alone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { canonicalJson } from "../../components/shared/json";
import { processTerminal, type Terminal } from "../plan/terminal";
import { runCommandLine } from "../plan/command-line";
import { type BenchReport, runBench } from "./bench";
import { casesOf, type GroupName, GROUPS } from "./cases";
import { renderBench } from "./render";

const DEFAULT_ROUNDS = 5;

interface BenchOptions {
    readonly rounds: number;
    readonly json?: true;
}

/** Runs the command and resolves to its exit code: 0 all targets met, 1 one missed, 2 wrong usage. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    let code = 0;
    const command = new Command("npm run bench --")
        .description(`Measures ${GROUPS.join(", ")}; all of them when none is named.`)
        .helpOption("-h, --help", "print this help")
        .argument("[groups...]", GROUPS.join(", "), addGroup)
        .option("--rounds <n>", "how often each case runs; medians are shown", positive, DEFAULT_ROUNDS)
        .option("--json", "print the figures as JSON and nothing else")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (groups: readonly GroupName[], { json, rounds }: BenchOptions) => {
            const report = await benchGroups(groups, rounds, terminal);
            terminal.out(json === true ? `${canonicalJson(jsonOf(report))}\n` : renderBench(report));
            code = report.verdicts.every(({ passed }) => passed) ? 0 : 1;
        });
    return runCommandLine(command, args, () => code);
}

async function benchGroups(
    groups: readonly GroupName[],
    rounds: number,
    terminal: Terminal,
): Promise<BenchReport> {
    const folder = mkdtempSync(path.join(tmpdir(), "kit-bench-"));
    try {
        const cases = casesOf(groups.length === 0 ? GROUPS : groups, folder);
        return await runBench(cases, rounds, (text) => terminal.err(`${text}\n`));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function jsonOf({ results, rounds, verdicts }: BenchReport) {
    return {
        node: process.versions.node,
        rounds,
        results: results.map((result) => ({ ...result })),
        verdicts: verdicts.map((verdict) => ({ ...verdict })),
    };
}

function addGroup(text: string, before: readonly GroupName[] = []): readonly GroupName[] {
    const group = GROUPS.find((known) => known === text);
    if (group === undefined) throw new InvalidArgumentError(`Known: ${GROUPS.join(", ")}.`);
    return [...before, group];
}

function positive(text: string): number {
    const n = Number(text);
    if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError("Write a whole number, 1 or more.");
    return n;
}
