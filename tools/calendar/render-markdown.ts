/** A calendar as markdown. */
import { markdownTable, plain } from "../review/markdown-text";
import type { CalendarReport } from "./calendar";
import * as words from "./words";

export function renderCalendarMarkdown(report: CalendarReport): string {
    const { ages, endless, entries, rhythms } = report;
    const sections = [
        [`### ${plain(words.headlineOf(report))}`],
        markdownTable(words.ENTRY_HEAD, entries.map(words.entryRow)),
        endless.map((line) => `- ${plain(line)}`),
        rhythms.length === 0 ? [] : ["#### Again and again"],
        rhythms.map(({ every, what, why }) => `- ${plain(`${what} every ${every}. ${why}`)}`),
        ages.length === 0 ? [] : ["#### How old it is"],
        markdownTable(words.AGE_HEAD, ages.map(words.ageRow)),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}
