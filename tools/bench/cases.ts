/** What the bench measures, each beside the import of @pulumi/pulumi in the same rounds. */
import { rmSync } from "node:fs";
import path from "node:path";

import { scripts } from "../../package.json";
import { listStacks } from "../plan/stack-file";
import { FORK, ROOT } from "../plan/root";
import { KEPT_PLANS } from "../review/kept-plans";
import { defaultTemplate, ownProgram } from "./cold-start";
import { nodeProcess, type Work } from "./measure";
import { type Reported, REPORTED } from "./reported";
import type { TargetName } from "./targets";

export const GROUPS = [
    "plan",
    "diff",
    "parity",
    "review",
    "accept",
    "loaders",
    "cold",
    "growth",
    "reports",
    "test",
] as const;
export type GroupName = (typeof GROUPS)[number];

export interface Case {
    readonly name: string;
    readonly work: Work;
    /** The case it is divided by. @default {@link FLOOR} */
    readonly over?: string;
    readonly target?: TargetName;
}

/** The least any Pulumi program in Node can take. */
export const FLOOR = "import @pulumi/pulumi";
const UNGROUPED = "review 2000 risks, ungrouped";
const TEMPLATE = "cold start: default template";

/** Sizes of the synthetic environments, in resources. */
export const SIZES = [300, 1000, 3000] as const;

/** The cases of the groups asked for, the floor first. `folder` is for files the cases need. */
export function casesOf(groups: readonly GroupName[], folder: string): readonly Case[] {
    const stacks = listStacks(FORK);
    const all: Readonly<Record<GroupName, () => readonly Case[]>> = {
        plan: () => stacks.map(planCase),
        diff: () => [
            { name: "plan -- diff, base planned", work: diffAnew },
            { name: "plan -- diff, base kept", work: DIFF, target: "diff" },
        ],
        parity: () => [
            { name: "plan -- parity", work: nodeProcess([...PLAN, "parity"]) },
            {
                name: "plan -- parity, first word",
                work: kitModule("tools/bench/first-word.ts", 'untilFirstWord(["parity"])'),
                target: "firstWord",
            },
        ],
        review: () => [
            { name: UNGROUPED, work: kitModule("tools/bench/reviewed.ts", 'reviewRisks("ungrouped")') },
            {
                name: "review 2000 risks",
                work: kitModule("tools/bench/reviewed.ts", 'reviewRisks("grouped")'),
                over: UNGROUPED,
                target: "grouping",
            },
        ],
        accept: () => [
            { name: "npm run accept", work: nodeProcess(["tools/run.js", "accept"]), target: "accept" },
        ],
        loaders: () => [loaderCase("esbuild-register"), loaderCase("tsx/cjs")],
        cold: () => [
            { name: TEMPLATE, work: defaultTemplate(path.join(folder, "template")) },
            ...stacks.map(coldCase),
        ],
        growth: () => SIZES.map(growthCase),
        reports: () => [
            planCase(LARGEST),
            ...["cost", "time", "fit", "calendar", "controls"].map(reportCase),
            UPGRADE,
            growthCase(SIZES[2]),
            ...REPORTED.map(largeReportCase),
        ],
        test: () => [{ name: "npm test", work: nodeProcess(["tools/run.js", "test"]), target: "tests" }],
    };
    const floor = { name: FLOOR, work: nodeProcess(["-e", 'require("@pulumi/pulumi")']) };
    const cases = [floor, ...groups.flatMap((group) => all[group]())];
    // What two groups have in common is measured once.
    return cases.filter(({ name }, at) => cases.findIndex((other) => other.name === name) === at);
}

export function growthName(size: number): string {
    return `record ${size} resources`;
}

/**
 * What `npm run plan` gives Node. A plan's promises all live until its end: with room for what is young, the collector
 * copies them less often, which is a seventh of a plan of 3,000 resources.
 */
const [, ...PLAN] = scripts.plan.split(" ");
const FLAGS = PLAN.filter((argument) => argument.startsWith("--"));

/** The environment the plan's target is for: the largest that the kit comes with. */
const LARGEST = "production";

/** The minor after the kit's newest: every check has something to say, and the command ends with 3. Shown without a target. */
const UPGRADE: Case = {
    name: `plan -- upgrade ${LARGEST} --to 1.37`,
    work: nodeProcess([...PLAN, "upgrade", LARGEST, "--to", "1.37"], [0, 3]),
    over: `plan ${LARGEST}`,
};

function planCase(stack: string): Case {
    const work = nodeProcess([...PLAN, stack]);
    return { name: `plan ${stack}`, work, ...(stack === LARGEST ? { target: "plan" } : {}) };
}

const DIFF = nodeProcess([...PLAN, "diff", "--base", "HEAD"]);

/** As after a commit on the main branch. */
const diffAnew: Work = (env) => {
    rmSync(path.join(ROOT, KEPT_PLANS), { recursive: true, force: true });
    return DIFF(env);
};

/** The plan through a loader that was not chosen. */
function loaderCase(loader: string): Case {
    const start = `require("./tools/plan/cli.ts").main([]).then((code) => (process.exitCode = code))`;
    return { name: `plan dev through ${loader}`, work: nodeProcess(["--require", loader, "-e", start]) };
}

function coldCase(stack: string): Case {
    return { name: `cold start: ${stack}`, work: ownProgram(stack), over: TEMPLATE, target: "coldStart" };
}

/** With the load of its own modules and data, and what it prints. */
function reportCase(report: string): Case {
    const work = nodeProcess([...PLAN, report, LARGEST]);
    return { name: `plan -- ${report} ${LARGEST}`, work, over: `plan ${LARGEST}`, target: "report" };
}

function largeReportCase(report: Reported): Case {
    const work = kitModule("tools/bench/reported.ts", `reportOn(${SIZES[2]}, "${report}")`);
    return {
        name: `record ${SIZES[2]} resources, and ${report}`,
        work,
        over: growthName(SIZES[2]),
        target: "largeReport",
    };
}

function growthCase(size: number): Case {
    const work = kitModule("tools/bench/growth.ts", `record(${size})`);
    return { name: growthName(size), work, ...(size === SIZES[2] ? { target: "record" } : {}) };
}

/** A call of what a module exports, loaded as `npm run plan` loads its program. */
function kitModule(file: string, call: string): Work {
    const load = `require("./tools/load.js").prepare(["bootstrap", "components", "stacks", "tools"])`;
    return nodeProcess([...FLAGS, "-e", `${load}.then(() => require("./${file}").${call})`]);
}
