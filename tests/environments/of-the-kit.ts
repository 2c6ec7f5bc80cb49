/** What of an environment the kit makes, so that nothing a fork brings is judged by rules about the kit's own. */
import type { PlannedGraph } from "../../tools/plan/graph";

/** Components of the kit whose content is the fork's. */
const CONTENT_OF_FORKS = ["platform:charts:Chart", "platform:objects:Objects", "platform:own:OwnResources"];

/** Types the kit registers: its components, and resources of the packages it uses. */
const OF_THE_KIT = /^(platform|aws|kubernetes|pulumi):/;

/** The graph without charts, objects, own resources and own parts. */
export function ofTheKit(graph: PlannedGraph): PlannedGraph {
    const resources = graph.resources.filter(({ urn }) => {
        const types = (urn.split("::")[2] ?? "").split("$");
        return types.every((type) => OF_THE_KIT.test(type) && !CONTENT_OF_FORKS.includes(type));
    });
    return { ...graph, resources };
}
