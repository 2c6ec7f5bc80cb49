/** Controls as text for a terminal. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { clean } from "../review/change-lines";
import { evidenceText } from "./evidence-text";
import type { ControlResult, ControlsReport } from "./report";
import * as words from "./words";

type Paint = ReturnType<typeof createColors>;

/** Least room of a column before the table runs over the edge. */
const NARROWEST = 8;
/** Where nothing is wrapped a sentence would make the widest column. */
const WIDEST = 70;

/** What is open, and what is accepted. `isWhole`: and what holds. An answer to a question says of all that speaks of it. */
export function renderControls(report: ControlsReport, page: Page, isWhole: boolean): string {
    const paint = createColors(page.colour);
    const exempt = words.exemptRows(report);
    const away = report.results.filter(({ outcome }) => outcome === "not applicable");
    const held = report.results.filter(({ outcome }) => outcome === "passed");
    return joined([
        wrap(clean(words.headlineOf(report)), page.width).map(paint.bold),
        ...words.openOf(report).map((result) => openLines(result, page, paint)),
        exempt.length === 0 ? [] : [paint.bold("Exempt"), table(words.EXEMPT_HEAD, exempt, page, paint)],
        isWhole || report.narrowed !== undefined
            ? [paint.bold("Held"), table(words.CONTROL_HEAD, held.map(words.controlRow), page, paint)]
            : [],
        report.narrowed === undefined || away.length === 0
            ? []
            : [paint.bold("Not applicable"), table(words.AWAY_HEAD, away.map(words.awayRow), page, paint)],
    ]);
}

/** Rows of the benchmarks. */
export function renderMap(report: ControlsReport, page: Page): string {
    const paint = createColors(page.colour);
    return joined([
        wrap(clean(`${report.stack}, level ${report.level}`), page.width).map(paint.bold),
        ...words
            .benchmarksOf(report)
            .map(({ rows, summary, title }) => [
                ...wrap(clean(`${title}: ${summary}`), page.width).map(paint.bold),
                table(words.MAP_HEAD, rows.map(words.mapRow), page, paint),
            ]),
    ]);
}

/** What is wrong with exemptions. */
export function renderStale(lines: readonly string[], page: Page): string {
    return lines.length === 0 ? "" : joined([lines.flatMap((line) => wrap(clean(line), page.width))]);
}

function openLines(
    { control, evidence, outcome }: ControlResult,
    page: Page,
    paint: Paint,
): readonly string[] {
    const open = evidence.filter(({ exemption, verdict }) => verdict !== "held" && exemption === undefined);
    const further = open.length - words.MOST_SHOWN;
    const { id, means, remedy, severity, title, why } = control;
    const head = `${outcome === "failed" ? "✗" : "?"} ${id} ${title} (${severity}): ${means}`;
    return [
        ...wrap(clean(head), page.width).map(outcome === "failed" ? paint.red : paint.yellow),
        ...open.slice(0, words.MOST_SHOWN).flatMap((found) => bullet(evidenceText(found), page)),
        ...(further > 0 ? bullet(`and ${further} more: --json has all of them`, page) : []),
        ...wrap(clean(why), page.width - 4).map((line) => `    ${line}`),
        ...wrap(clean(`${remedy}.`), page.width - 4).map((line) => `    ${paint.cyan(line)}`),
    ];
}

function table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { width }: Page,
    { bold }: Paint,
): string {
    const cleaned = rows.map((row) => row.map((cell) => cell.split("\n").map(clean).join("\n")));
    return fittedTable(head, cleaned, { width, narrowest: NARROWEST, widest: WIDEST, bold });
}

function bullet(text: string, { width }: Page): readonly string[] {
    return wrap(clean(text), width - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`));
}

function joined(sections: readonly (readonly string[])[]): string {
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}
