/** Planned graphs of the kit's own program with one thing changed. */
import type { Plan } from "../../../stacks/environment";
import { Platform } from "../../../stacks/platform";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { recordProgram } from "../../../tools/plan/recorder";
import { EVERYTHING } from "../../support/everything";

/** The graph of a plan, as the offline recorder sees it. */
export async function graphOfPlan(plan: Plan, name = "everything"): Promise<PlannedGraph> {
    const { graph, problems } = await recordProgram({
        program: () => new Platform(name, plan).outputs(),
        project: "kit",
        stack: "dev",
        organization: "organization",
        config: {},
        secretKeys: [],
        mode: "deterministic",
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

/** Every option on, nothing protected, so that the engine would do all of it. */
export const OPEN: Plan = { ...EVERYTHING, protection: { protect: false, unprotected: [] } };
