/** `npm run reference`: writes what is generated, the editors' schema, the reference of settings, parts of pages. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Command } from "commander";

import { runCommandLine } from "../plan/command-line";
import { ROOT } from "../plan/root";
import { processTerminal, type Terminal } from "../plan/terminal";
import { generatedFiles } from "./generated";

/** Runs the command and resolves to its exit code: 0 written, 1 an environment is refused, 2 wrong usage. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    directory: string = ROOT,
): Promise<number> {
    const command = new Command("npm run reference")
        .description(
            "Writes the editors' schema, docs/configuration.md, docs/shape.md and the generated parts of pages.",
        )
        .helpOption("-h, --help", "print this help")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride();
    let code = 0;
    command.action(async () => {
        code = await write(terminal, directory);
    });
    return runCommandLine(command, args, () => code);
}

async function write(terminal: Terminal, directory: string): Promise<number> {
    try {
        for (const { file, text } of await generatedFiles(directory)) {
            const place = path.join(directory, file);
            const changed = !existsSync(place) || readFileSync(place, "utf8") !== text;
            mkdirSync(path.dirname(place), { recursive: true });
            if (changed) writeFileSync(place, text);
            terminal.out(`${changed ? "written  " : "unchanged"}  ${file}\n`);
        }
        return 0;
    } catch (error) {
        terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
        return 1;
    }
}
