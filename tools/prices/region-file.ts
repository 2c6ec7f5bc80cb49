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

/** What Spot was seen to cost an hour. */
export interface SpotRange {
    readonly low: number;
    readonly high: number;
    readonly source: Source;
}

export interface RegionFile {
    /** Tiers in their order. */
    readonly items: ReadonlyMap<Item, readonly Rate[]>;
    /** EC2 on demand with Linux, by type, an hour. */
    readonly types: ReadonlyMap<string, Rate>;
    /** What EKS Auto Mode adds, by type, an hour. */
    readonly auto: ReadonlyMap<string, Rate>;
    readonly spot: ReadonlyMap<string, SpotRange>;
}

/** @throws Error naming the line that has not the form. */
export function parseRegionFile(text: string, name: string): RegionFile {
    const read = { items: new Map(), types: new Map(), auto: new Map(), spot: new Map(), sources: new Map() };
    text.split("\n").forEach((line, index) => {
        if (line === "" || line.startsWith("#")) return;
        readRow(line, read, `${name}:${String(index + 1)}`);
    });
    return read;
}

interface Reading {
    readonly items: Map<Item, readonly Rate[]>;
    readonly types: Map<string, Rate>;
    readonly auto: Map<string, Rate>;
    readonly spot: Map<string, SpotRange>;
    readonly sources: Map<string, Source>;
}

function readRow(line: string, { auto, items, sources, spot, types }: Reading, at: string): void {
    const [kind, key = "", ...cells] = line.split(",");
    const rateAt = (index: number): Rate => ({
        usd: numberOf(cells[index], at),
        source: sourceNamed(cells[index + 1], sources, at),
    });
    if (kind === "source") sources.set(key, sourceOf(cells));
    else if (kind === "type") types.set(key, rateAt(0));
    else if (kind === "auto") auto.set(key, rateAt(0));
    else if (kind === "spot") {
        const { source, usd: high } = rateAt(1);
        spot.set(key, { low: numberOf(cells[0], at), high, source });
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
export function renderRegionFile(region: string, { auto, items, spot, types }: RegionFile): string {
    const keys = new Map<string, string>();
    const rows: string[] = [];
    const keyOf = ({ seen, title, url = "" }: Source): string => {
        const row = `${seen},${url},${title}`;
        const known = keys.get(row);
        if (known !== undefined) return known;
        keys.set(row, `s${String(keys.size + 1)}`);
        return `s${String(keys.size)}`;
    };
    for (const [item, rates] of sorted(items)) {
        for (const { from = 0, source, usd } of rates) {
            rows.push(`item,${item},${String(from)},${String(usd)},${keyOf(source)}`);
        }
    }
    for (const [kind, prices] of [["type", types] as const, ["auto", auto] as const]) {
        for (const [type, { source, usd }] of sorted(prices)) {
            rows.push(`${kind},${type},${String(usd)},${keyOf(source)}`);
        }
    }
    for (const [type, { high, low, source }] of sorted(spot)) {
        rows.push(`spot,${type},${String(low)},${String(high)},${keyOf(source)}`);
    }
    return [...headOf(region), ...[...keys].map(([row, key]) => `source,${key},${row}`), ...rows, ""].join(
        "\n",
    );
}

function headOf(region: string): readonly string[] {
    return [
        `# List prices in USD before tax: ${region}. Numbers are facts of the sources below, each with its day.`,
        "# source,<key>,<day>,<address>,<title> | item,<item>,<from>,<price>,<source> | type,<type>,<an hour>,<source>",
        "# auto,<type>,<an hour>,<source> | spot,<type>,<low>,<high>,<source>",
    ];
}

function sorted<Key extends string, Value>(map: ReadonlyMap<Key, Value>): readonly (readonly [Key, Value])[] {
    return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
