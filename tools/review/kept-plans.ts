/**
 * Plans of bases, kept from one review to the next: what a tree of files plans to never changes. A file a tree, in a
 * folder that git ignores and that may be deleted at any time.
 */
import { createHash } from "node:crypto";
import {
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import path from "node:path";

import { version } from "../../package.json";
import type { Forced } from "../cost/change";
import type { PlannedGraph } from "../plan/graph";
import { type BasePlans, planBase, type PlanBaseOptions } from "./base";
import { isGraph } from "./base-answer";
import { git } from "./git";

/** Below the repository. npm leaves it alone, and an install from scratch deletes it. */
export const KEPT_PLANS = "node_modules/.cache/plan-base";

/** Of the files, the ones written last stay: a branch is compared with few bases. */
const FILES = 10;

interface Kept {
    /** All stacks of the tree. */
    readonly stacks: readonly string[];
    /** By stack. A refusal is not kept: it may be the machine's, such as an install that failed. */
    readonly graphs: Readonly<Record<string, PlannedGraph>>;
    /** By stack, what its pods force, where the base said it. */
    readonly forced?: Readonly<Record<string, Forced>>;
}

/** As {@link planBase}, for the stacks that are not kept. */
export async function planBaseOnce(options: PlanBaseOptions): ReturnType<typeof planBase> {
    const folder = path.join(options.directory, KEPT_PLANS);
    // Of the files and not of the commit: a rebase makes other commits of the same files.
    const tree = await git(options.directory, ["rev-parse", "--verify", `${options.commit}^{tree}`]);
    if (tree.code !== 0) return planBase(options);
    const file = path.join(folder, `${tree.out}-${surroundingsOf(options.directory)}.json`);
    const kept = readKept(file);
    const known = kept?.graphs ?? {};
    const missing = options.stacks.filter(
        (stack) => kept === undefined || (kept.stacks.includes(stack) && known[stack] === undefined),
    );
    if (kept !== undefined && missing.length === 0) return plansOf(kept, options.stacks);
    const planned = await planBase({ ...options, stacks: missing });
    if ("problem" in planned) return planned;
    const now = withPlans(
        { stacks: planned.stacks, graphs: known, forced: kept?.forced ?? {} },
        planned.plans,
    );
    keep(folder, file, now);
    return { stacks: now.stacks, plans: new Map([...plansOf(now, options.stacks).plans, ...planned.plans]) };
}

function withPlans(kept: Required<Kept>, plans: BasePlans["plans"]): Kept {
    const graphs = { ...kept.graphs };
    const forced = { ...kept.forced };
    for (const [stack, plan] of plans) {
        if (!("graph" in plan)) continue;
        graphs[stack] = plan.graph;
        if (plan.forced !== undefined) forced[stack] = plan.forced;
    }
    return { stacks: kept.stacks, graphs, forced };
}

function plansOf({ forced = {}, graphs, stacks }: Kept, asked: readonly string[]): BasePlans {
    const plans = asked.flatMap((stack) => {
        const graph = graphs[stack];
        const pods = forced[stack];
        if (graph === undefined) return [];
        return [[stack, { graph, ...(pods === undefined ? {} : { forced: pods }) }] as const];
    });
    return { stacks, plans: new Map(plans) };
}

/** What a plan could depend on besides the commit: the packages it shares, Node, and who reads it. */
function surroundingsOf(directory: string): string {
    const lock = path.join(directory, "package-lock.json");
    const text = existsSync(lock) ? readFileSync(lock, "utf8") : "";
    return createHash("sha256").update(`${version}\n${process.version}\n${text}`).digest("hex").slice(0, 16);
}

function readKept(file: string): Kept | undefined {
    try {
        const kept = JSON.parse(readFileSync(file, "utf8")) as Partial<Kept> | null;
        const { forced = {}, graphs, stacks } = kept ?? {};
        if (graphs === undefined || !Array.isArray(stacks)) return undefined;
        return Object.values(graphs).every(isGraph) ? { forced, graphs, stacks } : undefined;
    } catch {
        return undefined;
    }
}

/** Whole or not at all: two reviews may run at once. Without a right to write, the next one plans again. */
function keep(folder: string, file: string, kept: Kept): void {
    try {
        mkdirSync(folder, { recursive: true });
        const partial = `${file}.${process.pid}`;
        writeFileSync(partial, JSON.stringify(kept));
        renameSync(partial, file);
        for (const name of oldest(folder)) rmSync(path.join(folder, name), { force: true });
    } catch {
        // Kept or not, the plan is the same.
    }
}

function oldest(folder: string): readonly string[] {
    const byAge = readdirSync(folder).map((name) => ({
        name,
        at: statSync(path.join(folder, name)).mtimeMs,
    }));
    return byAge
        .sort((a, b) => b.at - a.at)
        .slice(FILES)
        .map(({ name }) => name);
}
