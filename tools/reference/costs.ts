/** The generated part of docs/costs.md: what the environments of this repository cost, side by side. */
import { tableLines } from "../reports/markdown-table";
import { componentsOf, readDeclared } from "../parity/environment";
import { todayOf } from "../plan/support";
import { costOf, type CostReport } from "../cost/cost";
import { moneyText, monthOf, priceText } from "../cost/money";
import { perText } from "../cost/render-text";
import { byKind, byUse, type KindRow, unknownOf } from "../cost/tables";
import type { PlanOf } from "./planned";
import { stacksInOrder } from "./stacks-in-order";

/** Two blocks show them; each run of the command has its plans. */
const REPORTS = new WeakMap<PlanOf, Promise<readonly CostReport[]>>();

/** Reports of all environments, in the order of tables. Extended support is no part of them: the page would change by itself. */
export function costsOfStacks(planOf: PlanOf): Promise<readonly CostReport[]> {
    const reports = REPORTS.get(planOf) ?? reckoned(planOf);
    REPORTS.set(planOf, reports);
    return reports;
}

async function reckoned(planOf: PlanOf): Promise<readonly CostReport[]> {
    const reports: CostReport[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of stacksInOrder()) {
        const { graph } = await planOf(stack);
        const declared = readDeclared(stack);
        if ("problems" in declared) throw new Error(declared.problems.join("\n"));
        reports.push(costOf({ graph, components: componentsOf(declared), today: todayOf(new Date(0)) }));
    }
    return reports;
}

/** USD an hour with the kit's pods, to the cent, as the README shows it; what stands without a price is said to be missing. */
export function sumText({ resources, withPods }: CostReport): string {
    const isMissing = resources.some(
        ({ lines, state }) =>
            state === "unknown" &&
            (lines.length === 0 || lines.some(({ quantity }) => quantity !== undefined)),
    );
    return `${moneyText(withPods, 2)}${isMissing ? " and more" : ""}`;
}

/** The block of the page. */
export async function costsTable(planOf: PlanOf): Promise<string> {
    const reports = await costsOfStacks(planOf);
    return [
        ...kindsTable(reports),
        "",
        "Pools at their limits, an hour, on demand, with nodes of one type alone:",
        "",
        ...ceilingsTable(reports),
        "",
        "What use decides, in USD:",
        "",
        ...unitsTable(reports),
        "",
        ...unknownLines(reports),
        `Sources: ${sourcesOf(reports)}.`,
    ].join("\n");
}

/** Kinds of what stands, and the kit's pods, a column for each environment. */
export function kindsTable(reports: readonly CostReport[]): readonly string[] {
    const rows = reports.map(byKind);
    const kinds = new Map<string, KindRow>();
    for (const row of rows.flat()) kinds.set(keyOf(row), kinds.get(keyOf(row)) ?? row);
    const sum = (label: string, of: (report: CostReport) => string) => [label, "", ...reports.map(of)];
    return tableOf([
        ["an hour", "price each", ...reports.map(({ stack }) => stack)],
        ...[...kinds.values()].map((kind) => [
            kind.label,
            kind.price === undefined ? "not known" : `${priceText(kind.price.high)} ${perText(kind.unit)}`,
            ...rows.map((own) => cellOf(own.find((row) => keyOf(row) === keyOf(kind)))),
        ]),
        sum("**what stands**", ({ empty }) => `**${moneyText(empty, 4)}**`),
        sum("**with the kit's pods**", ({ withPods }) => `**${moneyText(withPods, 4)}**`),
        sum("**a month**", ({ withPods }) => `**${moneyText(monthOf(withPods), 2)}**`),
    ]);
}

/** What a pool starts is a row of its own in each environment that has the pool. */
function keyOf({ item, label }: KindRow): string {
    return `${item} ${label}`;
}

function cellOf(row: KindRow | undefined): string {
    if (row === undefined) return "none";
    const hour = moneyText(row.hour, 4);
    return row.quantity === 1 ? hour : `${priceText(row.quantity).replace(/\.00$/, "")}: ${hour}`;
}

function ceilingsTable(reports: readonly CostReport[]): readonly string[] {
    const rows = reports.flatMap(({ ceilings, stack }) =>
        ceilings.map(({ cheapest, dearest, limits, pool, unknown = "?" }) => [
            stack,
            `\`${pool}\``,
            limits.join(", "),
            cheapest === undefined
                ? unknown
                : `${cheapest.hour.toFixed(2)}, ${cheapest.nodes} ${cheapest.type}`,
            dearest === undefined ? "" : `${dearest.hour.toFixed(2)}, ${dearest.nodes} ${dearest.type}`,
        ]),
    );
    return tableOf([["environment", "pool", "limits", "least", "most"], ...rows]);
}

function unitsTable(reports: readonly CostReport[]): readonly string[] {
    const units = reports.map((report) => ({ stack: report.stack, rows: byUse(report) }));
    const all = new Map(units.flatMap(({ rows }) => rows.map((row) => [row.item, row] as const)));
    const rows = [...all.values()].sort((one, other) => (one.item < other.item ? -1 : 1));
    return tableOf([
        ["item", "what", "each", "environments"],
        ...rows.map(({ item, price, tiers, title, unit }) => [
            `\`${item}\``,
            title,
            price === undefined
                ? "not known"
                : `${priceText(price.high)} ${perText(unit)}${tiers === undefined ? "" : ", less with more"}`,
            units
                .filter((own) => own.rows.some((row) => row.item === item))
                .map(({ stack }) => stack)
                .join(", "),
        ]),
    ]);
}

function unknownLines(reports: readonly CostReport[]): readonly string[] {
    const lines = reports.flatMap((report) => unknownOf(report).map((line) => `- ${report.stack}: ${line}`));
    return lines.length === 0 ? [] : ["Not known:", "", ...lines, ""];
}

/** Each source with its day, once. */
function sourcesOf(reports: readonly CostReport[]): string {
    const named = reports.flatMap(({ sources }) => sources.map(({ seen, title }) => `${title} (${seen})`));
    return [...new Set(named)].sort().join("; ");
}

function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
    const [head = [], ...others] = rows;
    return tableLines(head, others);
}
