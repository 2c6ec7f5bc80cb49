/** Plans another commit by its own code, in a temporary worktree, so that neither side's program judges the other's. */
import { execFile } from "node:child_process";
import {
    existsSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    unlinkSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";

import { listStacks } from "../plan/stack-file";
import { type BasePlan, graphIn, plansIn, type Reasons } from "./base-answer";
import { git } from "./git";

export interface BasePlans {
    /** Stacks of the base. */
    readonly stacks: readonly string[];
    /** By stack, for those asked for that the base has. */
    readonly plans: ReadonlyMap<string, BasePlan>;
}

export interface PlanBaseOptions {
    /** This repository. */
    readonly directory: string;
    readonly commit: string;
    readonly stacks: readonly string[];
    /** Told what takes long, one sentence. */
    readonly progress?: (sentence: string) => void;
}

/** The kit's own command, which installs what its lock file asks for when that is missing. */
const RUN = path.join("tools", "run.js");

/** Behind the command that plans several stacks in one process; an older kit has none. */
const GRAPHS = path.join("tools", "plan", "graphs-cli.ts");

/**
 * A recording fills young memory and keeps most of it to its end: larger, it is copied less often. On one thread the
 * collector takes less of what the plans beside it need.
 */
const NODE_OPTIONS = ["--min-semi-space-size=64", "--max-semi-space-size=64", "--single-threaded-gc"];

/** Plans stacks of a commit. The worktree is gone afterwards, whatever happened. */
export async function planBase(options: PlanBaseOptions): Promise<BasePlans | { readonly problem: string }> {
    const parent = mkdtempSync(path.join(realpathSync(tmpdir()), "plan-base-"));
    const worktree = path.join(parent, "base");
    try {
        const added = await checkOut(worktree, options);
        if (added.code !== 0) return { problem: `git worktree add failed: ${added.err}` };
        return await planWorktree(worktree, options);
    } finally {
        // The link goes first: what it points to is this repository's.
        unlinkModules(worktree);
        await git(options.directory, ["worktree", "remove", "--force", worktree]);
        rmSync(parent, { recursive: true, force: true });
        await git(options.directory, ["worktree", "prune"]);
    }
}

/** No plan needs the tests, which are half of the files. */
async function checkOut(worktree: string, { commit, directory }: PlanBaseOptions): ReturnType<typeof git> {
    const how = ["--detach", "--force", "--no-checkout"];
    const added = await git(directory, ["worktree", "add", ...how, worktree, commit]);
    if (added.code !== 0) return added;
    return git(worktree, ["checkout", "HEAD", "--", ".", ":(exclude)tests"]);
}

async function planWorktree(worktree: string, options: PlanBaseOptions): Promise<BasePlans> {
    const stacks = listStacks(worktree);
    const wanted = options.stacks.filter((stack) => stacks.includes(stack));
    if (!existsSync(path.join(worktree, RUN))) {
        const reasons = ["its code has no npm run plan"];
        return { stacks, plans: new Map(wanted.map((stack) => [stack, { reasons }])) };
    }
    if (!shareModules(options.directory, worktree)) {
        options.progress?.("Installing the base's own dependencies: its package-lock.json is another …");
    }
    return { stacks, plans: await planAll(worktree, wanted) };
}

/** In one process where the base's kit can. */
async function planAll(worktree: string, stacks: readonly string[]): Promise<ReadonlyMap<string, BasePlan>> {
    if (stacks.length === 0) return new Map();
    if (!existsSync(path.join(worktree, GRAPHS))) return planEach(worktree, stacks);
    const answer = await runKit(worktree, ["graphs", ...stacks]);
    const planOf = "reasons" in answer ? () => answer : plansIn(answer.out);
    return new Map(stacks.map((stack) => [stack, planOf(stack)]));
}

/** As many at a time as there are processors: each takes one, and a quarter of a gigabyte. */
async function planEach(worktree: string, stacks: readonly string[]): Promise<ReadonlyMap<string, BasePlan>> {
    const plans = new Map<string, BasePlan>();
    const waiting = [...stacks];
    const work = async (): Promise<void> => {
        for (let stack = waiting.shift(); stack !== undefined; stack = waiting.shift()) {
            const answer = await runKit(worktree, ["plan", stack, "--json"]);
            plans.set(stack, "reasons" in answer ? answer : graphIn(answer.out));
        }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    // In the order asked for, whichever was ready first.
    return new Map([...plans].sort(([one], [other]) => stacks.indexOf(one) - stacks.indexOf(other)));
}

/** Uses this repository's dependencies when the base asks for the same; says whether it does. */
function shareModules(directory: string, worktree: string): boolean {
    const modules = path.join(directory, "node_modules");
    if (!existsSync(modules) || lockOf(directory) !== lockOf(worktree)) return false;
    // A junction needs no right to make links on Windows; elsewhere it is an ordinary link.
    symlinkSync(modules, path.join(worktree, "node_modules"), "junction");
    return true;
}

function lockOf(directory: string): string {
    const file = path.join(directory, "package-lock.json");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function unlinkModules(worktree: string): void {
    try {
        unlinkSync(path.join(worktree, "node_modules"));
    } catch {
        // Not there, or a folder of its own, which goes with the worktree.
    }
}

/** What the base's command prints, or what it complains of. */
function runKit(worktree: string, args: readonly string[]): Promise<{ readonly out: string } | Reasons> {
    const all = [...NODE_OPTIONS, RUN, ...args];
    return new Promise((resolve) => {
        execFile(process.execPath, all, { cwd: worktree, maxBuffer: 1 << 28 }, (error, out, err) => {
            if (error === null) {
                resolve({ out });
                return;
            }
            const lines = err.split("\n").filter((line) => line.trim() !== "");
            resolve({ reasons: lines.length === 0 ? [error.message] : lines });
        });
    });
}
