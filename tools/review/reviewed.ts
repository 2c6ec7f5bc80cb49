/** What a review looks at of each environment: both plans, and what other reports say of the change. */
import { POLICY } from "../../stacks/own/policy";
import { costChange } from "../cost/change";
import { forcedOf } from "../cost/forced";
import { drawnChangeOf } from "../page/drawn-change";
import type { PlannedGraph } from "../plan/graph";
import type { StackPlan } from "../plan/plan-stack";
import { type AskedOfChange, lostControls } from "../policy/lost";
import type { BasePlans } from "./base";
import type { ReviewedEnvironment } from "./review";
import type { PlacedRisk } from "./risks/risk";

/** Controls of the fork, what it is let off, and the day it is judged by. */
interface Judging extends Omit<AskedOfChange, "policy"> {
    readonly today: string;
    /** @default the fork's */
    readonly policy?: AskedOfChange["policy"];
}

export function reviewedIn(
    heads: ReadonlyMap<string, Pick<StackPlan, "graph" | "meetings">>,
    before: BasePlans,
    { policy = POLICY, today, ...asked }: Judging,
): readonly ReviewedEnvironment[] {
    return [...heads].map(([stack, { graph, meetings }]) => ({
        head: graph,
        meetings,
        ...baseOf(stack, before),
        ...pricedOf(stack, graph, before, today),
        lost: lostOf(stack, graph, before, { ...asked, policy }),
        ...drawnOf(stack, graph, before),
    }));
}

function baseOf(stack: string, { plans }: BasePlans): Omit<ReviewedEnvironment, "head" | "meetings"> {
    const plan = plans.get(stack);
    if (plan === undefined) return {};
    return "graph" in plan ? { base: plan.graph } : { withoutBase: plan.reasons };
}

function lostOf(
    stack: string,
    head: PlannedGraph,
    { plans }: BasePlans,
    asked: AskedOfChange,
): readonly PlacedRisk[] {
    const base = plans.get(stack);
    if (base === undefined || "reasons" in base) return [];
    return lostControls(base.graph, head, asked);
}

/** Of an environment whose base could not be planned nothing is said: all of it would show as new. */
function pricedOf(
    stack: string,
    graph: PlannedGraph,
    { plans }: BasePlans,
    today: string,
): Pick<ReviewedEnvironment, "cost"> {
    const base = plans.get(stack);
    if (base !== undefined && "reasons" in base) return {};
    return { cost: costChange(base, { graph, ...forcedOf(stack, graph, today) }, today) };
}

/** Of an environment whose base could not be planned nothing is known to be another. */
function drawnOf(
    stack: string,
    graph: PlannedGraph,
    { plans }: BasePlans,
): Pick<ReviewedEnvironment, "drawing"> {
    const plan = plans.get(stack);
    if (plan !== undefined && !("graph" in plan)) return {};
    return drawnChangeOf(stack, plan?.graph, graph);
}
