/** How long environments take, in brief, as markdown for a comment or a page. */
import { tableLines } from "../reports/markdown-table";
import { code, plain } from "../review/markdown-text";
import { caveats, pathText, savingTexts, schedulesOf, untimedTexts } from "./tell";
import type { TimeReport } from "./time";
import { minuteText } from "./words";

export function renderTimeMarkdown(reports: readonly TimeReport[], base?: string): string {
    const rows = reports.flatMap((report) =>
        schedulesOf(report, base).map(({ schedule: { longest, shortest, usual }, title }) => [
            plain(report.stack),
            plain(title),
            ...[shortest, usual, longest].map(minuteText),
        ]),
    );
    const head = ["environment", "what", "shortest", "usual", "longest"];
    return `${[...tableLines(head, rows), ...reports.flatMap((report) => details(report, base))].join("\n")}\n`;
}

function details(report: TimeReport, base: string | undefined): readonly string[] {
    const paths = schedulesOf(report, base)
        .filter(({ schedule }) => schedule.steps.length > 0)
        .map(({ schedule, title }) => {
            const [first] = savingTexts(schedule, code);
            const saving = first === undefined ? "" : ` ${first}.`;
            return `- ${plain(title)} waits for ${pathText(schedule, code)}.${saving}`;
        });
    const notes = [...untimedTexts(report), ...caveats(report)].map((note) => `- ${plain(note)}`);
    const summary = `<summary>${plain(report.stack)}: what it waits for</summary>`;
    return ["", `<details>${summary}`, "", ...paths, ...notes, "", "</details>"];
}
