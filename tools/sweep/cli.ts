/** `npm run sweep -- <environment>`: what a destroyed or broken environment left behind in AWS, and its deletion. */
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { Command } from "commander";

import { version } from "../../package.json";
import { processTerminal, type Terminal } from "../plan/terminal";
import { runCommandLine } from "../plan/command-line";
import { unknownEnvironment } from "../plan/stack-file";
import { readEnvironment } from "../probe/environment";
import { awsCloud } from "./aws-cloud";
import { deleteAll } from "./deletion";
import { AwsRefusal, type Cloud } from "./found";
import { type Place, renderSelection } from "./render";
import type { Selection } from "./select";
import { survey } from "./survey";

/** What `npm run sweep` ends with. */
export const EXIT = { done: 0, left: 1, unusable: 2 } as const;

/** What a run touches; a test gives its own. */
export interface Surroundings {
    readonly cloud: (region: string) => Cloud;
    /** Asks the person at the terminal; undefined when there is none. */
    readonly ask: ((question: string) => Promise<string>) | undefined;
    readonly sleep: (ms: number) => Promise<void>;
    /** Where Pulumi.yaml stands. @default this repository */
    readonly directory?: string;
}

interface Options {
    readonly delete?: true;
    readonly yes?: string;
    readonly keepVolumes?: true;
    readonly clusterExists?: true;
}

interface Request extends Options {
    readonly environment: string;
    readonly terminal: Terminal;
    readonly around: Surroundings;
}

const NOTES = `
Without --delete nothing is changed. Only what is tagged for this cluster and for no other one counts; network
interfaces and volumes must be available. The credentials are the caller's and must be of the account in the
settings. Exit 0: listed, or all deleted. 1: something is left. 2: AWS cannot be asked, or the command line is
wrong; nothing was deleted.`;

/** Runs the command and resolves to its exit code. */
export async function main(
    args: readonly string[],
    terminal: Terminal = processTerminal(),
    surroundings: Partial<Surroundings> = {},
): Promise<number> {
    let code: number = EXIT.done;
    const around: Surroundings = { cloud: awsCloud, ask: personAt(terminal), sleep: wait, ...surroundings };
    const command = new Command("npm run sweep --")
        .description(
            "Lists what a destroyed or broken environment left behind in AWS, and deletes it if asked.",
        )
        .argument("<environment>", "the stack: its settings are in Pulumi.<environment>.yaml")
        .option("--delete", "delete what is listed, once the cluster's name has been typed")
        .option("--yes <cluster>", "the cluster's name, for a run without a terminal")
        .option("--keep-volumes", "leave volumes alone: they hold data")
        .option("--cluster-exists", "delete although the cluster still exists: its nodes go as well")
        .version(version, "--version", "print the version of this kit")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", NOTES)
        .showHelpAfterError("(npm run sweep -- --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (environment: string, options: Options) => {
            code = await sweep({ ...options, environment, terminal, around });
        });
    return runCommandLine(command, args, () => code);
}

async function sweep(request: Request): Promise<number> {
    const { around, environment, terminal } = request;
    const settings = settingsOf(environment, around.directory);
    if (typeof settings === "string") return unusable(settings, terminal);
    const cloud = around.cloud(settings.region);
    const account = await accountOf(cloud);
    if (account.kind === "none") return unusable(account.why, terminal);
    if (account.id !== settings.account) {
        const why = `The credentials are of account ${account.id}, Pulumi.${environment}.yaml of ${settings.account}.`;
        return unusable(`${why} Set AWS_PROFILE to a profile of that account.`, terminal);
    }
    try {
        return await list(request, { cloud, ...settings });
    } catch (error) {
        if (!(error instanceof AwsRefusal)) throw error;
        terminal.err(`AWS refused (${error.code}): ${error.message}\n`);
        return EXIT.left;
    }
}

interface Where {
    readonly cloud: Cloud;
    readonly region: string;
    readonly account: string;
    readonly clusterName: string;
}

async function list(request: Request, where: Where): Promise<number> {
    const { keepVolumes = false, terminal } = request;
    const { account, cloud, clusterName: cluster, region } = where;
    const clusterStatus = await cloud.clusterStatus(cluster);
    const place = { cluster, account, region, clusterStatus };
    const options = { cluster, account, clusterExists: clusterStatus !== undefined, keepVolumes };
    const say = (line: string): void => terminal.err(`${line}\n`);
    const selection = await survey(cloud, options, say);
    terminal.out(renderSelection(selection, place));
    if (request.delete !== true) {
        const next = `Nothing was deleted: npm run sweep -- ${request.environment} --delete does.`;
        if (selection.leaked.length > 0) say(next);
        return EXIT.done;
    }
    const refusal = await whyNotDelete(request, selection, place);
    if (refusal !== undefined) return unusable(refusal, terminal);
    const items = selection.leaked.map(({ item }) => item);
    const failures = await deleteAll(items, { cloud, say, sleep: request.around.sleep });
    const after = await survey(cloud, options, () => undefined);
    const deleted = items.length - failures.length;
    say(`${deleted} deleted, ${failures.length} not; ${after.leaked.length} left behind now.`);
    if (after.leaked.length > 0) terminal.out(renderSelection(after, place));
    return failures.length + after.leaked.length === 0 ? EXIT.done : EXIT.left;
}

/** Why nothing may be deleted; undefined once somebody has typed the cluster's name. */
async function whyNotDelete(
    request: Request,
    { leaked }: Selection,
    place: Place,
): Promise<string | undefined> {
    const { cluster, clusterStatus } = place;
    if (leaked.length === 0) return undefined;
    if (clusterStatus !== undefined && request.clusterExists !== true) {
        return (
            `Cluster ${cluster} exists (${clusterStatus}): its nodes and load balancers are at work. Destroy the ` +
            "environment first; if it is broken, add --cluster-exists."
        );
    }
    const { ask } = request.around;
    if (request.yes === undefined && ask === undefined) {
        return `There is nobody to ask: add --yes ${cluster}.`;
    }
    const typed = request.yes ?? (await ask?.(`Type ${cluster} to delete these ${leaked.length}: `));
    return typed === cluster ? undefined : `That is not ${cluster}; nothing was deleted.`;
}

/** The settings a sweep needs, or why there are none. */
function settingsOf(stack: string, directory?: string): Omit<Where, "cloud"> | string {
    const unknown = unknownEnvironment(stack, directory);
    if (unknown !== undefined) return unknown;
    const { file, placeholders, valid } = readEnvironment(stack, directory);
    const { account, clusterName, region } = valid;
    if (account === undefined || clusterName === undefined || region === undefined) {
        return `${file} does not say account, region and cluster: npm run plan -- ${stack} names its faults.`;
    }
    if (placeholders.includes("platform:account"))
        return `${file} still holds the placeholder of platform:account.`;
    return { account, clusterName, region };
}

type Account =
    { readonly kind: "known"; readonly id: string } | { readonly kind: "none"; readonly why: string };

/** A refusal is told by its code alone: what a credential process wrote may stand in its message. */
async function accountOf(cloud: Cloud): Promise<Account> {
    try {
        return { kind: "known", id: await cloud.account() };
    } catch (error) {
        if (!(error instanceof AwsRefusal)) throw error;
        const why = `AWS does not say whose the credentials are (${error.code}). Log in, set AWS_PROFILE, or mend the network.`;
        return { kind: "none", why };
    }
}

function unusable(why: string, terminal: Terminal): number {
    terminal.err(`error: ${why}\n`);
    return EXIT.unusable;
}

/** Questions go to standard error: standard output is the list. */
function personAt({ errIsTerminal }: Terminal): Surroundings["ask"] {
    if (!errIsTerminal || !process.stdin.isTTY) return undefined;
    return async (question) => {
        const lines = createInterface({ input: process.stdin, output: process.stderr });
        try {
            return (await lines.question(question)).trim();
        } finally {
            lines.close();
        }
    };
}

async function wait(ms: number): Promise<void> {
    await sleep(ms);
}
