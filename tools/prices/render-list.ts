/** What is known of prices, with source and day, and what is not. Pure. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { count, wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { tiers } from "./changes";
import { type Item, ITEMS } from "./items";
import { fetchCommand, type Prices } from "./prices";
import type { RegionFile, Source } from "./region-file";

/** One region's file, as far as there is one. */
export interface Known {
    readonly region: string;
    readonly file: RegionFile | undefined;
}

/** A row a region: how much of it is known, and from which days. */
export function renderRegions(all: readonly Known[], page: Page): string {
    const items = Object.keys(ITEMS).length;
    const rows = all.map(({ file, region }) => {
        const rates = [...(file?.items.values() ?? [])].flat();
        const types = [...(file?.types.values() ?? [])];
        const days = [...rates, ...types.map(({ onDemand }) => onDemand)].map(({ source }) => source.seen);
        return [
            region,
            `${file?.items.size ?? 0} of ${items}`,
            String(types.length),
            String(types.filter(({ autoMode }) => autoMode !== undefined).length),
            String(types.filter(({ spot }) => spot !== undefined).length),
            days.length === 0 ? "" : `${least(days)} to ${most(days)}`,
        ];
    });
    const head = ["region", "items", "EC2 types", "Auto Mode", "Spot", "days of the sources"];
    const notes = [
        "A region that is missing here has no prices at all: reports say unknown.",
        `${fetchCommand("<region>")} asks AWS, with your credentials.`,
    ];
    return `${table(head, rows, page, [1, 2, 3, 4])}\n${wrapped(notes, page)}\n`;
}

/** A row an item of one region, then what is unknown by name. */
export function renderRegion(prices: Prices, file: RegionFile | undefined, page: Page): string {
    const all = Object.keys(ITEMS) as Item[];
    const known = all.filter((item) => prices.of(item).length > 0);
    const rows = known.map((item) => {
        const rates = prices.of(item);
        const source = rates[0]?.source;
        return [item, tiers(rates) ?? "", ITEMS[item].unit, source?.title ?? "", source?.seen ?? ""];
    });
    const unknown = all.filter((item) => prices.of(item).length === 0);
    const notes = [
        ...typesOf(prices.region, file),
        `unknown: ${unknown.length === 0 ? "nothing" : unknown.map((item) => ITEMS[item].title).join("; ")}`,
        `${fetchCommand(prices.region)} asks AWS, with your credentials.`,
    ];
    const head = ["item", "USD", "per", "source", "day"];
    const shown = rows.length === 0 ? "" : `${table(head, rows, page)}\n`;
    return `${shown}${wrapped(notes, page)}\n`;
}

function typesOf(region: string, file: RegionFile | undefined): readonly string[] {
    const types = [...(file?.types.values() ?? [])];
    if (types.length === 0) return [`No price of an EC2 type is known in ${region}.`];
    const of = (sources: readonly (Source | undefined)[]): string => {
        const named = sources.flatMap((source) =>
            source === undefined ? [] : `${source.title}, ${source.seen}`,
        );
        return `${count(named.length, "type")} (${[...new Set(named)].join("; ")})`;
    };
    return [
        `EC2 on demand with Linux: ${of(types.map(({ onDemand }) => onDemand.source))}`,
        `EKS Auto Mode: ${of(types.map(({ autoMode }) => autoMode?.source))}`,
        `Spot: ${of(types.map(({ spot }) => spot?.source))}`,
    ];
}

function table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { colour, width }: Page,
    right: readonly number[] = [],
): string {
    const { bold } = createColors(colour);
    return fittedTable(head, rows, { width, narrowest: 8, bold, right });
}

function wrapped(lines: readonly string[], { width }: Page): string {
    return lines.flatMap((line) => wrap(line, width)).join("\n");
}

function least(days: readonly string[]): string {
    return days.reduce((one, other) => (one < other ? one : other));
}

function most(days: readonly string[]): string {
    return days.reduce((one, other) => (one > other ? one : other));
}
