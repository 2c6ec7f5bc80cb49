/** `npm run prices -- list|fetch`: what is known of prices, and AWS's own answer in its place. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { version } from "../../package.json";
import { partitionOf, REGION_PATTERN } from "../../components/shared/regions";
import { runCommandLine } from "../plan/command-line";
import { Progress } from "../plan/progress";
import { count } from "../plan/report-text";
import { processTerminal, type Terminal, wantsColour, widthOf } from "../plan/terminal";
import type { AwsFailure } from "../probe/aws-cli";
import { machineProbe } from "../probe/machine";
import type { Probe } from "../probe/probe";
import type { Page } from "../reports/command";
import { whyNotAws } from "../versions/ask";
import { changesOf } from "./changes";
import { ASKED_IN, fetchProducts, merge, type Merged } from "./fetch";
import { type Item, ITEMS } from "./items";
import { DATA, EVERYWHERE, pricedRegions, pricesFrom, readRegion } from "./prices";
import { renderRegionFile } from "./region-file";
import { renderRegion, renderRegions } from "./render-list";

/** What `npm run prices` ends with. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** Where a run finds what; a test gives its own. */
interface Surroundings {
    readonly terminal: Terminal;
    readonly probe: Probe;
    /** The folder with the files of prices. */
    readonly data: string;
}

const NOTES = `
list works offline. fetch asks AWS's Price List with the AWS CLI and the caller's credentials (read only:
pricing:GetProducts) and takes minutes. It writes tools/prices/data/<region>.csv whole or not at all; what the Price List
does not say, such as Spot, stays as it was.
Exit 0: done. 1: AWS cannot be asked or did not answer, and nothing was written. 2: the command line is wrong.`;

/** Runs the command and resolves to its exit code. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    surroundings: Partial<Surroundings> = {},
): Promise<number> {
    let code: number = EXIT.done;
    const around = { terminal, probe: machineProbe(), data: DATA, ...surroundings };
    const command = pricesCommand(around, (ended) => (code = ended));
    return runCommandLine(command, args, () => code);
}

function pricesCommand(around: Surroundings, end: (code: number) => void): Command {
    const { terminal } = around;
    const named = (name: string, description: string): Command =>
        new Command(name)
            .description(description)
            .helpOption("-h, --help", "print this help")
            .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
            .exitOverride();
    const list = named("list", "what is known and what is not, with source and day")
        .argument("[region]", "one region, item by item; without one, a row a region", region)
        .action((asked: string | undefined) => {
            terminal.out(asked === undefined ? regionsText(around) : regionText(asked, around));
        });
    const fetch = named("fetch", "asks AWS for every price of a region and keeps the answer")
        .argument("<region>", "such as eu-west-1", listedRegion)
        .option("--dry-run", "show the changes and write nothing")
        .action(async (asked: string, { dryRun }: { readonly dryRun?: true }) => {
            end(await fetchRegion(asked, dryRun === true, around));
        });
    return named("npm run prices --", "List prices that reports reckon with.")
        .version(version, "--version", "print the version of this kit")
        .addHelpText("after", NOTES)
        .showHelpAfterError("(npm run prices -- --help lists the commands)")
        .addCommand(list)
        .addCommand(fetch);
}

function regionsText({ data, terminal }: Surroundings): string {
    const known = pricedRegions(data).map((name) => ({ region: name, file: readRegion(name, data) }));
    return renderRegions(known, pageOf(terminal));
}

function regionText(asked: string, { data, terminal }: Surroundings): string {
    const file = readRegion(asked, data);
    const prices = pricesFrom(asked, file, readRegion(EVERYWHERE, data));
    return renderRegion(prices, file, pageOf(terminal));
}

function pageOf(terminal: Terminal): Page {
    return { width: widthOf(terminal), colour: wantsColour(terminal) };
}

async function fetchRegion(asked: string, dryRun: boolean, around: Surroundings): Promise<number> {
    const { data, probe, terminal } = around;
    const why = await whyNotAws(probe, ASKED_IN);
    if (why !== undefined) {
        terminal.err(`${why} Nothing was written.\n`);
        return EXIT.refused;
    }
    const progress = new Progress(terminal, `Asking for prices of ${asked} …`);
    const fetched = await fetchProducts(probe, asked, (step) => progress.say(step)).finally(() =>
        progress.end(),
    );
    if ("failure" in fetched) {
        terminal.err(`${fetched.service}: ${FAILURES[fetched.failure]} Nothing was written.\n`);
        return EXIT.refused;
    }
    const before = readRegion(asked, data);
    const merged = merge(before, fetched.products);
    if (merged.file.items.size === (before?.items.size ?? 0) && fetched.products.length === 0) {
        terminal.err(`AWS's Price List has nothing for ${asked}. Nothing was written.\n`);
        return EXIT.refused;
    }
    const changes = changesOf(before, merged.file);
    if (!dryRun) writeWhole(path.join(data, `${asked}.csv`), renderRegionFile(asked, merged.file));
    terminal.out(report(changes, merged, dryRun));
    return EXIT.done;
}

const FAILURES: Readonly<Record<AwsFailure | "unknown-form", string>> = {
    denied: "AWS refuses; the credentials need pricing:GetProducts.",
    expired: "the credentials have expired. Log in again.",
    missing: "there is no AWS CLI any more.",
    "no-credentials": "AWS does not accept the credentials.",
    "no-region": "the AWS CLI wants a region.",
    "not-found": "AWS knows no such service.",
    unreachable: "AWS does not answer from here, or takes too long.",
    failed: "the AWS CLI failed.",
    "unknown-form": "the answer has not the form of GetProducts.",
};

function report(changes: readonly string[], { unsaid }: Merged, dryRun: boolean): string {
    const asBefore = (why: string, items: readonly Item[]): string[] =>
        items.length === 0
            ? []
            : [`As before, ${why}: ${items.map((item) => ITEMS[item].title).join("; ")}.`];
    return [
        ...changes,
        changes.length === 0 ? "No price has changed." : `${count(changes.length, "change")}.`,
        ...asBefore("not in the Price List", unsaid.missing),
        ...asBefore("with several prices there", unsaid.several),
        ...asBefore("without a usage type in tools/prices/queries.ts", unsaid.unasked),
        ...(dryRun ? ["Nothing was written (--dry-run)."] : []),
        "",
    ].join("\n");
}

/** A reader never sees half of it. */
function writeWhole(file: string, text: string): void {
    const part = `${file}.part`;
    try {
        writeFileSync(part, text);
        renameSync(part, file);
    } finally {
        rmSync(part, { force: true });
    }
}

function region(text: string): string {
    if (!REGION_PATTERN.test(text)) throw new InvalidArgumentError("Write a region: eu-west-1.");
    return text;
}

/** China's price list is another one, in CNY; those of closed partitions nobody can ask from outside. */
function listedRegion(text: string): string {
    if (!["aws", "aws-us-gov"].includes(partitionOf(region(text)))) {
        throw new InvalidArgumentError("AWS's Price List in USD has no prices of that partition.");
    }
    return text;
}
