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

import type { PlannedGraph } from "../plan/graph";
import { listStacks } from "../plan/stack-file";
import { git } from "./git";

export type BasePlan = { readonly graph: PlannedGraph } | { readonly reasons: readonly string[] };

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

/** Plans stacks of a commit. The worktree is gone afterwards, whatever happened. */
export async function planBase(options: PlanBaseOptions): Promise<BasePlans | { readonly problem: string }> {
    const parent = mkdtempSync(path.join(realpathSync(tmpdir()), "plan-base-"));
    const worktree = path.join(parent, "base");
    try {
        const added = await git(options.directory, [
            "worktree",
            "add",
            "--detach",
            "--force",
            worktree,
            options.commit,
        ]);
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

/** As many at a time as there are processors: each takes one, and a quarter of a gigabyte. */
async function planAll(worktree: string, stacks: readonly string[]): Promise<ReadonlyMap<string, BasePlan>> {
    const plans = new Map<string, BasePlan>();
    const waiting = [...stacks];
    const work = async (): Promise<void> => {
        for (let stack = waiting.shift(); stack !== undefined; stack = waiting.shift()) {
            plans.set(stack, await planOne(worktree, stack));
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

function planOne(worktree: string, stack: string): Promise<BasePlan> {
    const args = [RUN, "plan", stack, "--json"];
    return new Promise((resolve) => {
        execFile(process.execPath, args, { cwd: worktree, maxBuffer: 1 << 28 }, (error, out, err) => {
            if (error !== null) {
                const lines = err.split("\n").filter((line) => line.trim() !== "");
                resolve({ reasons: lines.length === 0 ? [error.message] : lines });
                return;
            }
            resolve(graphIn(out));
        });
    });
}

/** What an older or newer kit prints may be no graph of ours. */
function graphIn(text: string): BasePlan {
    try {
        const value: unknown = JSON.parse(text);
        const isGraph =
            typeof value === "object" &&
            value !== null &&
            "schemaVersion" in value &&
            value.schemaVersion === 1 &&
            "resources" in value &&
            Array.isArray(value.resources);
        return isGraph
            ? { graph: value as unknown as PlannedGraph }
            : { reasons: ["its plan has another form than this kit's"] };
    } catch {
        return { reasons: ["its plan is no JSON"] };
    }
}
