/** A calendar as text for a terminal. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { clean } from "../review/change-lines";
import type { CalendarReport } from "./calendar";
import * as words from "./words";

/** Least room of a column before the table runs over the edge. */
const NARROWEST = 10;

export function renderCalendar(report: CalendarReport, page: Page): string {
    const { ages, endless, entries, rhythms } = report;
    const { bold } = createColors(page.colour);
    const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
        fittedTable(
            head,
            rows.map((row) => row.map(cleanLines)),
            { width: page.width, narrowest: NARROWEST, widest: WIDEST, bold },
        );
    const sections = [
        wrap(clean(words.headlineOf(report)), page.width).map(bold),
        entries.length === 0 ? [] : [table(words.ENTRY_HEAD, entries.map(words.entryRow))],
        endless.flatMap((line) => bullet(line, page)),
        rhythms.length === 0
            ? []
            : [
                  bold("Again and again"),
                  ...rhythms.flatMap(({ every, what, why }) =>
                      bullet(`${what} every ${every}. ${why}`, page),
                  ),
              ],
        ages.length === 0 ? [] : [bold("How old it is"), table(words.AGE_HEAD, ages.map(words.ageRow))],
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

/** Where nothing is wrapped a sentence would make the widest column. */
const WIDEST = 100;

function cleanLines(text: string): string {
    return text.split("\n").map(clean).join("\n");
}

function bullet(text: string, { width }: Page): readonly string[] {
    return wrap(clean(text), width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}
