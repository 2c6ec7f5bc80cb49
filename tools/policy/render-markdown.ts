/** Controls as markdown: what is open, what is accepted, and the map of the benchmarks. */
import { markdownTable, plain } from "../review/markdown-text";
import { evidenceText } from "./evidence-text";
import type { ControlsReport } from "./report";
import * as words from "./words";

export function renderControlsMarkdown(report: ControlsReport): string {
    const exempt = words.exemptRows(report);
    const sections = [
        [`### ${plain(words.headlineOf(report))}`],
        ...words
            .openOf(report)
            .map(({ control, evidence }) => [
                `#### ${plain(`${control.id} ${control.title} (${control.severity})`)}`,
                "",
                `${plain(control.means)}. ${plain(control.why)} ${plain(control.remedy)}.`,
                "",
                ...evidence
                    .filter(({ exemption, verdict }) => verdict !== "held" && exemption === undefined)
                    .map((found) => `- ${plain(evidenceText(found))}`),
            ]),
        exempt.length === 0 ? [] : ["#### Exempt"],
        exempt.length === 0 ? [] : markdownTable(words.EXEMPT_HEAD, exempt),
        ...words
            .benchmarksOf(report)
            .flatMap(({ rows, summary, title }) => [
                [`#### ${plain(title)}: ${plain(summary)}`],
                markdownTable(words.MAP_HEAD, rows.map(words.mapRow)),
            ]),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}
