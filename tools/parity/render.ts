/** Parity as tables for a terminal, a log, or a review. */
import { createColors } from "picocolors";

import { canonicalJson, type Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import { fittedTable } from "../plan/fitted-table";
import { count, wrap } from "../plan/report-text";
import { clean } from "../review/change-lines";
import type { DeclaredDifference, Difference, ParityReport, Values } from "./report";

export interface ParityTextOptions {
    /** Terminal columns. @default no limit */
    readonly width?: number;
    /** @default false */
    readonly colour?: boolean;
}

interface Page {
    readonly width: number;
    readonly paint: ReturnType<typeof createColors>;
}

/** Wider values are wrapped in a file or a pipe, where there is no edge. */
const CELL = 48;
/** Narrower columns than this help nobody: the table then runs over the edge. */
const NARROWEST = 12;

/** What is declared nowhere comes first; the text ends in a line feed. */
export function renderParity(report: ParityReport, options: ParityTextOptions = {}): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const { differences, declared, environments } = report;
    const bad = differences.filter(({ notDeclared }) => notDeclared !== undefined);
    const good = differences.filter(({ notDeclared }) => notDeclared === undefined);
    const sections = [
        headline(report, page),
        bad.length === 0 ? [] : [page.paint.bold(page.paint.red("Not declared")), table(bad, report, page)],
        good.length === 0 ? [] : [page.paint.bold("Decisions that differ"), table(good, report, page)],
        declared.length === 0
            ? []
            : [page.paint.bold("Where the files differ"), declaredTable(declared, environments, page)],
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function headline({ differences, environments, undeclared }: ParityReport, { paint, width }: Page): string[] {
    const what = count(differences.length, "difference");
    const said =
        undeclared === 0
            ? `${what}, every one declared in Pulumi.<stack>.yaml or stacks/<environment>.ts.`
            : `${undeclared} of ${what} not declared: no settings file and no shape says so.`;
    const colour = undeclared === 0 ? paint.bold : (line: string) => paint.bold(paint.red(line));
    return wrap(`${environments.map(clean).join(", ")}: ${said}`, width).map(colour);
}

function table(differences: readonly Difference[], { environments }: ParityReport, page: Page): string {
    const rows = differences.map(({ component, decision, declaredBy, notDeclared, values }) => [
        clean(component),
        clean(decision),
        ...cells(values, environments),
        clean(notDeclared ?? declaredBy.join(", ")),
    ]);
    return tableOf(["component", "decision", ...environments, "declared by"], rows, page);
}

function declaredTable(
    declared: readonly DeclaredDifference[],
    environments: readonly string[],
    page: Page,
): string {
    const rows = declared.map(({ decisions, place, resources, values }) => [
        clean(place),
        ...cells(values, environments),
        `${count(decisions, "decision")}, ${count(resources.length, "resource")}`,
    ]);
    return tableOf(["place", ...environments, "moves"], rows, page);
}

function cells(values: Values, environments: readonly string[]): string[] {
    return environments.map((stack) => (Object.hasOwn(values, stack) ? shown(values[stack]) : "-"));
}

/** Texts as they are, lists item by item, unions by their kind first. */
function shown(value: Json | undefined): string {
    if (value === undefined) return "-";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) {
        const items = value.map((item: Json) => (isObject(item) ? "{…}" : shown(item)));
        return items.length === 0 ? "none" : items.join(", ");
    }
    return isObject(value) ? shownObject(value) : canonicalJson(value);
}

/** A whole part, such as a node pool, is read in its file. */
function shownObject({ kind, ...rest }: { readonly [key: string]: Json }): string {
    const entries = Object.entries(rest).filter(([, item]) => !isDeep(item));
    if (kind === undefined && entries.length < Object.keys(rest).length) return "stated";
    const parts = entries.map(([key, item]) => `${clean(key)}: ${shown(item)}`);
    return [...(kind === undefined ? [] : [shown(kind)]), ...parts].join(", ");
}

function isDeep(value: Json): boolean {
    return isObject(value) || (Array.isArray(value) && value.some((item: Json) => isObject(item)));
}

function tableOf(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { paint, width }: Page,
): string {
    return fittedTable(head, rows, { width, narrowest: NARROWEST, widest: CELL, bold: paint.bold });
}
