/** `npm run bootstrap:plan`: what bootstrap makes in an account, without the account, credentials or the Pulumi CLI. */
import { Command } from "commander";

import { planAccount } from "./plan-bootstrap";
import { runCommandLine } from "./command-line";
import { canonicalGraph } from "./graph";
import type { StackPlan } from "./plan-stack";
import { renderPlan } from "./report";
import { todayOf } from "./support";
import { processTerminal, type Terminal, wantsColour, widthOf } from "./terminal";
import { urnList } from "./urns";

interface PlanOptions {
    readonly resources?: true;
    readonly json?: true;
    readonly unknown?: true;
    readonly urns?: true;
}

/** Runs the command and resolves to its exit code: 0 planned, 1 refused, 2 wrong usage. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    let code = 0;
    const command = planCommand(terminal).action(async (stack: string, options: PlanOptions) => {
        code = await plan(stack, options, terminal);
    });
    return runCommandLine(command, args, () => code);
}

function planCommand(terminal: Terminal): Command {
    return new Command("npm run bootstrap:plan --")
        .description("Shows what bootstrap makes in an account: bucket, key and roles.")
        .argument("[stack]", "its settings are in bootstrap/Pulumi.<stack>.yaml", "account")
        .option("--resources", "list every resource under its component")
        .option("--json", "print the planned graph as canonical JSON and nothing else")
        .option("--urns", "print the URNs and nothing else, as tests/bootstrap/urns.txt holds them")
        .option("--unknown", "leave outputs unknown, as a first preview sees them")
        .helpOption("-h, --help", "print this help")
        .showHelpAfterError("(npm run bootstrap:plan -- --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride();
}

async function plan(stack: string, options: PlanOptions, terminal: Terminal): Promise<number> {
    const result = await planAccount(stack, options.unknown === true ? "unknown" : "deterministic");
    if ("problems" in result) {
        const { length } = result.problems;
        const closing = `${length} problem${length === 1 ? "" : "s"}; nothing was planned.`;
        terminal.err(`${[...result.problems, closing].join("\n")}\n`);
        return 1;
    }
    terminal.out(output(result, options, terminal));
    return 0;
}

function output(result: StackPlan, options: PlanOptions, terminal: Terminal): string {
    if (options.json === true) return `${canonicalGraph(result.graph)}\n`;
    if (options.urns === true) return urnList(result.graph);
    return renderPlan(result.graph, {
        width: widthOf(terminal),
        colour: wantsColour(terminal),
        today: todayOf(new Date()),
        resources: options.resources ?? false,
        unknown: options.unknown ?? false,
        file: result.file,
        placeholders: result.placeholders,
        notices: result.notices,
    });
}
