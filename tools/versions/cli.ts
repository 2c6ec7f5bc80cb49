/** `npm run versions -- list|verify|update`: the kit's pins and the fork's, their age, and what AWS says of them. */
import { Command, InvalidArgumentError } from "commander";

import { version } from "../../package.json";
import type { PinsFile } from "../../components/platform/pins";
import { PINS_FILE } from "../../components/shared/pins-schema";
import { REGION_PATTERN } from "../../components/shared/regions";
import { dayArgument } from "../plan/day-argument";
import { runCommandLine } from "../plan/command-line";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import { todayOf } from "../plan/support";
import { processTerminal, type Terminal, widthOf } from "../plan/terminal";
import { readEnvironment } from "../probe/environment";
import { machineProbe } from "../probe/machine";
import { renderList } from "./list";
import { pinLines, PINS_PLACE } from "./pins-file";
import { chartsOfEnvironment, EXIT, readPins, type Surroundings } from "./surroundings";
import { TABLE } from "./table";
import { updatePins } from "./update-pins";
import { verifyPins } from "./verify-pins";

interface Options {
    readonly today: string;
    readonly region: readonly string[];
    readonly dryRun?: true;
    readonly environment?: string;
}

const NOTES = `
list works offline. verify and update ask AWS with the AWS CLI and the caller's credentials (read only:
eks:DescribeAddonVersions, eks:DescribeClusterVersions, ssm:GetParameters), and the charts' registries without any.
Without credentials update still pins Karpenter and charts, of registries and of repositories with an index, and images
of the Cluster Autoscaler. What it does not pin: Kubernetes minors and their dates, which come with a newer kit;
versions that a shape names itself; charts of a registry that wants a login.
Exit 0: done. 1: a pin is wrong, or was not answered. 2: AWS cannot be asked, or the command line is wrong.`;

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
        regions: regionsOf,
        charts: chartsOfEnvironment,
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
            .option("--today <date>", "the day it is, YYYY-MM-DD", dayArgument, today)
            .action(async (options: Options) => end(await run(options)));
    const list = subcommand(
        "list",
        "every pin with its age, every minor with the days it has left",
        (options) => {
            const pins = readPins(around);
            if (pins === undefined) return EXIT.unusable;
            terminal.out(renderList(TABLE, options.today, widthOf(terminal)));
            terminal.out(ownPins(pins));
            return EXIT.done;
        },
    );
    const verify = subcommand("verify", "asks AWS and the registry whether every pin exists", (options) =>
        verifyPins(options, around),
    );
    const update = subcommand("update", "pins the newest add-ons, images, Karpenter and charts", (options) =>
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

/** The fork's pins below the kit's; nothing while there are none. */
function ownPins({ environments, everywhere }: PinsFile): string {
    const lines = [
        ...pinLines(everywhere, "everywhere"),
        ...Object.entries(environments).flatMap(([name, pins]) => pinLines(pins, name)),
    ];
    return lines.length === 0 ? "" : `\nin their place, by ${PINS_FILE}\n${lines.join("\n")}\n`;
}

/** Placeholders or not: the region of a settings file is where its environment will stand. */
function regionsOf(environment?: string): readonly string[] {
    const settings = listStacks(FORK).map((stack) => ({ stack, ...readEnvironment(stack).valid }));
    const meant = settings.filter(
        ({ environment: own, stack }) => environment === undefined || (own ?? stack) === environment,
    );
    return [...new Set(meant.flatMap(({ region }) => region ?? []))].sort();
}

function addRegion(text: string, earlier: readonly string[]): readonly string[] {
    if (!REGION_PATTERN.test(text)) throw new InvalidArgumentError("Write a region: eu-west-1.");
    return [...earlier, text];
}
