/** What the fork asks of its environments and lets them off, put to some of them: for the plan and the policy pack. Pure. */
import type { Policy } from "../../components/platform/policy";
import type { PlannedGraph } from "../plan/graph";
import type { AskedOfAll } from "./asked";
import { levelOf } from "./level";
import { expiredIn } from "./expired";
import { controlsOf, type ControlsReport } from "./report";
import { staleIn } from "./stale";
import { withWaivers } from "./waivers";
import { exemptionLines } from "./words";

export interface JudgedBy {
    readonly policy: Policy;
    /** Every stack there is, judged or not. */
    readonly stacks: readonly string[];
    /** `YYYY-MM-DD`, for exemptions. */
    readonly today: string;
}

export interface Judgement {
    readonly reports: readonly ControlsReport[];
    /** What is wrong with exemptions, of controls and of policies of admission: unused, expired, of no name. A line each. */
    readonly stale: readonly string[];
}

export function judge(
    graphs: readonly PlannedGraph[],
    { controls, entries, exemptions }: AskedOfAll,
    { policy, stacks, today }: JudgedBy,
): Judgement {
    const reports = graphs.map((graph) => {
        const level = levelOf(graph.environment, policy);
        return controlsOf(graph, { controls, exemptions, level, all: graphs });
    });
    const ids = controls.map(({ id }) => id);
    return {
        reports: reports.map((report) => withWaivers(report, policy)),
        stale: [
            ...exemptionLines(staleIn(entries, reports, { stacks, controls: ids, today })),
            ...graphs.flatMap((graph) => expiredIn(graph, today)),
        ],
    };
}
