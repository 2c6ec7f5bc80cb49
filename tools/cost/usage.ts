/** What is used in a month, in USD: amounts of a usage file at the tiers of their prices. */
import { isItem } from "../prices/items";
import { HOURS_OF_A_MONTH, type Prices } from "../prices/prices";
import { nodeHour, type Pool } from "./pools";
import { type CostLine, priced, usdOfAmount } from "./priced";
import type { Usage } from "./usage-file";

/** A line of usage. */
export interface UsedLine extends CostLine {
    /** Units in a month. */
    readonly amount: number;
    /** USD; absent where nobody has seen the price. */
    readonly month?: number;
}

export function usedOf({ month, nodes }: Usage, pools: readonly Pool[], prices: Prices): readonly UsedLine[] {
    return [
        ...Object.entries(month).flatMap(([item, amount]) =>
            isItem(item) ? [usedItem(item, amount, prices)] : [],
        ),
        ...Object.entries(nodes).flatMap(([name, counts]) => {
            const pool = pools.find(({ component }) => component === name);
            return Object.entries(counts).map(([type, count]) => usedNodes(pool, type, count, prices));
        }),
    ];
}

function usedItem(item: Parameters<Prices["of"]>[0], amount: number, prices: Prices): UsedLine {
    const line = priced({ item }, prices);
    if (line.price === undefined) return { ...line, amount };
    const tiers = line.tiers ?? [{ from: 0, usd: line.price.high }];
    return { ...line, amount, month: usdOfAmount(amount, tiers) };
}

/** On demand, with their volumes and what Auto Mode adds. */
function usedNodes(pool: Pool | undefined, type: string, count: number, prices: Prices): UsedLine {
    const line = priced({ item: { instance: type, capacity: "on-demand" } }, prices);
    const each = pool === undefined ? undefined : nodeHour(pool, type, prices);
    const amount = count * HOURS_OF_A_MONTH;
    const title = `nodes of ${pool?.component ?? ""}: ${type}`;
    return each === undefined
        ? { ...line, title, amount }
        : { ...line, title, amount, month: each.hour * amount };
}
