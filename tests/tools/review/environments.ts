/** Planned graphs of the kit's own program with one thing changed. */
import type { VpcWords } from "../../../components/network/vpc-schema";
import type { Plan } from "../../../components/platform/environment";
import { Platform } from "../../../components/platform/platform";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { EVERYTHING, planEverything } from "../../support/everything";
import { record } from "../../support/record";

/** The graph of a plan, as the offline recorder sees it. */
export async function graphOfPlan(
    plan: Plan,
    { project }: { readonly project?: string } = {},
): Promise<PlannedGraph> {
    const { graph, problems } = await record(
        () => new Platform("platform", plan).outputs(),
        project === undefined ? {} : { project },
    );
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

/** Every option on, nothing protected, so that the engine would do all of it. */
export const OPEN = open(EVERYTHING);

/** {@link OPEN}, but for these words of the network. */
export function openWith(network: Partial<VpcWords>): Plan {
    return open(planEverything(network));
}

function open(plan: Plan): Plan {
    return { ...plan, settings: { ...plan.settings, protection: false }, unprotected: [] };
}
