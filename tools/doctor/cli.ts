/** `npm run doctor -- [environment]`: whether this machine can deploy it, and what mends what it lacks. */
import { Command } from "commander";

import packageJson from "../../package.json";
import { planStack } from "../plan/plan-stack";
import { processTerminal, type Terminal } from "../plan/terminal";
import { runCommandLine } from "../plan/command-line";
import { unknownEnvironment } from "../plan/stack-file";
import { readEnvironment } from "../probe/environment";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import { ecrLoginsOf } from "./chart-sources";
import { examine } from "./doctor";
import { isBlocked, renderSections } from "./findings";
import { wantedBy } from "./programs";

/** What `npm run doctor` ends with. */
export const EXIT = { healthy: 0, blocked: 1, usage: 2 } as const;

const NOTES = `
Nothing is changed, and no credential is read or printed. What needs a network says so and is skipped without
one. Exit 0: nothing blocks. 1: something does. 2: the command line is wrong.`;

/** Runs the command and resolves to its exit code. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    probe: Probe = machineProbe(),
): Promise<number> {
    let code: number = EXIT.healthy;
    const command = new Command("npm run doctor --")
        .usage("[options] [environment]")
        .description("Says whether this machine can deploy an environment, and what mends what it lacks.")
        .argument("[environment]", "the stack: its settings are in Pulumi.<environment>.yaml")
        .option(
            "--logins",
            "print the private registries of ECR that its charts come from, each with its region, and nothing else",
        )
        .version(packageJson.version, "--version", "print the version of this kit")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", NOTES)
        .showHelpAfterError("(npm run doctor -- --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (environment: string | undefined, { logins }: { readonly logins?: true }) => {
            code = await (logins === true
                ? listLogins(environment, terminal)
                : diagnose(environment, terminal, probe));
        });
    return runCommandLine(command, args, () => code);
}

/** For the workflow that deploys, which then logs in to each. */
async function listLogins(stack: string | undefined, terminal: Terminal): Promise<number> {
    const misuse = stack === undefined ? "--logins is about an environment" : unknownEnvironment(stack);
    if (stack === undefined || misuse !== undefined) {
        terminal.err(`error: ${misuse ?? ""}\n`);
        return EXIT.usage;
    }
    const planned = await planStack({ stack, mode: "deterministic" });
    if ("problems" in planned) {
        terminal.err(`${planned.problems.join("\n")}\n`);
        return EXIT.blocked;
    }
    terminal.out(
        ecrLoginsOf(planned.graph)
            .map(({ host, region }) => `${host} ${region}\n`)
            .join(""),
    );
    return EXIT.healthy;
}

async function diagnose(stack: string | undefined, terminal: Terminal, probe: Probe): Promise<number> {
    const misuse = stack === undefined ? undefined : unknownEnvironment(stack);
    if (misuse !== undefined) {
        terminal.err(`error: ${misuse}\n`);
        return EXIT.usage;
    }
    const sections = await examine({
        probe,
        wanted: wantedBy(packageJson),
        node: process.versions.node,
        environment: stack === undefined ? undefined : readEnvironment(stack),
        plan: once(async () => {
            if (stack === undefined) return undefined;
            const planned = await planStack({ stack, mode: "deterministic" });
            return "graph" in planned ? planned.graph : undefined;
        }),
    });
    terminal.out(renderSections(sections));
    return isBlocked(sections) ? EXIT.blocked : EXIT.healthy;
}

/** Logins and zones look at one plan. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
    let made: Promise<Value> | undefined;
    return () => (made ??= make());
}
