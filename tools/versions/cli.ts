/** `npm run versions -- list|verify|update`: the kit's pins and the fork's, their age, and what AWS says of them. */
import { readFileSync, writeFileSync } from "node:fs";

import { Command, InvalidArgumentError } from "commander";

import { version } from "../../package.json";
import { parsePins, type PinsFile } from "../../components/platform/pins";
import { mergePins, PINS_FILE } from "../../components/shared/pins-schema";
import { chooseFrom } from "../../components/shared/hints";
import { REGION_PATTERN } from "../../components/shared/regions";
import { ENVIRONMENTS } from "../../stacks/environments";
import { runCommandLine } from "../plan/command-line";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import { isDate, todayOf } from "../plan/support";
import { processTerminal, type Terminal, widthOf } from "../plan/terminal";
import { readEnvironment } from "../probe/environment";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import { askAddons, askCharts, askRegion, whyNotAws } from "./ask";
import { renderList } from "./list";
import { pinLines, PINS_PLACE, tableWith, writePins } from "./pins-file";
import { TABLE } from "./table";
import { chooseVersions, renderChoices } from "./update";
import { judgeCharts, judgeRegion, renderVerdicts } from "./verify";

/** What `npm run versions` ends with. */
export const EXIT = { done: 0, wrong: 1, unusable: 2 } as const;

/** Where a run finds what; a test gives its own. */
export interface Surroundings {
    readonly terminal: Terminal;
    readonly probe: Probe;
    /** The file with the fork's pins. */
    readonly file: string;
    /** Regions of the environments. */
    readonly regions: () => readonly string[];
}

interface Options {
    readonly today: string;
    readonly region: readonly string[];
    readonly dryRun?: true;
    readonly environment?: string;
}

const NOTES = `
list works offline. verify and update ask AWS with the AWS CLI and the caller's credentials (read only:
eks:DescribeAddonVersions, eks:DescribeClusterVersions, ssm:GetParameters), and verify asks the charts' registry
without any. Exit 0: done. 1: a pin is wrong, or was not answered. 2: AWS cannot be asked, or the command line is
wrong.`;

/** Runs the command and resolves to its exit code. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    surroundings: Partial<Surroundings> = {},
): Promise<number> {
    let code: number = EXIT.done;
    const around: Surroundings = {
        terminal,
        probe: machineProbe(),
        file: PINS_PLACE,
        regions: regionsOfEnvironments,
        ...surroundings,
    };
    const command = versionsCommand(around, (ended) => (code = ended));
    return runCommandLine(command, args, () => code);
}

function versionsCommand(around: Surroundings, end: (code: number) => void): Command {
    const { terminal } = around;
    const today = todayOf(new Date());
    const named = (name: string, description: string): Command =>
        new Command(name)
            .description(description)
            .helpOption("-h, --help", "print this help")
            .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
            .exitOverride();
    const subcommand = (
        name: string,
        description: string,
        run: (options: Options) => number | Promise<number>,
    ) =>
        named(name, description)
            .option("--today <date>", "the day it is, YYYY-MM-DD", date, today)
            .action(async (options: Options) => end(await run(options)));
    const list = subcommand(
        "list",
        "every pin with its age, every minor with the days it has left",
        (options) => {
            terminal.out(renderList(TABLE, options.today, widthOf(terminal)));
            terminal.out(ownPins(readPins(around.file)));
            return EXIT.done;
        },
    );
    const verify = subcommand("verify", "asks AWS and the registry whether every pin exists", (options) =>
        verifyPins(options, around),
    );
    const update = subcommand("update", "pins add-ons to AWS's default versions", (options) =>
        updatePins(options, around),
    );
    for (const command of [verify, update]) {
        command.option("--region <region>", "region to ask in; default: the environments'", addRegion, []);
    }
    update
        .option("--environment <name>", "pin for this environment alone, which then goes first")
        .option("--dry-run", "show the changes and write nothing");
    return named("npm run versions --", `The versions the kit pins, and yours in ${PINS_FILE}.`)
        .version(version, "--version", "print the version of this kit")
        .addHelpText("after", NOTES)
        .showHelpAfterError("(npm run versions -- --help lists the commands)")
        .addCommand(list)
        .addCommand(verify)
        .addCommand(update);
}

async function verifyPins(
    { region }: Options,
    { file, probe, regions, terminal }: Surroundings,
): Promise<number> {
    const table = tableWith(TABLE, readPins(file).everywhere);
    const asked = region.length > 0 ? region : regions();
    const why = await whyNotAws(probe, asked[0] ?? "us-east-1");
    if (why !== undefined) return unusable(why, terminal);
    terminal.err(`Asking AWS in ${asked.join(", ")}, and the registry of the charts …\n`);
    const charts = judgeCharts(table, await askCharts(probe, table));
    terminal.out(renderVerdicts(charts, "Charts"));
    const verdicts = [...charts];
    for (const name of asked) {
        const judged = judgeRegion(table, await askRegion(probe, name, table));
        terminal.out(renderVerdicts(judged, name));
        verdicts.push(...judged);
    }
    return verdicts.every(({ state }) => state === "exists") ? EXIT.done : EXIT.wrong;
}

async function updatePins({ dryRun, environment, region }: Options, around: Surroundings): Promise<number> {
    const { file, probe, regions, terminal } = around;
    const unknown = environment === undefined ? undefined : unknownName(environment);
    if (unknown !== undefined) return unusable(unknown, terminal);
    const asked = region.length > 0 ? region : regions();
    const [one, ...others] = asked;
    if (one === undefined || others.length > 0) {
        return unusable(
            `The table has one row a minor: name one region with --region (${asked.join(", ")}).`,
            terminal,
        );
    }
    const why = await whyNotAws(probe, one);
    if (why !== undefined) return unusable(why, terminal);
    terminal.err(`Asking AWS in ${one} …\n`);
    const answers = await Promise.all(TABLE.minors.map((minor) => askAddons(probe, one, minor)));
    const silent = TABLE.minors.filter((_, index) => answers[index] === undefined);
    if (silent.length > 0) {
        terminal.err(`AWS gave no answer for ${silent.join(", ")}; nothing was written.\n`);
        return EXIT.wrong;
    }
    const { environments, everywhere } = readPins(file);
    const own = environment === undefined ? {} : (environments[environment] ?? {});
    const choices = chooseVersions(
        tableWith(TABLE, mergePins(everywhere, own)),
        new Map(TABLE.minors.map((minor, index) => [minor, answers[index]])),
    );
    terminal.out(`${renderChoices(choices)}\n`);
    if (dryRun === true) return EXIT.done;
    const edits = choices.flatMap(({ minor, addon, from, to }) =>
        to === undefined || to === from ? [] : [{ minor, addon, value: to }],
    );
    if (edits.length === 0) return EXIT.done;
    writeFileSync(file, await writePins(readFileSync(file, "utf8"), edits, environment));
    terminal.out(`${PINS_FILE} is written. Next: npm run plan -- diff, npm run accept, npm test.\n`);
    return EXIT.done;
}

function readPins(file: string): PinsFile {
    return parsePins(readFileSync(file, "utf8"));
}

/** The fork's pins below the kit's; nothing while there are none. */
function ownPins({ environments, everywhere }: PinsFile): string {
    const lines = [
        ...pinLines(everywhere, "everywhere"),
        ...Object.entries(environments).flatMap(([name, pins]) => pinLines(pins, name)),
    ];
    return lines.length === 0 ? "" : `\nin their place, by ${PINS_FILE}\n${lines.join("\n")}\n`;
}

function unknownName(name: string): string | undefined {
    const { names } = ENVIRONMENTS;
    return names.includes(name) ? undefined : `no environment "${name}". ${chooseFrom(name, names)}.`;
}

function unusable(why: string, terminal: Terminal): number {
    terminal.err(`error: ${why}\n`);
    return EXIT.unusable;
}

/** Placeholders or not: the region of a settings file is where its environment will stand. */
function regionsOfEnvironments(): readonly string[] {
    const regions = listStacks(FORK).flatMap((stack) => readEnvironment(stack).valid.region ?? []);
    return [...new Set(regions)].sort();
}

function date(text: string): string {
    if (!isDate(text)) throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
    return text;
}

function addRegion(text: string, earlier: readonly string[]): readonly string[] {
    if (!REGION_PATTERN.test(text)) throw new InvalidArgumentError("Write a region: eu-west-1.");
    return [...earlier, text];
}
