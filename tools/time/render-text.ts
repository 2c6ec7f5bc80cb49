/** How long environments take, as text for a terminal. */
import { createColors } from "picocolors";

import { fittedTable } from "../plan/fitted-table";
import { count, wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { gantt, type GanttPage } from "./gantt";
import {
    caveats,
    headlineText,
    type Named,
    pathText,
    savingTexts,
    schedulesOf,
    sourceTexts,
    untimedTexts,
} from "./tell";
import type { TimeReport } from "./time";
import { shortText } from "./words";

export interface Telling {
    /** As a person calls it. */
    readonly base?: string;
    /** Whether to list where every figure is from. @default false */
    readonly sources?: boolean;
}

/** Least room of a column before the table runs over the edge. */
const NARROWEST = 10;

export function renderTime(reports: readonly TimeReport[], telling: Telling, page: Page): string {
    const paint = createColors(page.colour);
    return reports.map((report) => one(report, telling, { width: page.width, paint })).join("\n\n");
}

function one(report: TimeReport, { base, sources = false }: Telling, page: GanttPage): string {
    const { paint, width } = page;
    const named = schedulesOf(report, base);
    const sections = [
        wrap(headlineText(report, base), width).map(paint.bold),
        [table(named, page)],
        ...named.map((schedule) => scheduleLines(schedule, page)),
        [paint.bold("Notes"), ...bullets([...untimedTexts(report), ...caveats(report)], width)],
        sources ? [paint.bold("Where the figures are from"), ...bullets(sourceTexts(report), width)] : [],
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function table(named: readonly Named[], { paint, width }: GanttPage): string {
    const rows = named.map(({ schedule, title }) => [
        title,
        ...[schedule.shortest, schedule.usual, schedule.longest].map(shortText),
        String(schedule.steps.length),
    ]);
    const head = ["", "shortest", "usual", "longest", "steps"];
    return fittedTable(head, rows, { width, narrowest: NARROWEST, bold: paint.bold });
}

function scheduleLines({ schedule, title }: Named, page: GanttPage): readonly string[] {
    const { paint, width } = page;
    if (schedule.steps.length === 0) return [];
    const shown = gantt(schedule, page);
    const rest = "█ the whole waits for it, ░ it runs beside. Shorter steps have no bar.";
    return [
        ...wrap(`${title.charAt(0).toUpperCase()}${title.slice(1)}, as it usually goes`, width).map(
            paint.bold,
        ),
        ...shown,
        ...wrap(rest, width).map(paint.dim),
        ...wrap(`Waits for ${count(schedule.critical.length, "step")}: ${pathText(schedule)}.`, width),
        ...bullets(savingTexts(schedule), width),
    ];
}

function bullets(sentences: readonly string[], width: number): readonly string[] {
    return sentences.flatMap((sentence) =>
        wrap(sentence, width - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`)),
    );
}
