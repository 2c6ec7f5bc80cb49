/** `npm run plan -- diff`: what a change does to each environment, and what could hurt. */
import { writeFileSync } from "node:fs";
import path from "node:path";

import { Command, Option } from "commander";

import { chooseFrom } from "../../components/shared/hints";
import { ANY_FACTS } from "../facts";
import { dayArgument } from "../plan/day-argument";
import { planStack, type StackPlan } from "../plan/plan-stack";
import { Progress } from "../plan/progress";
import { FORK, ROOT } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import { todayOf } from "../plan/support";
import { type Terminal, wantsColour, widthOf } from "../plan/terminal";
import { textIfThere } from "../plan/text-file";
import { askedOf } from "../policy/asked";
import { ACKNOWLEDGEMENTS_FILE, readAcknowledgements } from "./acknowledgements";
import type { BasePlans } from "./base";
import { type Base, findBase } from "./git";
import { KEPT_PLANS, planBaseOnce } from "./kept-plans";
import { renderJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import type { ReviewReport } from "./report";
import { review } from "./review";
import { reviewedIn } from "./reviewed";
import { REVIEW_EXIT } from "./verdict";

/** What `npm run plan -- diff` ends with. */
export const DIFF_EXIT = { ...REVIEW_EXIT, refused: 1, usage: 2 } as const;

const FORMATS = ["text", "markdown", "json"] as const;
type Format = (typeof FORMATS)[number];

/** In a pull request the file is kept with the run: .github/workflows/review.yml. */
const WHOLE = "The artefact `review-whole` of the run has all of it, and `npm run plan -- diff` shows it";

interface DiffOptions {
    readonly base?: string;
    readonly format: Format;
    readonly save?: string;
    readonly today: string;
}

/** The command, for `npm run plan`; `done` gets the exit code. */
export function diffCommand(terminal: Terminal, done: (code: number) => void): Command {
    return new Command("diff")
        .summary("shows what a change does to each environment, and what could hurt")
        .description("Shows what a change does to each environment, and what could hurt.")
        .helpOption("-h, --help", "print this help")
        .argument("[environments...]", "stacks with a settings file; all of them when none is given")
        .option("--base <ref>", "compare with this commit (default: where the branch left the main branch)")
        .addOption(new Option("--format <format>", "how to show it").choices(FORMATS).default("text"))
        .option("--save <file>", "write all of it as JSON to a file as well")
        .option(
            "--today <date>",
            "judge acknowledgements by this day, YYYY-MM-DD",
            dayArgument,
            todayOf(new Date()),
        )
        .addHelpText(
            "after",
            `\nExit code: 0 nothing hurts, 1 settings refused, 2 wrong usage, 3 something could hurt and ${ACKNOWLEDGEMENTS_FILE} does not accept it.\nWhat a base plans to is kept in ${KEPT_PLANS}, which may be deleted at any time.`,
        )
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stacks: readonly string[], options: DiffOptions) => {
            done(await runDiff(stacks, options, terminal));
        });
}

async function runDiff(asked: readonly string[], options: DiffOptions, terminal: Terminal): Promise<number> {
    const known = listStacks(FORK);
    const base = await findBase(ROOT, options.base);
    if ("problem" in base) return misuse(base.problem, terminal);
    const stacks = asked.length === 0 ? known : [...new Set(asked)];
    const waiting = new Progress(terminal, `Planning ${base.label} and the working tree …`);
    try {
        const planning = planBaseOnce({
            directory: ROOT,
            commit: base.commit,
            stacks,
            progress: (sentence) => waiting.say(sentence),
        });
        // Awaited below. Until then a failure is nobody's: a recording under way must not take it for its own.
        planning.catch(() => undefined);
        // The base's processes have the other processors meanwhile.
        const heads = await planHeads(stacks.filter((stack) => known.includes(stack)));
        const before = await planning;
        if ("problem" in before) return misuse(before.problem, terminal);
        const unknown = stacks.find((stack) => !known.includes(stack) && !before.stacks.includes(stack));
        if (unknown !== undefined)
            return misuse(`no environment "${unknown}". ${chooseFrom(unknown, known)}.`, terminal);
        return reviewStacks({ stacks, known, base, before, heads, options, terminal });
    } finally {
        waiting.end();
    }
}

interface Heads {
    readonly plans: ReadonlyMap<string, StackPlan>;
    readonly problems: readonly string[];
}

/** One at a time: the SDK keeps its state in the process. */
async function planHeads(stacks: readonly string[]): Promise<Heads> {
    const plans = new Map<string, StackPlan>();
    const problems: string[] = [];
    for (const stack of stacks) {
        const result = await planStack({ stack, mode: "deterministic" });
        if ("problems" in result) problems.push(...result.problems);
        else plans.set(stack, result);
    }
    return { plans, problems };
}

interface Run {
    readonly stacks: readonly string[];
    readonly known: readonly string[];
    readonly base: Base;
    readonly before: BasePlans;
    readonly heads: Heads;
    readonly options: DiffOptions;
    readonly terminal: Terminal;
}

function reviewStacks({ stacks, known, base, before, heads, options, terminal }: Run): number {
    if (heads.problems.length > 0) {
        const lines = [...heads.problems, "Nothing was reviewed: correct the settings first."];
        terminal.err(`${lines.join("\n")}\n`);
        return DIFF_EXIT.refused;
    }
    const asked = askedOf(options.today);
    if ("problems" in asked) {
        terminal.err(`${[...asked.problems, "Nothing was reviewed: correct them first."].join("\n")}\n`);
        return DIFF_EXIT.refused;
    }
    const report = review({
        environments: reviewedIn(heads.plans, before, { ...asked, today: options.today }),
        removed: before.stacks.filter(
            (stack) => !known.includes(stack) && (stacks === known || stacks.includes(stack)),
        ),
        stacks: known,
        base: base.label,
        acknowledgements: readAcknowledgements(textIfThere(path.join(ROOT, ACKNOWLEDGEMENTS_FILE))),
        today: options.today,
        facts: ANY_FACTS,
    });
    // Before it is shown: what is shown may be cut.
    if (options.save !== undefined) writeFileSync(options.save, renderJson(report));
    terminal.out(render(report, options, terminal));
    return report.code;
}

function render(report: ReviewReport, { format, save }: DiffOptions, terminal: Terminal): string {
    if (format === "json") return renderJson(report);
    if (format === "markdown")
        return renderMarkdown(report, save === undefined ? {} : { wholeReview: WHOLE });
    return renderText(report, { width: widthOf(terminal), colour: wantsColour(terminal) });
}

function misuse(problem: string, terminal: Terminal): number {
    terminal.err(`error: ${problem}\n`);
    return DIFF_EXIT.usage;
}
