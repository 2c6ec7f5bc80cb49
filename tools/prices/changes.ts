/** What differs between two states of a region's prices, one line a price. Pure. */
import { type Item, ITEMS } from "./items";
import type { Rate, RegionFile } from "./region-file";

/** New, gone and other prices; a source or a day alone is no change. */
export function changesOf(before: RegionFile | undefined, after: RegionFile): readonly string[] {
    const items = (Object.keys(ITEMS) as Item[]).map((item) =>
        change(item, tiers(before?.items.get(item)), tiers(after.items.get(item))),
    );
    const names = [...new Set([...(before?.types.keys() ?? []), ...after.types.keys()])].sort();
    const types = names.flatMap((type) => [
        change(type, usd(before?.types.get(type)?.onDemand), usd(after.types.get(type)?.onDemand)),
        change(
            `${type} in EKS Auto Mode`,
            usd(before?.types.get(type)?.autoMode),
            usd(after.types.get(type)?.autoMode),
        ),
    ]);
    return [...items, ...types].filter((line) => line !== undefined);
}

function change(name: string, before: string | undefined, after: string | undefined): string | undefined {
    if (before === after) return undefined;
    if (before === undefined) return `+ ${name}: ${after ?? ""}`;
    return after === undefined ? `- ${name}: ${before}` : `~ ${name}: ${before} → ${after}`;
}

function usd(rate: Rate | undefined): string | undefined {
    return rate === undefined ? undefined : String(rate.usd);
}

/** `0.02, 0.014 from 576000`. */
export function tiers(rates: readonly Rate[] | undefined): string | undefined {
    if (rates === undefined || rates.length === 0) return undefined;
    return rates
        .map(({ from = 0, usd: price }) => (from === 0 ? String(price) : `${price} from ${from}`))
        .join(", ");
}
