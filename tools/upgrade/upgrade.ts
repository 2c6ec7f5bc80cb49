/** Whether an environment is ready for a version: everything that must move first, what would break, and in which order. */
import type { LocatedProblem } from "../../components/platform/located";
import { describeLocated } from "../../components/platform/located";
import { type Environment, planOrRefuse } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import { checkAddons } from "./checks/addons";
import { checkAddresses } from "./checks/addresses";
import { checkApis } from "./checks/apis";
import { checkBudgets } from "./checks/budgets";
import { checkCharts } from "./checks/charts";
import { checkImages } from "./checks/images";
import { checkKarpenter } from "./checks/karpenter";
import { checkKubelet } from "./checks/kubelet";
import { checkKubernetes } from "./checks/kubernetes";
import { checkSettings } from "./checks/settings";
import { checkWebhooks } from "./checks/webhooks";
import { declaredWith } from "./edit";
import { estimateOf } from "./estimate";
import { CHECKS, type Finding, findingsOf, isBefore } from "./finding";
import { type Ground, groundOf } from "./ground";
import { type Step, stepsOf } from "./steps";
import { UPGRADE_TABLE, type UpgradeTable } from "./table";
import type { Target } from "./target";
import { minorsBetween } from "./versions";

/** `there`: nothing to do. `ready`: the target can be deployed. `prepare`: something comes first. `blocked`: no way yet. */
export const VERDICTS = ["there", "ready", "prepare", "blocked"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface UpgradeReport {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
    /** Minor of the control plane now; absent without a cluster. */
    readonly from?: string;
    readonly target: Target;
    readonly verdict: Verdict;
    /** By what is looked at, in the order of {@link CHECKS}. */
    readonly findings: readonly Finding[];
    /** Pull requests, one after the other. */
    readonly steps: readonly Step[];
    /** Last days of support at the standard price, where a source says them. */
    readonly support: readonly { readonly minor: string; readonly until: string; readonly source: string }[];
    /** Whether the account was asked. */
    readonly isLive: boolean;
}

export interface UpgradeOptions {
    /** The day money and support are judged by. */
    readonly today: string;
    /** @default the kit's pins and rules */
    readonly table?: UpgradeTable;
    /** What the account answered. @default it was not asked */
    readonly live?: readonly Finding[];
}

const ALL = [
    checkKubernetes,
    checkAddons,
    checkKarpenter,
    checkImages,
    checkKubelet,
    checkCharts,
    checkApis,
    checkSettings,
    checkWebhooks,
    checkBudgets,
    checkAddresses,
] as const;

export async function upgradeOf(
    environment: Environment,
    target: Target,
    { live, table = UPGRADE_TABLE, today }: UpgradeOptions,
): Promise<UpgradeReport> {
    const ground = groundOf(environment, target, table);
    const found = [
        ...relevant(
            ground,
            ALL.flatMap((check) => check(ground)),
        ).filter((finding) => !isAnswered(finding, live)),
        ...(live ?? []),
    ];
    const planned = await estimated(ground, stepsOf(ground, found), today);
    const refused = findingsOf("refused", refusalsOf(planned.problems, found));
    const lost = findingsOf("refused", lossesOf(planned.steps));
    const findings = inOrder([...found, ...refused, ...lost]);
    const steps =
        refused.length + lost.length === 0 ? planned.steps : withEstimates(ground, findings, planned.steps);
    return reportOf(ground, findings, steps, live !== undefined);
}

/** The account has named the builds that no source does. */
function isAnswered({ id }: Finding, live: readonly Finding[] = []): boolean {
    return id === "builds-unsourced" && live.some((finding) => finding.id === "addon-offers");
}

/** Once it is there, what is left to do; downwards, that there is no way. */
function relevant({ from, target }: Ground, findings: readonly Finding[]): readonly Finding[] {
    if (from === undefined || target.kind !== "kubernetes") return findings;
    const up = minorsBetween(from, target.minor);
    if (up > 0) return findings;
    return findings.filter(({ check, level }) => (up < 0 ? check === "kubernetes" : level === "after"));
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
    return CHECKS.flatMap((check) => findings.filter((finding) => finding.check === check));
}

interface Estimated {
    readonly steps: readonly Step[];
    /** Why the target cannot be planned. */
    readonly problems: readonly LocatedProblem[];
}

/** Each step is planned on top of those before it. What only a person can write is taken as done. */
async function estimated(ground: Ground, steps: readonly Step[], today: string): Promise<Estimated> {
    const { environment, region, table, to = "" } = ground;
    const known: Step[] = [];
    const problems: LocatedProblem[] = [];
    let { declared, graph }: Pick<Environment, "declared" | "graph"> = environment;
    for (const step of steps) {
        const isOffered = step.when !== "target" || table.minors.includes(to);
        if (step.edits.length === 0 || !isOffered || problems.length > 0) {
            known.push(step);
            continue;
        }
        declared = declaredWith(declared, step.edits);
        const planned = await planOrRefuse(declared, environment);
        if ("problems" in planned) {
            problems.push(...planned.problems);
            known.push(step);
            continue;
        }
        const before: PlannedGraph = graph;
        known.push({ ...step, estimate: estimateOf({ before, after: planned.graph, region, today }) });
        graph = planned.graph;
    }
    return { steps: known, problems };
}

/** What the planner says is told in its own words, unless a finding has said it with more. */
function refusalsOf(problems: readonly LocatedProblem[], found: readonly Finding[]) {
    const isTold = ({ got, what }: LocatedProblem): boolean =>
        found.some(
            (finding) =>
                isBefore(finding) &&
                ((finding.id === "addon-unpinned" &&
                    what.startsWith("no source names") &&
                    typeof got === "string" &&
                    finding.what.includes(got)) ||
                    (finding.id.startsWith("karpenter-") && /Karpenter/.test(what))),
        );
    return problems
        .filter((problem) => !isTold(problem))
        .map((problem) => ({
            id: "refused",
            level: "blocks" as const,
            what: describeLocated(problem).slice(0, -` ${problem.remedy}.`.length).replace(/\.$/, ""),
            why: "The planner refuses the environment with the new version.",
            remedy: problem.remedy,
            source: "npm run plan",
        }));
}

/** An upgrade replaces nothing. Where the plan says otherwise somebody should look. */
function lossesOf(steps: readonly Step[]) {
    return steps.flatMap(({ estimate, title }) =>
        estimate === undefined || estimate.lost.length === 0
            ? []
            : [
                  {
                      id: "replaced",
                      level: "breaks" as const,
                      what: `${title} would replace or delete ${estimate.lost.join(", ")}`,
                      why: "An upgrade changes things in place.",
                      remedy: "Look at npm run plan -- diff for what forces it",
                      resources: estimate.lost,
                      source: "the planned graphs",
                  },
              ],
    );
}

/** The list anew, with what the planner had to say; what was reckoned stays. */
function withEstimates(
    ground: Ground,
    findings: readonly Finding[],
    planned: readonly Step[],
): readonly Step[] {
    return stepsOf(ground, findings).map((step) => {
        const known = planned.find(({ title, when }) => title === step.title && when === step.when);
        return known?.estimate === undefined ? step : { ...step, estimate: known.estimate };
    });
}

function reportOf(
    ground: Ground,
    findings: readonly Finding[],
    steps: readonly Step[],
    isLive: boolean,
): UpgradeReport {
    const { cluster, environment, from, region, target } = ground;
    const { declared, graph, project, stack } = environment;
    return {
        schemaVersion: 1,
        ...{ project, stack, environment: graph.environment },
        ...{ account: declared.settings.account, region, cluster },
        ...(from === undefined ? {} : { from }),
        ...{
            target,
            verdict: verdictOf(findings, steps),
            findings,
            steps,
            support: supportOf(ground),
            isLive,
        },
    };
}

function verdictOf(findings: readonly Finding[], steps: readonly Step[]): Verdict {
    if (findings.some(({ level }) => level === "blocks")) return "blocked";
    if (findings.some(isBefore)) return "prepare";
    return steps.some(({ when }) => when === "target") ? "ready" : "there";
}

function supportOf({ from, table, to }: Ground): UpgradeReport["support"] {
    return [...new Set([from, to])].flatMap((minor) => {
        const end = table.kubernetes[minor ?? ""]?.endOfStandardSupport;
        if (minor === undefined || end === undefined) return [];
        return [{ minor, until: end.value, source: `${end.source}, seen ${end.seen}` }];
    });
}
