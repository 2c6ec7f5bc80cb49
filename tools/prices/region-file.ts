/**
 * The form of data/<region>.csv: one row a price, each with the key of its source, and a row for each source. One region
 * is one file, so that a report reads no more than it needs and asking AWS anew writes one file or none.
 */
import { isItem, type Item } from "./items";

/** Where a number stands in public, and the day it was seen or published. */
export interface Source {
    readonly title: string;
    readonly url?: string;
    /** YYYY-MM-DD */
    readonly seen: string;
}

/** A price, or one tier of it. */
export interface Rate {
    readonly usd: number;
    /** The quantity a month from which it holds. @default 0 */
    readonly from?: number;
    readonly source: Source;
}

/** An EC2 type with Linux, an hour. */
export interface TypeRates {
    readonly onDemand: Rate;
    /** What EKS Auto Mode adds. */
    readonly autoMode?: Rate;
    /** What Spot cost on average. */
    readonly spot?: Rate;
}

export interface RegionFile {
    /** Tiers in their order. */
    readonly items: ReadonlyMap<Item, readonly Rate[]>;
    readonly types: ReadonlyMap<string, TypeRates>;
}

/** @throws Error naming the line that has not the form. */
export function parseRegionFile(text: string, name: string): RegionFile {
    const read: Reading = { items: new Map(), types: new Map(), sources: new Map() };
    text.split("\n").forEach((line, index) => {
        if (line === "" || line.startsWith("#")) return;
        readRow(line, read, `${name}:${String(index + 1)}`);
    });
    return { items: read.items, types: read.types };
}

interface Reading {
    readonly items: Map<Item, readonly Rate[]>;
    readonly types: Map<string, TypeRates>;
    readonly sources: Map<string, Source>;
}

function readRow(line: string, { items, sources, types }: Reading, at: string): void {
    const [kind, key = "", ...cells] = line.split(",");
    const rateAt = (index: number): Rate => ({
        usd: numberOf(cells[index], at),
        source: sourceNamed(cells[index + 1], sources, at),
    });
    const has = (index: number): boolean => (cells[index] ?? "") !== "";
    if (kind === "source") sources.set(key, sourceOf(cells));
    else if (kind === "type") {
        types.set(key, {
            onDemand: rateAt(0),
            ...(has(2) ? { autoMode: rateAt(2) } : {}),
            ...(has(4) ? { spot: rateAt(4) } : {}),
        });
    } else if (kind === "item" && isItem(key)) {
        const from = numberOf(cells[0], at);
        items.set(key, [...(items.get(key) ?? []), from === 0 ? rateAt(1) : { ...rateAt(1), from }]);
    } else throw new Error(`${at}: is no row of prices: ${line}`);
}

function sourceNamed(key = "", sources: ReadonlyMap<string, Source>, at: string): Source {
    const source = sources.get(key);
    if (source === undefined) throw new Error(`${at}: names a source that has no row before it: ${key}`);
    return source;
}

/** Titles have commas. */
function sourceOf([seen = "", url = "", ...title]: readonly string[]): Source {
    const named = { title: title.join(","), seen };
    return url === "" ? named : { ...named, url };
}

function numberOf(text: string | undefined, at: string): number {
    const number = Number(text);
    if (text === undefined || text === "" || !Number.isFinite(number)) {
        throw new Error(`${at}: is no number: ${text ?? ""}`);
    }
    return number;
}

/** The text that parses to the same. */
export function renderRegionFile(region: string, { items, types }: RegionFile): string {
    const keys = new Map<string, string>();
    const keyOf = ({ seen, title, url = "" }: Source): string => {
        const row = `${seen},${url},${title}`;
        const key = keys.get(row) ?? `s${String(keys.size + 1)}`;
        keys.set(row, key);
        return key;
    };
    const cellsOf = (rate: Rate | undefined): string =>
        rate === undefined ? "," : `${plain(rate.usd)},${keyOf(rate.source)}`;
    const rows = [
        ...sorted(items).flatMap(([item, rates]) =>
            rates.map((rate) => `item,${item},${String(rate.from ?? 0)},${cellsOf(rate)}`),
        ),
        ...sorted(types).map(([type, { autoMode, onDemand, spot }]) =>
            `type,${type},${cellsOf(onDemand)},${cellsOf(autoMode)},${cellsOf(spot)}`.replace(/,+$/, ""),
        ),
    ];
    const sources = [...keys].map(([row, key]) => `source,${key},${row}`);
    return [...headOf(region), ...sources, ...rows, ""].join("\n");
}

/** Without an exponent, however small. */
function plain(number: number): string {
    const text = String(number);
    return text.includes("e") ? number.toFixed(12).replace(/0+$/, "") : text;
}

function headOf(region: string): readonly string[] {
    return [
        `# List prices in USD before tax: ${region}. Numbers are facts of the sources below, each with its day.`,
        "# source,<key>,<day>,<address>,<title> | item,<item>,<from>,<price>,<source>",
        "# type,<EC2 type>,<an hour on demand>,<source>,<fee of EKS Auto Mode>,<source>,<average of Spot>,<source>",
    ];
}

function sorted<Key extends string, Value>(map: ReadonlyMap<Key, Value>): readonly (readonly [Key, Value])[] {
    return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
