/** How Karpenter may take nodes away by itself: when, how many at once, and never more. */
import { secondsOf } from "../shared/durations";
import type { Problem } from "../shared/problems";
import {
    CONSOLIDATION_POLICIES,
    type Disruption,
    DISRUPTION_REASONS,
    type DisruptionBudget,
    type DisruptionReason,
} from "./node-pool-schema";
import { areAlwaysOpen, checkSchedule } from "./node-pool-schedule";
import { checkDuration } from "./node-pool-units";

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, maxItems of budgets. */
export const MAX_BUDGETS = 50;

/**
 * Everything Karpenter's CRD refuses, and budgets that hold nothing back. Fields may be missing, since a program that
 * is run is not type-checked.
 */
export function checkDisruption(disruption: Partial<Disruption> | undefined): Problem[] {
    if (disruption === undefined) {
        const remedy = "Set consolidationPolicy, consolidateAfter and budgets";
        return [{ path: "disruption", what: "nothing says when nodes may go", remedy }];
    }
    const { budgets, consolidateAfter, consolidationPolicy } = disruption;
    return [
        ...oneOf("disruption.consolidationPolicy", consolidationPolicy, CONSOLIDATION_POLICIES),
        ...checkDuration("disruption.consolidateAfter", consolidateAfter, "or-never"),
        ...checkBudgets("disruption.budgets", budgets),
    ];
}

function checkBudgets(path: string, budgets: readonly DisruptionBudget[] | undefined): Problem[] {
    if (budgets === undefined || budgets.length === 0) {
        const remedy = 'Write at least { nodes: "10%" }';
        return [{ path, what: "without a budget all nodes may go at once", remedy }];
    }
    if (budgets.length > MAX_BUDGETS) {
        const remedy = `Keep at most ${MAX_BUDGETS}`;
        return [{ path, what: "too many budgets", got: budgets.length, remedy }];
    }
    return budgets.flatMap((budget, index) => checkBudget(`${path}[${index}]`, budget));
}

function checkBudget(path: string, budget: DisruptionBudget): Problem[] {
    return [
        ...checkNodes(`${path}.nodes`, budget.nodes),
        ...checkReasons(`${path}.reasons`, budget.reasons),
        ...checkWindow(path, budget),
    ];
}

/** A number goes through 32 bits. Source: k8s.io/apimachinery, pkg/util/intstr, FromInt. */
const MAX_NODES = 2_147_483_647;

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, pattern of nodes; kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/nodepool.go, GetIntStrFromValue. */
function checkNodes(path: string, nodes: number | string | undefined): Problem[] {
    if (nodes !== undefined && /^((100|\d{1,2})%|\d+)$/.test(String(nodes))) {
        if (String(nodes).endsWith("%") || Number(nodes) <= MAX_NODES) return [];
        const what = "more nodes than Karpenter can count";
        return [{ path, what, got: nodes, remedy: `Write at most ${MAX_NODES}, or 100%` }];
    }
    return [
        {
            path,
            what: "not a number of nodes",
            ...(nodes === undefined ? {} : { got: nodes }),
            remedy: "Write a share from 0% to 100%, or a whole number",
        },
    ];
}

function checkReasons(path: string, reasons: readonly DisruptionReason[] | undefined): Problem[] {
    if (reasons === undefined) return [];
    if (reasons.length === 0) {
        const remedy = "Leave reasons out to mean every one";
        return [{ path, what: "a budget without a reason holds nothing back", got: [], remedy }];
    }
    return reasons.flatMap((reason, index) => {
        const first = reasons.indexOf(reason);
        if (first === index) return oneOf(`${path}[${index}]`, reason, DISRUPTION_REASONS);
        const what = `the same reason as ${path}[${first}]`;
        return [{ path: `${path}[${index}]`, what, got: reason, remedy: "List each reason once" }];
    });
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, rule of budgets and pattern of duration. */
function checkWindow(path: string, { duration, schedule }: DisruptionBudget): Problem[] {
    const problems = schedule === undefined ? [] : checkSchedule(`${path}.schedule`, schedule);
    if (schedule !== undefined && duration === undefined) {
        const what = "a schedule says when a budget starts to apply, but not for how long";
        problems.push({ path, what, got: schedule, remedy: "Add duration: 9h" });
    }
    if (schedule === undefined && duration !== undefined) {
        const what = "a duration says for how long a budget applies, but not from when on";
        problems.push({ path, what, got: duration, remedy: 'Add schedule: "0 9 * * mon-fri"' });
    }
    if (duration !== undefined && !isBudgetDuration(duration)) {
        problems.push({
            path: `${path}.duration`,
            what: "not a time a budget can apply for",
            got: duration,
            remedy: "Write hours and minutes: 8h30m. Schedules know no seconds",
        });
    }
    return problems;
}

function isBudgetDuration(text: string): boolean {
    return /^(\d+[hm]|\d+h\d+m)$/.test(text) && (secondsOf(text) ?? 0) > 0;
}

function oneOf(path: string, got: string | undefined, known: readonly string[]): Problem[] {
    if (got !== undefined && known.includes(got)) return [];
    const what = "not a word Karpenter knows";
    return [{ path, what, ...(got === undefined ? {} : { got }), remedy: `Choose from ${known.join(", ")}` }];
}

/** Whether some reason is held back by no budget at some time: all nodes may then go at once. Assumes a checked one. */
export function hasUnlimitedTimes({ budgets }: Disruption): boolean {
    return DISRUPTION_REASONS.some((reason) => {
        const own = budgets.filter(({ reasons }) => reasons === undefined || reasons.includes(reason));
        const windows = own.flatMap(({ duration = "", schedule }) =>
            schedule === undefined ? [] : [{ schedule, minutes: (secondsOf(duration) ?? 0) / 60 }],
        );
        return windows.length === own.length && !areAlwaysOpen(windows);
    });
}

/** As a reader of the plan sees it. */
export function describeDisruption({
    budgets = [],
    consolidateAfter = "",
    consolidationPolicy,
}: Partial<Disruption> = {}): Record<string, string | string[]> {
    return {
        budgets: budgets.map(describeBudget),
        consolidation: `${consolidationPolicy ?? ""} after ${consolidateAfter}`,
    };
}

function describeBudget({ duration, nodes, reasons, schedule }: DisruptionBudget): string {
    const held = reasons === undefined ? "" : ` of ${reasons.join(", ")}`;
    const time = schedule === undefined ? "" : `, from ${schedule} UTC for ${duration ?? ""}`;
    return `${nodes}${held}${time}`;
}
