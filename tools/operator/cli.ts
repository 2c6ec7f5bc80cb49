/** `npm run operator`: environments as `Stack` objects of the Pulumi Kubernetes Operator, for kubectl. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { Command } from "commander";
import { stringify } from "yaml";

import { ENVIRONMENTS } from "../../stacks/environments";
import { readDeclared } from "../parity/environment";
import { runCommandLine } from "../plan/command-line";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import { processTerminal, type Terminal } from "../plan/terminal";
import { type DeployedStack, type OperatorWords, stackObjects } from "./stacks";

/** What `npm run operator` ends with. */
export const EXIT = { written: 0, refused: 1, usage: 2 } as const;

const NOTES = `
  npm run -s operator -- https://github.com/acme/platform.git | kubectl apply -f -

Nothing is changed, and no secret is read or printed: objects name the Secrets that must be there.
Exit 0: printed. 1: settings are refused. 2: the command line is wrong.`;

type Options = Omit<OperatorWords, "repository">;

/** Runs the command and resolves to its exit code. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    let code: number = EXIT.written;
    const command = new Command("npm run operator --")
        .description("Prints every environment as a Stack object of the Pulumi Kubernetes Operator.")
        .argument("<repository>", "address of your fork, as git clones it")
        .option("--branch <branch>", "what stacks without protection follow", "main")
        .option("-n, --namespace <name>", "where the objects go", "pulumi-stacks")
        .option("--backend <address>", "where the state is: s3://…")
        .option("--git-secret <name>", "Secret with the key accessToken, for a private repository")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", NOTES)
        .showHelpAfterError("(npm run operator -- --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action((repository: string, options: Options) => {
            code = print({ ...options, repository }, terminal);
        });
    return runCommandLine(command, args, () => code);
}

function print(words: OperatorWords, terminal: Terminal): number {
    if (/^[a-z]+:\/\/[^/]*:[^/]*@/.test(words.repository)) {
        terminal.err(
            "error: the address of the repository holds a secret. Leave it out, and give --git-secret.\n",
        );
        return EXIT.usage;
    }
    const read = listStacks(FORK).map((stack) => ({ stack, ...readDeclared(stack) }));
    const problems = read.flatMap((one) => ("problems" in one ? one.problems : []));
    if (problems.length > 0) {
        terminal.err(`${problems.join("\n")}\n`);
        return EXIT.refused;
    }
    const stacks = read.flatMap((one): readonly DeployedStack[] =>
        "problems" in one
            ? []
            : [
                  {
                      name: one.stack,
                      environment: one.declared.settings.environment,
                      isProtected: one.declared.settings.protection,
                      hasPassphrase: hasPassphrase(one.stack),
                  },
              ],
    );
    const objects = stackObjects(stacks, ENVIRONMENTS.names, words);
    terminal.out(objects.map((object) => `---\n${stringify(object)}`).join(""));
    return EXIT.written;
}

/** Source: Pulumi documentation, Stack settings file reference: a salt stands there for a passphrase alone. */
function hasPassphrase(stack: string): boolean {
    return /^encryptionsalt:/m.test(readFileSync(path.join(FORK, `Pulumi.${stack}.yaml`), "utf8"));
}
