/** What an edit leaves to be written anew: lists of URNs, generated pages, layout. Decides nothing about the edit. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { planStack, type StackPlan } from "../plan/plan-stack";
import { listStacks } from "../plan/stack-file";
import { committedList, compareUrns } from "../plan/urns";
import { generatedFiles } from "../reference/generated";
import { git } from "../review/git";

/** Where a run reads and writes. */
export interface Places {
    /** Holds stacks/, settings files and lists. */
    readonly fork: string;
    /** Holds the pages and everything else. */
    readonly root: string;
}

/** A file that was written, and what became of it. */
export interface Written {
    readonly file: string;
    readonly what: string;
}

export type Plans = ReadonlyMap<string, StackPlan>;

/** Every stack's plan, or every problem of all of them. */
export async function planAll(fork: string): Promise<Plans | { readonly problems: readonly string[] }> {
    const plans = new Map<string, StackPlan>();
    const problems = new Set<string>();
    // One at a time: the SDK keeps its state in the process.
    for (const stack of listStacks(fork)) {
        const result = await planStack({ directory: fork, stack, mode: "deterministic" });
        if ("problems" in result) for (const problem of result.problems) problems.add(problem);
        else plans.set(stack, result);
    }
    return problems.size > 0 ? { problems: [...problems] } : plans;
}

const LISTS = "tests/urns";

/** Lists of new and changed environments written, those of environments that are gone deleted. */
export function acceptUrns(fork: string, plans: Plans): Written[] {
    const folder = path.join(fork, LISTS);
    const written = [...plans].flatMap(([stack, { graph }]): Written[] => {
        const place = path.join(folder, `${stack}.txt`);
        const before = existsSync(place) ? readFileSync(place, "utf8") : undefined;
        if (before === committedList(graph)) return [];
        const { added, aliased, removed } = compareUrns(before ?? "", graph);
        writeFileSync(place, committedList(graph));
        const gone = removed.length + aliased.length;
        const what =
            before === undefined ? `new: ${added.length} URNs` : `${added.length} added, ${gone} removed`;
        return [{ file: `${LISTS}/${stack}.txt`, what }];
    });
    return [...written, ...deleteLists(folder, plans)];
}

function deleteLists(folder: string, plans: Plans): Written[] {
    const lists = readdirSync(folder).flatMap((name) => /^(.+)\.txt$/.exec(name)?.[1] ?? []);
    return lists
        .filter((stack) => !plans.has(stack))
        .map((stack) => {
            rmSync(path.join(folder, `${stack}.txt`));
            return { file: `${LISTS}/${stack}.txt`, what: `deleted: there is no Pulumi.${stack}.yaml` };
        });
}

/** What `npm run reference` writes, of the plans that are there already. */
export async function acceptReference(root: string, plans: Plans): Promise<Written[]> {
    const files = await generatedFiles(root, (stack) => {
        const plan = plans.get(stack);
        return plan === undefined ? Promise.reject(new Error(`no plan of ${stack}`)) : Promise.resolve(plan);
    });
    return files.flatMap(({ file, text }) =>
        writeIfOther(path.join(root, file), text) ? [{ file, what: "generated anew" }] : [],
    );
}

/** What a fork edits, laid out by prettier; and whatever else git says is changed. */
export async function acceptLayout({ fork, root }: Places): Promise<Written[]> {
    const prettier = await import("prettier");
    const edited = [
        ...editedByForks(fork).map((file) => path.join(fork, file)),
        ...(await changedFiles(root)),
    ];
    const ignorePath = [".gitignore", ".prettierignore"].map((file) => path.join(root, file));
    const written: Written[] = [];
    for (const place of new Set(edited)) {
        const { ignored, inferredParser } = await prettier.getFileInfo(place, { ignorePath });
        if (ignored || inferredParser === null) continue;
        const options = { ...(await prettier.resolveConfig(place)), filepath: place };
        const text = await prettier.format(readFileSync(place, "utf8"), options);
        if (writeIfOther(place, text)) written.push({ file: path.relative(fork, place), what: "laid out" });
    }
    return written;
}

const SETTINGS = /^Pulumi\.[^/]+\.yaml$/;

function editedByForks(fork: string): string[] {
    const stacks = readdirSync(path.join(fork, "stacks"), { recursive: true, encoding: "utf8" });
    const settings = ["", "bootstrap"].flatMap((folder) => {
        const place = path.join(fork, folder);
        const files = existsSync(place) ? readdirSync(place) : [];
        return files.filter((file) => SETTINGS.test(file)).map((file) => path.join(folder, file));
    });
    return [
        ...stacks.filter((file) => file.endsWith(".ts")).map((file) => path.join("stacks", file)),
        ...settings,
    ];
}

/** Files that differ from the last commit, and new ones; none where there is no git. */
async function changedFiles(root: string): Promise<string[]> {
    const { code, out } = await git(root, [
        "-c",
        "core.quotePath=false",
        "ls-files",
        "--modified",
        "--others",
        "--exclude-standard",
        "-z",
    ]);
    if (code !== 0) return [];
    const files = out.split("\0").filter((file) => file !== "");
    return files.map((file) => path.join(root, file)).filter((file) => existsSync(file));
}

function writeIfOther(place: string, text: string): boolean {
    if (existsSync(place) && readFileSync(place, "utf8") === text) return false;
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
    return true;
}
