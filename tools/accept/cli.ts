/** `npm run accept`: what is to be written anew after an edit of stacks/ or settings, in one go. */
import { Command } from "commander";

import { runCommandLine } from "../plan/command-line";
import { Progress } from "../plan/progress";
import { FORK, ROOT } from "../plan/root";
import { processTerminal, type Terminal } from "../plan/terminal";
import {
    acceptLayout,
    acceptReference,
    acceptUrns,
    type Places,
    planAll,
    type Plans,
    type Written,
} from "./accept";
import { foreignJobs, notFollowing } from "./follow";
import { readWhole } from "./read-whole";

/** What `npm run accept` ends with. */
export const EXIT = { accepted: 0, refused: 1, usage: 2 } as const;

const NOTES = `
Writes the lists of URNs (tests/urns/), deletes those of environments that are gone, writes what npm run reference
generates, and lays out what you edited. Says what it wrote, and what must follow that only you can do. Look at it with
git diff and npm run plan -- diff: a URN that went is a resource that will be deleted.
Exit code: 0 done, 1 an environment does not plan and nothing was written, 2 wrong usage.`;

/** Runs the command and resolves to its exit code. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    places: Places = { fork: FORK, root: ROOT },
): Promise<number> {
    let code: number = EXIT.accepted;
    const command = new Command("npm run accept")
        .description("Accepts an edit: brings everything that is made from stacks/ and settings up to date.")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", NOTES)
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async () => {
            code = await accept(terminal, places);
        });
    return runCommandLine(command, args, () => code);
}

async function accept(terminal: Terminal, places: Places): Promise<number> {
    const progress = new Progress(terminal, "Planning every environment …");
    const plans = await planAll(places.fork).finally(() => progress.end());
    if ("problems" in plans) {
        const { problems } = plans;
        const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}; nothing was written.`;
        terminal.err(`${[...problems, count].join("\n")}\n`);
        return EXIT.refused;
    }
    const written = [
        ...acceptUrns(places.fork, plans),
        ...(await acceptReference(places.root, plans)),
        ...(await acceptLayout(places)),
    ];
    const whole = readWhole(places.fork);
    const left = [...notFollowing(whole), ...foreignJobs(whole), ...outside(written)];
    terminal.out(report(written, left, plans));
    return EXIT.accepted;
}

/** What stands in GitHub and not in a file. */
function outside(written: readonly Written[]): string[] {
    return written.flatMap(({ file, what }) => {
        const stack = /^tests\/urns\/(.+)\.txt$/.exec(file)?.[1];
        if (stack === undefined) return [];
        const variables = "DEPLOY_ROLES, PREVIEW_ROLES and, where you use them, RUNNERS and PULUMI_BACKENDS";
        if (what.startsWith("new")) {
            return [`GitHub: the environment ${stack}, and ${stack} in the variables ${variables}.`];
        }
        if (!what.startsWith("deleted")) return [];
        return [
            `${stack} is gone: docs/environments.md, "Remove an environment", has what is left of it in AWS, in ` +
                `bootstrap:deployFrom and in GitHub (the environment ${stack}; ${variables}).`,
        ];
    });
}

function report(written: readonly Written[], left: readonly string[], plans: Plans): string {
    const width = Math.max(...written.map(({ file }) => file.length));
    const lines = written.map(({ file, what }) => `${file.padEnd(width)}  ${what}`);
    const done =
        lines.length === 0 ? [`Nothing to accept: ${[...plans.keys()].join(", ")} are as committed.`] : lines;
    return `${[...done, ...(left.length === 0 ? [] : ["", "Left to you:", ...left.map((one) => `  - ${one}`)])].join("\n")}\n`;
}
