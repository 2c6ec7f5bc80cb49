/** An increase of an environment's bill beyond the budget that the acknowledgements file gives every change. */
import { type CostChange, signed } from "../cost/change";
import type { PlannedGraph } from "../plan/graph";
import { ACKNOWLEDGEMENTS_FILE, type Acknowledgements } from "./acknowledgements";
import { PLATFORM_TYPE, type PlacedRisk } from "./risks/risk";

interface Costly {
    readonly head: PlannedGraph;
    readonly cost?: CostChange;
}

/** None without a budget, or while the bill stays below it. */
export function beyondBudget(
    { cost, head }: Costly,
    { increaseUsd }: Pick<Acknowledgements, "increaseUsd">,
): readonly PlacedRisk[] {
    if (increaseUsd === undefined || cost === undefined || cost.change.high <= increaseUsd) return [];
    const platform = head.resources.find(({ type }) => type === PLATFORM_TYPE);
    if (platform === undefined) return [];
    const [largest] = cost.rows;
    return [
        {
            kind: "costs-more",
            severity: "high",
            urn: platform.urn,
            component: platform.name,
            what: `${head.stack} costs ${signed(cost.change.high).slice(2)} USD a month more, beyond the ${increaseUsd} that a change may add.`,
            why:
                largest === undefined
                    ? ""
                    : `Most of it: ${largest.label}, ${signed(largest.change.high)} USD.`,
            source: `budget.increaseUsd of ${ACKNOWLEDGEMENTS_FILE}, at the prices of npm run plan -- cost`,
            remedy: "ask for less, or accept what it costs",
        },
    ];
}
