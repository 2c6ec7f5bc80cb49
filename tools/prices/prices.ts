/** What things cost in a region, as far as somebody has seen it: no row, no price. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { partitionOf } from "../../components/shared/regions";
import { type Item, ITEMS, type Unit } from "./items";
import { parseRegionFile, type Rate, type RegionFile, type Source, type TypeRates } from "./region-file";

export type { Source } from "./region-file";
export { type Item, ITEMS, type Unit } from "./items";

/** AWS's own: what its price list and its calculator count a month as. */
export const HOURS_OF_A_MONTH = 730;

/** A price in USD before tax and discounts, or one tier of it. */
export interface UnitPrice extends Rate {
    readonly per: Unit;
}

/** What an hour of a Spot instance may cost. */
export interface SpotRange {
    /** The average that the source saw. */
    readonly low: number;
    /**
     * The price on demand: without a maximum of one's own Spot ends there.
     * Source: @pulumi/aws 7.48.0 types/input.d.ts, spotMaxPrice: "an empty string which means the on-demand price".
     */
    readonly high: number;
    /** Of the average. */
    readonly source: Source;
}

export interface Prices {
    readonly region: string;
    /** Tiers in their order; empty when nobody has seen a price. */
    of(item: Item): readonly UnitPrice[];
    /** An EC2 type with Linux, on demand. */
    instance(type: string): UnitPrice | undefined;
    spot(type: string): SpotRange | undefined;
    /** What EKS Auto Mode adds to the type's own price. */
    autoModeFee(type: string): UnitPrice | undefined;
}

/** Where the data stands. */
export const DATA = path.join(__dirname, "data");

/** Prices that their sources give for every region of the partition `aws`. */
export const EVERYWHERE = "everywhere";

const known = new Map<string, Prices>();

/** Prices of a region; of one the data lacks everything is unknown. */
export function pricesOf(region: string): Prices {
    const before = known.get(region);
    if (before !== undefined) return before;
    const prices = pricesFrom(region, readRegion(region), readRegion(EVERYWHERE));
    known.set(region, prices);
    return prices;
}

/** Regions with prices of their own. */
export function pricedRegions(directory = DATA): readonly string[] {
    return readdirSync(directory)
        .map((file) => /^(.+-\d)\.csv$/.exec(file)?.[1])
        .filter((name) => name !== undefined)
        .sort();
}

/** The command that asks AWS for what is unknown. */
export function fetchCommand(region: string): string {
    return `npm run prices -- fetch ${region}`;
}

/** Pure. What holds everywhere stands in for what a region's own file has not. */
export function pricesFrom(
    region: string,
    own: RegionFile | undefined,
    everywhere: RegionFile | undefined,
): Prices {
    const common = own !== undefined && partitionOf(region) === "aws" ? everywhere : undefined;
    return {
        region,
        of: (item) =>
            (own?.items.get(item) ?? common?.items.get(item) ?? []).map((rate) => ({
                ...rate,
                per: ITEMS[item].unit,
            })),
        instance: (type) => hourly(own?.types.get(type)?.onDemand),
        spot: (type) => spotOf(own?.types.get(type)),
        autoModeFee: (type) => hourly(own?.types.get(type)?.autoMode),
    };
}

function hourly(rate: Rate | undefined): UnitPrice | undefined {
    return rate === undefined ? undefined : { ...rate, per: "hour" };
}

function spotOf(rates: TypeRates | undefined): SpotRange | undefined {
    if (rates?.spot === undefined) return undefined;
    const { onDemand, spot } = rates;
    return { low: spot.usd, high: onDemand.usd, source: spot.source };
}

/** The file of a region; undefined when there is none. */
export function readRegion(region: string, directory = DATA): RegionFile | undefined {
    const file = path.join(directory, `${region}.csv`);
    return existsSync(file) ? parseRegionFile(readFileSync(file, "utf8"), `${region}.csv`) : undefined;
}
