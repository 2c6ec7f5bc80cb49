/** `npm run plan -- page`: environments as one HTML file that people look at. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Command } from "commander";

import { POLICY } from "../../stacks/own/policy";
import { readPromises } from "../calendar/cli";
import type { Environment } from "../parity/environment";
import { FORK, ROOT } from "../plan/root";
import { dayArgument } from "../plan/day-argument";
import { todayOf } from "../plan/support";
import type { Terminal } from "../plan/terminal";
import { type AskedOfAll, askedOf } from "../policy/asked";
import { lostControls } from "../policy/lost";
import {
    type Refused,
    type ReportCommand,
    reportCommand,
    type Surroundings,
    type Told,
} from "../reports/command";
import { findBase, git } from "../review/git";
import { planBaseOnce } from "../review/kept-plans";
import { assetsOf } from "./assets";
import { reportsBy } from "./from-reports";
import { keptIn } from "./kept";
import { mermaidOf } from "./mermaid";
import { type ComparedWith, pageDataOf } from "./page";
import { type Assets, renderPage } from "./render";
import type { PageData } from "./views";

/** Where it is written unless it is said. */
const FILE = "page.html";

interface PageOptions {
    readonly base?: string;
    readonly out: string;
    readonly today: string;
}

const PAGE: ReportCommand<PageOptions> = {
    name: "page",
    summary:
        "writes one HTML file that shows environments: drawn, with cost, time, addresses, controls and materials",
    after:
        `The file needs no network and no server: open it, send it, keep it. --markdown prints the drawings as Mermaid instead,\n` +
        `--json what was written.\n\nExit code: 0 written, 1 settings refused, 2 wrong usage.`,
    options: (command: Command) =>
        command
            .option("--base <ref>", "show everything as a difference from this commit")
            .option("--out <file>", "where to write it", FILE)
            .option(
                "--today <date>",
                "count days from this day, YYYY-MM-DD",
                dayArgument,
                todayOf(new Date()),
            ),
    report,
};

export function pageCommand(terminal: Terminal, done: (code: number) => void): Command {
    return reportCommand(PAGE, done, terminal);
}

async function report(
    environments: readonly Environment[],
    { base: ref, out, today }: PageOptions,
    { step, terminal }: Surroundings,
): Promise<Told | Refused> {
    const bases = ref === undefined ? undefined : await basesOf(ref, environments, step);
    if (bases !== undefined && "problem" in bases) return { problems: [`error: ${bases.problem}`], code: 2 };
    step(`Drawing ${environments.map(({ stack }) => stack).join(", ")} …`);
    const promises = readPromises();
    if ("problems" in promises) return promises;
    const controls = askedOf(today);
    if ("problems" in controls) return controls;
    const file = fromCaller(out, terminal);
    const keeper = keptIn();
    const data = await pageDataOf({
        environments,
        today,
        linkBase: await linkBaseOf(file),
        acknowledgements: { entries: promises.acknowledgements, problems: [] },
        reports: reportsBy({
            ...{ today, promises, controls },
            all: {
                now: environments.map(({ graph }) => graph),
                before: [...(bases?.values() ?? [])].flatMap(({ graph }) => graph ?? []),
            },
        }),
        keeper,
        ...(bases === undefined ? {} : { bases: withLost(environments, bases, controls) }),
    });
    return told(data, await assetsOf(keeper), file);
}

/** Written only when the page is what was asked for. */
function told(data: PageData, assets: Assets, file: string): Told | Refused {
    if (!existsSync(path.dirname(file)))
        return {
            problems: [`error: no folder ${path.dirname(file)}. Make it first, or give --out another.`],
            code: 2,
        };
    const write = () => {
        const text = renderPage(data, assets);
        writeFileSync(file, text);
        return { file, bytes: Buffer.byteLength(text) };
    };
    const resources = data.environments.map(
        ({ graph }) => `${graph.stack} (${graph.resources.length} resources)`,
    );
    return {
        text: () => {
            const { bytes } = write();
            return `Wrote ${file}, ${Math.round(bytes / 1000)} kB: ${resources.join(", ")}. Open it in a browser; it asks nothing of the network.\n`;
        },
        markdown: () =>
            data.environments
                .map(
                    ({ drawing }) => `### ${drawing.stack}\n\n\`\`\`mermaid\n${mermaidOf(drawing)}\n\`\`\`\n`,
                )
                .join("\n"),
        data: () => ({
            schemaVersion: 1,
            ...write(),
            environments: data.environments.map(({ before, drawing, graph: { resources: all, stack } }) => ({
                stack,
                resources: all.length,
                parts: drawing.parts.length,
                ...(before === undefined ? {} : { base: before.label, headline: before.review.headline }),
            })),
        }),
    };
}

async function basesOf(
    ref: string,
    environments: readonly Environment[],
    step: Surroundings["step"],
): Promise<ReadonlyMap<string, ComparedWith> | { readonly problem: string }> {
    const base = await findBase(ROOT, ref);
    if ("problem" in base) return base;
    step(`Planning ${base.label} …`);
    const stacks = environments.map(({ stack }) => stack);
    const planned = await planBaseOnce({ directory: ROOT, commit: base.commit, stacks, progress: step });
    if ("problem" in planned) return planned;
    return new Map(
        stacks.map((stack) => {
            const plan = planned.plans.get(stack);
            const label = base.label;
            if (plan === undefined) return [stack, { label }];
            return [stack, "graph" in plan ? { label, graph: plan.graph } : { label, reasons: plan.reasons }];
        }),
    );
}

/** With controls that held in the base and no longer do: the review names them, and so does the page. */
function withLost(
    environments: readonly Environment[],
    bases: ReadonlyMap<string, ComparedWith>,
    asked: Pick<AskedOfAll, "controls" | "exemptions">,
): ReadonlyMap<string, ComparedWith> {
    return new Map(
        environments.flatMap(({ graph, stack }) => {
            const base = bases.get(stack);
            if (base === undefined) return [];
            const lost = lostControls(base.graph, graph, { ...asked, policy: POLICY });
            return [[stack, { ...base, lost }] as const];
        }),
    );
}

const GITHUB = /^(?:https:\/\/|git@|ssh:\/\/git@)github\.com[:/]([^/]+\/[^/]+?)(?:\.git)?$/;

/** Links to the reference: on GitHub at this commit where the repository is there, else from the file to this folder. */
async function linkBaseOf(file: string): Promise<string> {
    const [remote, commit] = [
        await git(ROOT, ["remote", "get-url", "origin"]),
        await git(ROOT, ["rev-parse", "HEAD"]),
    ];
    const [, repository] = GITHUB.exec(remote.out) ?? [];
    if (repository !== undefined && commit.code === 0)
        return `https://github.com/${repository}/blob/${commit.out}/`;
    const relative = path.relative(path.dirname(file), ROOT).split(path.sep).join("/");
    return relative === "" ? "" : `${relative}/`;
}

/** A path as the caller meant it: npm runs scripts in the repository, wherever it was called. */
function fromCaller(file: string, { env }: Terminal): string {
    const caller = env["npm_lifecycle_event"] === "plan" ? env["INIT_CWD"] : undefined;
    return path.resolve(caller ?? FORK, file);
}
