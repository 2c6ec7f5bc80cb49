/** Whether an environment can have been deployed: what holds a placeholder is refused by the program itself. */
import { isPlaceholder } from "../../components/shared/placeholders";
import { textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { PLATFORM_TYPE } from "./risks/risk";
import { inputsOf } from "./settle";

/** `first`: this change fills it in. `none`: it is not filled in yet. `later`: it may stand already. */
export type Deployment = "first" | "none" | "later";

export function deploymentOf(base: PlannedGraph | undefined, head: PlannedGraph): Deployment {
    if (base === undefined || !isOfNobody(base)) return "later";
    return isOfNobody(head) ? "none" : "first";
}

/** Source: AWS documentation, "Example accounts", in components/shared/placeholders.ts. */
function isOfNobody({ resources }: PlannedGraph): boolean {
    const platform = resources.find(({ type }) => type === PLATFORM_TYPE);
    return isPlaceholder(textOf(inputsOf(platform)["account"]));
}
