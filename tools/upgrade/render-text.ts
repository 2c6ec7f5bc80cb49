/** An upgrade as text for a terminal. Commands are not wrapped: they are to be copied. */
import { createColors } from "picocolors";

import { wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { clean } from "../review/change-lines";
import { type Finding, type Level, LEVELS } from "./finding";
import type { Step } from "./steps";
import type { UpgradeReport } from "./upgrade";
import * as words from "./words";

interface Sheet extends Page {
    readonly paint: ReturnType<typeof createColors>;
}

export function renderUpgrade(report: UpgradeReport, page: Page): string {
    const sheet: Sheet = { ...page, paint: createColors(page.colour) };
    const { bold, dim } = sheet.paint;
    const sections = [
        [
            ...wrap(clean(words.headlineOf(report)), page.width).map(bold),
            ...wrap(clean(words.placeText(report)), page.width),
        ],
        section(report.findings, "blocks", sheet),
        report.steps.length === 0
            ? []
            : [
                  bold(words.stepsHeading(report)),
                  ...report.steps.flatMap((step, index) => stepLines(step, index, sheet)),
              ],
        ...LEVELS.filter((level) => level !== "blocks").map((level) =>
            section(report.findings, level, sheet),
        ),
        words.CAVEATS.flatMap((line) => wrap(line, page.width)).map(dim),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function stepLines(step: Step, index: number, { paint, width }: Sheet): readonly string[] {
    const estimate = words.estimateText(step);
    return [
        ...indented(words.stepTitle(step, index), 2, width),
        ...words.stepLines(step).flatMap((line) => indented(line, 5, width)),
        ...(estimate === undefined ? [] : indented(estimate, 5, width).map(paint.dim)),
        ...step.commands.map((line) => `     ${paint.cyan(clean(line))}`),
    ];
}

function section(all: readonly Finding[], level: Level, sheet: Sheet): readonly string[] {
    const own = all.filter((finding) => finding.level === level);
    if (own.length === 0) return [];
    const { paint, width } = sheet;
    return [
        paint.bold(words.HEADINGS[level]),
        ...own.flatMap((finding) => [
            ...bullet(`${finding.what}.`, sheet),
            ...(words.reasonText(finding) === "" ? [] : indented(words.reasonText(finding), 4, width)),
            ...(words.resourcesText(finding) === "" || words.isShort(finding)
                ? []
                : indented(`By ${words.resourcesText(finding)}.`, 4, width).map(paint.dim)),
            ...indented(`Source: ${finding.source}.`, 4, width).map(paint.dim),
            ...words.questionsOf(finding).map((line) => `    ${paint.cyan(clean(line))}`),
        ]),
    ];
}

function bullet(text: string, { paint, width }: Sheet): readonly string[] {
    return wrap(clean(text), width - 4).map((line, index) =>
        index === 0 ? `  ${paint.yellow("-")} ${line}` : `    ${line}`,
    );
}

function indented(text: string, columns: number, width: number): readonly string[] {
    return wrap(clean(text), width - columns).map((line) => `${" ".repeat(columns)}${line}`);
}
