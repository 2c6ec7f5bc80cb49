/** A review for a terminal or a log. */
import { createColors } from "picocolors";

import { columns, wrap } from "../plan/report-text";
import { ACKNOWLEDGEMENTS_FILE } from "./acknowledgements";
import { changeLines, clean, type Mark, type MarkedLine } from "./change-lines";
import type { EnvironmentReview, ReportedRisk, ReviewReport } from "./report";

export interface TextOptions {
    /** Terminal columns. @default no limit */
    readonly width?: number;
    /** @default false */
    readonly colour?: boolean;
}

type Paint = ReturnType<typeof createColors>;

interface Page {
    readonly width: number;
    readonly paint: Paint;
}

/** The review, ending in a line feed: all headlines, then each environment that changes. */
export function renderText(report: ReviewReport, options: TextOptions = {}): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const sections = [
        report.environments.flatMap((environment) => headline(environment, page)),
        ...report.environments.map((environment) => riskLines(environment, report, page)),
        acknowledgementLines(report, page),
        ...report.environments.map((environment) => changeSection(environment, report, page)),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function headline({ headline: text, risks }: EnvironmentReview, { width, paint }: Page): string[] {
    const hurts = risks.some(({ fails }) => fails);
    return wrap(clean(text), width).map(hurts ? (line) => paint.bold(paint.red(line)) : paint.bold);
}

function riskLines(environment: EnvironmentReview, report: ReviewReport, page: Page): string[] {
    const { risks, stack } = environment;
    if (risks.length === 0) return [];
    const where = report.environments.length === 1 ? "" : `, ${clean(stack)}`;
    return [
        page.paint.bold(`What could hurt${where}`),
        ...risks.flatMap((risk) => oneRisk(risk, page)),
        ...(risks.some(({ fails }) => fails) ? howToAcknowledge(page) : []),
    ];
}

function oneRisk(risk: ReportedRisk, page: Page): string[] {
    const { paint } = page;
    const severity = risk.fails ? paint.red(risk.severity) : paint.dim(risk.severity);
    const title = `  ${severity}  ${risk.kind}`;
    const accepted =
        risk.acknowledged === undefined
            ? []
            : [`acknowledged until ${risk.acknowledged.expires}: ${risk.acknowledged.reason}`];
    return [
        `${title}${accepted.length === 0 ? "" : paint.dim("  acknowledged")}`,
        ...indented(risk.what, 4, page, paint.bold),
        ...indented(risk.why, 4, page),
        ...indented(`Instead: ${risk.remedy}.`, 4, page),
        ...accepted.flatMap((text) => indented(text, 4, page)),
        ...indented(risk.urn, 4, page, paint.dim),
        ...indented(`Source: ${risk.source}`, 4, page, paint.dim),
    ];
}

function howToAcknowledge(page: Page): string[] {
    return indented(
        `To accept one, add its urn and risk to ${ACKNOWLEDGEMENTS_FILE}, with a reason and the last day it counts.`,
        2,
        page,
    );
}

function acknowledgementLines({ acknowledgements }: ReviewReport, page: Page): string[] {
    if (acknowledgements.length === 0) return [];
    return [
        page.paint.bold(page.paint.red("Acknowledgements to correct")),
        ...acknowledgements.flatMap((problem) => indented(problem, 2, page)),
    ];
}

function changeSection(environment: EnvironmentReview, report: ReviewReport, page: Page): string[] {
    const lines = environment.status === "changed" ? changeLines(environment) : [];
    if (lines.length === 0) return [];
    const where = report.environments.length === 1 ? "" : `, ${clean(environment.stack)}`;
    return [
        page.paint.bold(`Changes${where}, against ${clean(report.base)}`),
        ...lines.flatMap((line) => marked(line, page)),
    ];
}

const PAINTS: { readonly [mark in Mark]: keyof Paint | undefined } = {
    "+": "green",
    "-": "red",
    "!": "yellow",
    "#": "bold",
    " ": "dim",
};

function marked({ mark, indent, text }: MarkedLine, page: Page): string[] {
    const prefix = mark === "#" ? "" : `${"  ".repeat(indent)}${mark === "!" ? "~" : mark} `;
    const colour = PAINTS[mark];
    const paint = colour === undefined ? undefined : page.paint[colour];
    const painted = typeof paint === "function" ? paint : (line: string): string => line;
    return wrap(text, page.width - columns(prefix)).map(
        (line, i) => (i === 0 ? prefix : " ".repeat(columns(prefix))) + painted(line),
    );
}

function indented(text: string, spaces: number, page: Page, paint?: (line: string) => string): string[] {
    return wrap(clean(text), page.width - spaces).map((line) => " ".repeat(spaces) + (paint?.(line) ?? line));
}
