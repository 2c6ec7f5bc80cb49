/** A charge with its price, so far as anybody has seen one. */
import {
    HOURS_OF_A_MONTH,
    type Item,
    ITEMS,
    type Prices,
    type Source,
    type Unit,
    type UnitPrice,
} from "../prices/prices";
import type { Charge, InstanceItem } from "./charge";
import { exactly, type Range, times } from "./money";

/** One thing a resource is billed for. */
export interface CostLine {
    /** Of tools/prices/items.ts, or `ec2.<type>`, `ec2.spot.<type>`. */
    readonly item: string;
    readonly title: string;
    readonly unit: Unit;
    /** Units that stand all the time; absent where its use decides. */
    readonly quantity?: number;
    /** Of the first unit; a range where it changes by the hour, as Spot's does. Absent when nobody has seen it. */
    readonly price?: Range;
    /** Where the price changes with the amount of a month: all of its tiers. */
    readonly tiers?: readonly Tier[];
    /** USD an hour of what stands. */
    readonly hour?: Range;
    readonly source?: Source;
}

export interface Tier {
    /** Amount of a month from which it holds. */
    readonly from: number;
    readonly usd: number;
}

/** Hours in which one unit of it is billed once. */
const HOURS: { readonly [unit in Unit]?: number } = {
    hour: 1,
    "vCPU-hour": 1,
    "GB-hour": 1,
    month: HOURS_OF_A_MONTH,
    "GB-month": HOURS_OF_A_MONTH,
    "IOPS-month": HOURS_OF_A_MONTH,
    "MiBps-month": HOURS_OF_A_MONTH,
    "vCPU-month": HOURS_OF_A_MONTH,
};

export function priced({ item, quantity }: Charge, prices: Prices): CostLine {
    return typeof item === "string" ? ofItem(item, quantity, prices) : ofInstance(item, quantity, prices);
}

function ofItem(item: Item, quantity: number | undefined, prices: Prices): CostLine {
    const { title, unit } = ITEMS[item];
    const found = prices.of(item);
    const [first] = found;
    const price = first === undefined ? undefined : exactly(first.usd);
    const line = { item, title, unit, ...(quantity === undefined ? {} : { quantity }) };
    if (price === undefined || first === undefined) return line;
    const tiers = found.length < 2 ? {} : { tiers: found.map(tierOf) };
    return { ...line, price, ...tiers, ...hourOf(price, quantity, unit), source: first.source };
}

function ofInstance(
    { capacity, instance }: InstanceItem,
    quantity: number | undefined,
    prices: Prices,
): CostLine {
    const isSpot = capacity === "spot";
    const line = {
        item: isSpot ? `ec2.spot.${instance}` : `ec2.${instance}`,
        title: isSpot ? `${instance}, Spot` : instance,
        unit: "hour" as const,
        ...(quantity === undefined ? {} : { quantity }),
    };
    const found = isSpot ? prices.spot(instance) : onDemand(instance, prices);
    if (found === undefined) return line;
    const { high, low, source } = found;
    return { ...line, price: { low, high }, ...hourOf({ low, high }, quantity, "hour"), source };
}

function onDemand(instance: string, prices: Prices): (Range & { readonly source: Source }) | undefined {
    const found = prices.instance(instance);
    return found === undefined ? undefined : { ...exactly(found.usd), source: found.source };
}

function tierOf({ from = 0, usd }: UnitPrice): Tier {
    return { from, usd };
}

function hourOf(price: Range, quantity: number | undefined, unit: Unit): { readonly hour?: Range } {
    const hours = HOURS[unit];
    return quantity === undefined || hours === undefined ? {} : { hour: times(price, quantity / hours) };
}

/** USD of an amount of a month, each part of it at its tier's price. */
export function usdOfAmount(amount: number, tiers: readonly Tier[]): number {
    return tiers.reduce((sum, { from, usd }, index) => {
        const to = tiers[index + 1]?.from ?? Infinity;
        return sum + Math.max(0, Math.min(amount, to) - from) * usd;
    }, 0);
}
