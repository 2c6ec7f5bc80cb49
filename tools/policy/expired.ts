/** Workloads that policies of admission let off beyond the day that was set: the API server goes on, for it knows no day. */
import type { PlannedGraph } from "../plan/graph";
import { ADMISSION_TYPE, exemptWorkloadsIn } from "./admission/exempt";

export function expiredIn({ resources, stack }: PlannedGraph, today: string): readonly string[] {
    return resources
        .filter(({ type }) => type === ADMISSION_TYPE)
        .flatMap((component) =>
            exemptWorkloadsIn(component.inputs)
                .filter(({ expires }) => expires < today)
                .map(
                    ({ expires, owner, workload }) =>
                        `${stack}: ${component.name} lets off ${workload}, which expired on ${expires} (${owner}). ` +
                        "Take it out of exemptWorkloads; if it is still right, say so again with a new day.",
                ),
        );
}
