/** What environments cost, as markdown. */
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
        ...table(["", "an hour", "a month"], summaryOf(report).map(cells)),
        "",
        ...table(["component", "an hour", "a month"], byComponent(report).map(cells)),
        "",
        ...table(
            ["kind", "how many", "an hour"],
            byKind(report).map(({ hour, label, quantity }) => [label, String(quantity), moneyText(hour, 4)]),
        ),
        ...(ceilings.length === 0
            ? []
            : ["", ...table(["pool at its limits", "an hour"], ceilings.map(ceilingCells))]),
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
    return [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows].map(
        (row) => `| ${row.join(" | ")} |`,
    );
}
