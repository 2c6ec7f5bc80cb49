/** An upgrade as markdown: for an issue that is followed. */
import { code, markdownTable, plain } from "../review/markdown-text";
import { type Finding, LEVELS } from "./finding";
import type { Step } from "./steps";
import type { UpgradeReport } from "./upgrade";
import * as words from "./words";

export function renderUpgradeMarkdown(report: UpgradeReport): string {
    const sections = [
        [`### ${plain(words.headlineOf(report))}`],
        [plain(words.placeText(report))],
        report.steps.length === 0 ? [] : [`#### ${words.STEPS_HEADING}`],
        report.steps.flatMap(stepLines),
        ...LEVELS.map((level) => {
            const rows = report.findings.filter((finding) => finding.level === level).map(rowOf);
            return rows.length === 0
                ? []
                : [`#### ${words.HEADINGS[level]}`, "", ...markdownTable(HEAD, rows)];
        }),
        words.CAVEATS.map((line) => plain(line)),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}

const HEAD = ["what", "why", "then", "by", "source"] as const;

function rowOf(finding: Finding): readonly string[] {
    const { commands = [], remedy, source, what, why } = finding;
    return [what, why, [remedy, ...commands].join("\n"), words.resourcesText(finding), source];
}

/** A box to tick each. */
function stepLines(step: Step, index: number): readonly string[] {
    const estimate = words.estimateText(step);
    return [
        `- [ ] ${plain(words.stepTitle(step, index))}`,
        ...words.stepLines(step).map((line) => `  - ${plain(line)}`),
        ...(estimate === undefined ? [] : [`  - ${plain(estimate)}`]),
        ...step.commands.map((line) => `  - ${code(line)}`),
    ];
}
