/** Plans of this repository's stacks for what is generated, each made once. */
import { planStack, type StackPlan } from "../plan/plan-stack";

/** @throws Error with every problem, when the settings are refused. */
export type PlanOf = (stack: string) => Promise<StackPlan>;

export function plannedOnce(): PlanOf {
    const plans = new Map<string, Promise<StackPlan>>();
    return async (stack) => {
        const plan = plans.get(stack) ?? planned(stack);
        plans.set(stack, plan);
        return plan;
    };
}

async function planned(stack: string): Promise<StackPlan> {
    const result = await planStack({ stack, mode: "deterministic" });
    if ("problems" in result) throw new Error(result.problems.join("\n"));
    return result;
}
