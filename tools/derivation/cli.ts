/** `npm run facts -- show|measure|specification`: facts of any type, and how those are made that nobody wrote. */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { Command } from "commander";
import { createColors } from "picocolors";

import { dayArgument } from "../plan/day-argument";
import { runCommandLine } from "../plan/command-line";
import { processTerminal, type Terminal, wantsColour, widthOf } from "../plan/terminal";
import { ANY_FACTS, FACTS } from "../facts";
import { derivedFacts } from "../facts/derived";
import { SPECIFICATION_FILE } from "../facts/derived/cloudformation";
import { everyType } from "../facts/derived/every-type";
import { measure } from "./measure";
import { renderMeasured, renderType } from "./render";
import { type CloudFormationType, specificationText } from "../facts/derived/specification";
import { typingsOf } from "../facts/derived/typings";

/** What `npm run facts` ends with. */
export const EXIT = { done: 0, unknown: 1, usage: 2 } as const;

const PACKAGE = "@aws-cdk/aws-service-spec";

/** Runs the command and resolves to its exit code. */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
    let code: number = EXIT.done;
    const command = new Command("npm run facts --")
        .description(
            "Facts of resource types: those somebody wrote, and those derived from the SDKs' typings.",
        )
        .helpOption("-h, --help", "print this help")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride();
    const page = { width: widthOf(terminal), bold: createColors(wantsColour(terminal)).bold };
    command
        .command("show <type>")
        .description("what a plan answers for a type, such as aws:rds/instance:Instance")
        .action((type: string) => {
            const facts = ANY_FACTS.get(type);
            if (facts !== undefined) {
                terminal.out(renderType(facts));
                return;
            }
            terminal.err(
                `${type}: no facts. Types of @pulumi/aws and @pulumi/kubernetes have some; components have none.\n`,
            );
            code = EXIT.unknown;
        });
    command
        .command("measure")
        .description("derives the types somebody wrote facts of, and counts what differs")
        .action(() => {
            const measured = [...FACTS.values()].flatMap(
                (facts) => measure(facts, derivedFacts(facts.type)) ?? [],
            );
            terminal.out(renderMeasured(measured, page));
        });
    command
        .command("specification <folder>")
        .description(`writes what ${PACKAGE}, installed in the folder, says of replacements`)
        .requiredOption("--published <date>", "the day npm published that version, YYYY-MM-DD", dayArgument)
        .action((folder: string, { published }: { readonly published: string }) => {
            writeFileSync(SPECIFICATION_FILE, specificationOf(folder, published));
            terminal.out(`written  ${path.basename(SPECIFICATION_FILE)}\n`);
        });
    return runCommandLine(command, args, () => code);
}

interface Database {
    readonly all: (entity: "resource") => Iterable<CloudFormationType>;
}

function specificationOf(folder: string, published: string): string {
    const load = createRequire(path.resolve(folder, "package.json"));
    const { version } = load(`${PACKAGE}/package.json`) as { readonly version: string };
    const { loadAwsServiceSpecSync } = load(PACKAGE) as { readonly loadAwsServiceSpecSync: () => Database };
    const typings = everyType("aws").flatMap((type) => typingsOf(type) ?? []);
    const resources = [...loadAwsServiceSpecSync().all("resource")];
    return specificationText({ source: `${PACKAGE} ${version}`, published, typings, resources });
}
