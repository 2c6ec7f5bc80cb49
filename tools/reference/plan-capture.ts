/** The plan of an environment as the README shows it: the command's own lines, the longest part left out. */
import { renderPlan } from "../plan/report";
import { FORK } from "../plan/root";
import { listStacks } from "../plan/stack-file";
import type { PlanOf } from "./planned";

/** The environment a newcomer plans first. */
const STACK = "dev";
/** Of this component alone the decisions are shown: they name nothing that is the fork's own. */
const SHOWN = "storage-class";
/** Stands where lines are left out. */
export const LEFT_OUT = "…";

/** The block of the README: a fence with the tree of the plan. */
export async function capturedPlan(planOf: PlanOf): Promise<string> {
    const stack = listStacks(FORK).includes(STACK) ? STACK : listStacks(FORK)[0];
    if (stack === undefined) throw new Error("no Pulumi.<stack>.yaml: there is nothing to plan");
    const { file, graph } = await planOf(stack);
    // The day only counts in the head, which is left out.
    const text = renderPlan(graph, { file, today: "2000-01-01" });
    return ["```text", ...shortened(text), "```"].join("\n");
}

/** Components of which an environment has many, or that make nothing in this one. */
const LEFT_OUT_NAMES = /^[├└]─ (addon-|fargate-|nodes-|keys )/;

/** The lines of a plan that name a component, and what one of them decided. One line stands for all that is left out. */
export function shortened(plan: string): string[] {
    const lines = plan.split("\n");
    const tree = lines.slice(lines.findIndex((line) => line.startsWith("platform ")));
    let component = "";
    const kept = tree.slice(0, tree.indexOf("")).filter((line) => {
        const name = /^[├└]─ (\S+)/.exec(line)?.[1];
        component = name ?? component;
        return name !== undefined || line === tree[0] || component === SHOWN;
    });
    const shown = [...kept.map((line) => (LEFT_OUT_NAMES.test(line) ? LEFT_OUT : line)), LEFT_OUT];
    return shown.filter((line, index) => line !== LEFT_OUT || shown[index - 1] !== LEFT_OUT);
}
