/** The commands of the workflows that deploy, preview and look for drift: what `cli.ts` starts. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { apiOf, attempt, Failure, needed, say, type Surroundings } from "../comment/run.ts";
import { remindOfDays } from "./calendar.ts";
import { type CanaryPlan, checkCanary } from "./canary.ts";
import { compareOperations, readReviewed, renderComparison, type Reviewed } from "./compare.ts";
import { lastDeployed } from "./deployed.ts";
import { reportDrift, type StackDrift } from "./drift.ts";
import { readOperations } from "./operations.ts";
import { renderFailure, renderPreview } from "./render.ts";

/** 3 as `npm run plan -- diff` has it: something is about to happen that nobody accepted. */
const EXIT = { done: 0, failed: 1, usage: 2, surprised: 3 } as const;

type Command = (args: readonly string[], around: Surroundings) => Promise<number>;

const COMMANDS: Readonly<Record<string, { readonly usage: readonly string[]; readonly run: Command }>> = {
    deployed: { usage: ["environment"], run: deployed },
    login: { usage: ["host of a registry of ECR", "file for Helm"], run: login },
    compare: { usage: ["stack", "review.json or first", "preview.json"], run: compare },
    preview: { usage: ["stack", "preview.json", "preview.err"], run: preview },
    drift: { usage: ["folder of <stack>.json"], run: drift },
    calendar: { usage: ["calendar.json"], run: calendar },
    canary: { usage: ["plan.json"], run: canary },
};

/** Resolves to the exit code. */
export function main([name = "", ...args]: readonly string[], around: Surroundings): Promise<number> {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined || args.length !== command.usage.length) {
        const lines = Object.entries(COMMANDS).map(([one, { usage }]) => [
            one,
            ...usage.map((what) => `<${what}>`),
        ]);
        around.out(
            `usage: node tools/deploy/cli.ts\n${lines.map((line) => `  ${line.join(" ")}\n`).join("")}`,
        );
        return Promise.resolve(EXIT.usage);
    }
    return attempt(() => command.run(args, around), around);
}

/** Prints the commit an environment stands at, and nothing when it was never deployed. */
async function deployed([environment = ""]: readonly string[], around: Surroundings): Promise<number> {
    const commit = await lastDeployed(apiOf(around), needed(around.env, "GITHUB_REPOSITORY"), environment);
    around.out(commit === undefined ? "" : `${commit}\n`);
    return EXIT.done;
}

/**
 * Adds a login to a file of Helm's, with the password that the AWS CLI gets from ECR. Neither Helm nor Docker is asked
 * for it: a runner in a VPC need not have them, and nothing stays behind in its home.
 * Source: ECR User Guide, registry_auth; Docker docs, cli, "Configuration files": `auths`, user and password as base64.
 */
function login([host = "", file = ""]: readonly string[], around: Surroundings): Promise<number> {
    const password = needed(around.env, "ECR_PASSWORD");
    const auth = Buffer.from(`AWS:${password}`).toString("base64");
    const { auths } = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Logins) : NOBODY;
    const logins: Logins = { auths: { ...auths, [host]: { auth } } };
    writeFileSync(file, JSON.stringify(logins), { mode: 0o600 });
    return Promise.resolve(EXIT.done);
}

interface Logins {
    readonly auths: Readonly<Record<string, { readonly auth: string }>>;
}

const NOBODY: Logins = { auths: {} };

/** Prints whether the engine would do anything that the review did not show. */
function compare(
    [stack = "", review = "", file = ""]: readonly string[],
    around: Surroundings,
): Promise<number> {
    const engine = readOperations(readFileSync(file, "utf8"));
    if ("problem" in engine) throw new Failure(engine.problem);
    const reviewed: Reviewed | { readonly problem: string } =
        review === "first" ? "first" : readReviewed(readFileSync(review, "utf8"), stack);
    if (typeof reviewed === "object" && "problem" in reviewed) throw new Failure(reviewed.problem);
    const comparison = compareOperations(reviewed, engine.operations);
    around.out(renderComparison(stack, comparison, engine.operations.length));
    return Promise.resolve(comparison.surprises.length === 0 ? EXIT.done : EXIT.surprised);
}

/** Prints a preview for the comment, or why there is none. */
function preview(
    [stack = "", file = "", errors = ""]: readonly string[],
    around: Surroundings,
): Promise<number> {
    const engine = readOperations(readIfThere(file));
    const said = readIfThere(errors).trim();
    around.out(
        "problem" in engine
            ? renderFailure(stack, [said, engine.problem].join("\n").trim())
            : renderPreview(stack, engine.operations),
    );
    return Promise.resolve("problem" in engine ? EXIT.failed : EXIT.done);
}

async function drift([folder = ""]: readonly string[], around: Surroundings): Promise<number> {
    const files = readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .sort();
    const drifts = files.map((file): StackDrift => ({
        stack: path.basename(file, ".json"),
        reading: readOperations(readFileSync(path.join(folder, file), "utf8")),
    }));
    say(await reportDrift({ api: apiOf(around), drifts, ...runOf(around) }), around);
    return EXIT.done;
}

/** Opens an issue for each day that comes near, and closes those whose day is gone. */
async function calendar([file = ""]: readonly string[], around: Surroundings): Promise<number> {
    const reports: unknown = JSON.parse(readFileSync(file, "utf8"));
    const said = await remindOfDays({ api: apiOf(around), reports, ...runOf(around) });
    for (const sentence of said) say(sentence, around);
    return EXIT.done;
}

/** Refuses a plan that is not made to be destroyed. */
function canary([file = ""]: readonly string[]): Promise<number> {
    const problems = checkCanary(JSON.parse(readFileSync(file, "utf8")) as CanaryPlan);
    if (problems.length > 0) throw new Failure(`this is no canary: ${problems.join(" ")}`);
    return Promise.resolve(EXIT.done);
}

function runOf({ env }: Surroundings): { readonly repository: string; readonly run: string } {
    const repository = needed(env, "GITHUB_REPOSITORY");
    const run = `${needed(env, "GITHUB_SERVER_URL")}/${repository}/actions/runs/${needed(env, "GITHUB_RUN_ID")}`;
    return { repository, run };
}

function readIfThere(file: string): string {
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}
