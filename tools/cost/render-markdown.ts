/** What environments cost, as markdown. */
import { tableLines } from "../reports/markdown-table";
import type { CostReport } from "./cost";
import { moneyText, monthOf } from "./money";
import { byComponent, byKind, type Row, summaryOf, unknownOf } from "./tables";

export function costMarkdown(report: CostReport): string {
    const { ceilings, counts, region, stack } = report;
    const unknown = unknownOf(report);
    return [
        `### What ${stack} costs`,
        "",
        `${counts.priced} resources priced, ${counts.free} free, ${counts["by-use"]} billed by use, ${counts.unknown} unknown. ` +
            `USD at list prices of ${region}, before tax and discounts; a month is 730 hours.`,
        "",
        ...tableLines(["", "an hour", "a month"], summaryOf(report).map(cells), [1, 2]),
        "",
        ...tableLines(["component", "an hour", "a month"], byComponent(report).map(cells), [1, 2]),
        "",
        ...tableLines(
            ["kind", "how many", "an hour"],
            byKind(report).map(({ hour, label, quantity }) => [label, String(quantity), moneyText(hour, 4)]),
            [1, 2],
        ),
        ...(ceilings.length === 0
            ? []
            : ["", ...tableLines(["pool at its limits", "an hour"], ceilings.map(ceilingCells), [1])]),
        ...(unknown.length === 0 ? [] : ["", "Not known:", "", ...unknown.map((line) => `- ${line}`)]),
        "",
    ].join("\n");
}

function cells({ hour, label }: Row): readonly string[] {
    return [label, moneyText(hour, 4), moneyText(monthOf(hour), 2)];
}

function ceilingCells({
    cheapest,
    dearest,
    limits,
    pool,
    unknown = "?",
}: CostReport["ceilings"][number]): readonly string[] {
    const named = limits.length === 0 ? pool : `${pool} (${limits.join(", ")})`;
    if (cheapest === undefined || dearest === undefined) return [named, unknown];
    return [
        named,
        `${cheapest.hour.toFixed(2)} (${cheapest.type}) to ${dearest.hour.toFixed(2)} (${dearest.type})`,
    ];
}
