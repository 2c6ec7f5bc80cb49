/** An upgrade as markdown: for an issue that is followed. */
import { code, plain } from "../review/markdown-text";
import { type Finding, type Level, LEVELS } from "./finding";
import type { Step } from "./steps";
import type { UpgradeReport } from "./upgrade";
import * as words from "./words";

export function renderUpgradeMarkdown(report: UpgradeReport): string {
    const sections = [
        [`### ${plain(words.headlineOf(report))}`],
        [plain(words.placeText(report))],
        section(report, "blocks"),
        report.steps.length === 0 ? [] : [`#### ${words.stepsHeading(report)}`],
        report.steps.flatMap(stepLines),
        ...LEVELS.filter((level) => level !== "blocks").map((level) => section(report, level)),
        words.CAVEATS.map((line) => plain(line)),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}

function section({ findings }: UpgradeReport, level: Level): readonly string[] {
    const own = findings.filter((finding) => finding.level === level);
    return own.length === 0 ? [] : [`#### ${words.HEADINGS[level]}`, "", ...own.flatMap(linesOf)];
}

function linesOf(finding: Finding): readonly string[] {
    const by = words.isShort(finding) ? "" : words.resourcesText(finding);
    const lines = [words.reasonText(finding), by === "" ? "" : `By ${by}.`, `Source: ${finding.source}.`];
    return [
        `- ${plain(`${finding.what}.`)}`,
        ...lines.filter((line) => line !== "").map((line) => `  - ${plain(line)}`),
        ...words.questionsOf(finding).map((line) => `  - ${code(line)}`),
    ];
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
