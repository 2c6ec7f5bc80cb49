/** What an environment costs, for a terminal. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { count, wrap } from "../plan/report-text";
import { fetchCommand } from "../prices/prices";
import type { Page } from "../reports/command";
import type { CostReport } from "./cost";
import { moneyText, monthOf, priceText, type Range, times } from "./money";
import type { Ceiling, Filled } from "./pools";
import {
    byComponent,
    byKind,
    byUse,
    type KindRow,
    type Row,
    summaryOf,
    unknownOf,
    type UnitRow,
} from "./tables";
import { usageFileOf } from "./usage-file";

interface Sheet {
    readonly width: number;
    readonly bold: (text: string) => string;
    readonly faint: (text: string) => string;
}

export function renderCost(report: CostReport, { colour, width }: Page): string {
    const paint = createColors(colour);
    const sheet: Sheet = { width, bold: paint.bold, faint: paint.dim };
    return [
        ...headLines(report, sheet),
        ...tableOf(["", "an hour", "a month"], summaryOf(report).map(amounts), sheet),
        ...section(
            "By component",
            ["component", "an hour", "a month"],
            byComponent(report).map(amounts),
            sheet,
        ),
        ...section("By kind", ["kind", "how many", "each", "an hour"], byKind(report).map(kindCells), sheet),
        ...section("Pools at their limits", POOL_HEAD, report.ceilings.map(poolCells), sheet),
        ...section("Billed by use", ["item", "what", "each", "of"], byUse(report).map(unitCells), sheet),
        ...usedLines(report, sheet),
        ...noteLines(report, sheet),
        "",
    ].join("\n");
}

function headLines(
    { counts, environment, region, stack }: CostReport,
    { bold, width }: Sheet,
): readonly string[] {
    const named = stack === environment ? stack : `${stack} (${environment})`;
    const sentence =
        `${count(counts.priced, "resource")} priced, ${counts.free} free, ${counts["by-use"]} billed by use, ` +
        `${counts.unknown} unknown. USD at list prices of ${region}, before tax and discounts; a month is 730 hours.`;
    return [bold(`What ${named} costs`), ...wrap(sentence, width), ""];
}

function amounts({ hour, label }: Row): readonly string[] {
    return [label, moneyText(hour, 4), moneyText(monthOf(hour), 2)];
}

function kindCells({ hour, label, price, quantity, unit }: KindRow): readonly string[] {
    return [
        label,
        amountText(quantity),
        price === undefined ? "?" : `${rangeText(price)} ${perText(unit)}`,
        moneyText(hour, 4),
    ];
}

const POOL_HEAD = ["pool", "limits", "an hour, on demand", "Spot"];

function poolCells({ cheapest, dearest, limits, pool, spot, unknown, unpriced }: Ceiling): readonly string[] {
    const left = unpriced === 0 ? "" : `\n${count(unpriced, "admitted type")} without a price`;
    if (cheapest === undefined || dearest === undefined) return [pool, limits.join("\n"), unknown ?? "?", ""];
    return [
        pool,
        limits.join("\n"),
        `${filledText(cheapest)} to\n${filledText(dearest)}${left}`,
        spot === undefined ? "" : moneyText(spot, 2),
    ];
}

function filledText({ autoMode, hour, nodes, type }: Filled): string {
    const fee = autoMode === undefined ? "" : `, ${autoMode.toFixed(2)} of it Auto Mode's`;
    return `${hour.toFixed(2)} (${nodes} ${type}${fee})`;
}

function unitCells({ components, item, price, tiers, title, unit }: UnitRow): readonly string[] {
    const more = tiers === undefined ? "" : ", less with more";
    const each = price === undefined ? "not known" : `${rangeText(price)} ${perText(unit)}${more}`;
    return [item, title, each, components.join(", ")];
}

function usedLines(report: CostReport, sheet: Sheet): readonly string[] {
    const { month, stack, used, withPods } = report;
    if (used.length === 0) return [];
    const rows = used.map((line) => [
        line.title,
        amountText(line.amount),
        line.month === undefined
            ? "price not known"
            : moneyText(times({ low: line.month, high: line.month }, 1), 2),
    ]);
    return [
        ...section(`Used in a month (${usageFileOf(stack)})`, ["what", "amount", "a month"], rows, sheet),
        ...wrap(
            `With that a month is ${moneyText(month, 2)}; without, ${moneyText(monthOf(withPods), 2)}.`,
            sheet.width,
        ),
    ];
}

function noteLines(report: CostReport, { bold, faint, width }: Sheet): readonly string[] {
    const { coming, floor, region, sources } = report;
    const unknown = unknownOf(report);
    const notes: readonly (readonly [heading: string, lines: readonly string[]])[] = [
        [
            "Not known",
            unknown.length === 0 ? [] : [...unknown, `Ask AWS, with credentials: ${fetchCommand(region)}`],
        ],
        [
            "To come",
            coming.map(({ from, hour, what }) => `from ${from}: ${what}, ${hour.toFixed(2)} an hour more`),
        ],
        [
            "Estimated",
            [
                ...(floor.unsized.length === 0
                    ? []
                    : [
                          `nobody knows what these pods ask for, so they count as nothing: ${floor.unsized.join(", ")}`,
                      ]),
                ...(floor.homeless.length === 0
                    ? []
                    : [`no room was found for ${floor.homeless.join(", ")}: they cost more than this`]),
            ],
        ],
        ["Sources", sources.map(({ seen, title }) => `${title} (${seen})`)],
    ];
    return notes.flatMap(([heading, lines]) =>
        lines.length === 0
            ? []
            : [
                  "",
                  bold(heading),
                  ...lines.flatMap((line) => item(line, width, heading === "Sources" ? faint : String)),
              ],
    );
}

function item(text: string, width: number, paint: (text: string) => string): readonly string[] {
    return wrap(text, width - 4).map((line, i) => `${i === 0 ? "  - " : "    "}${paint(line)}`);
}

function section(
    heading: string,
    head: readonly string[],
    rows: readonly (readonly string[])[],
    sheet: Sheet,
): readonly string[] {
    return rows.length === 0 ? [] : ["", sheet.bold(heading), ...tableOf(head, rows, sheet)];
}

function tableOf(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { bold, width }: Sheet,
): readonly string[] {
    const right = head.flatMap((name, index) => (NUMBERS.test(name) ? [index] : []));
    return [fittedTable(head, rows, { width, narrowest: 10, widest: 60, bold, right })];
}

/** Columns of numbers, by their heads. */
const NUMBERS = /^(a month|amount|an hour|how many)$/;

function rangeText({ high, low }: Range): string {
    return low === high ? priceText(low) : `${priceText(low)} to ${priceText(high)}`;
}

/** `an hour`, `a GB and month`. */
export function perText(unit: string): string {
    if (unit === "each") return "each";
    return `${/^(hour|IOPS)/.test(unit) ? "an" : "a"} ${unit.replace("-", " and ")}`;
}

export function amountText(amount: number): string {
    return String(Number(amount.toPrecision(10)));
}
