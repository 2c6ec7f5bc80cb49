/** A review for a terminal or a log: the verdict, a line for each environment, causes, then every change. */
import { createColors } from "picocolors";

import { changeText, signed } from "../cost/change";
import { amountText } from "../cost/render-text";
import { columns, count, pad, wrap } from "../plan/report-text";
import { nameOfUrn } from "../plan/urn";
import { ACKNOWLEDGEMENTS_FILE } from "./acknowledgements";
import { decisionsText, followLines, storyLines, type Style, titleOf, whatOf } from "./cause-text";
import { changeLines, clean, type Mark, type MarkedLine } from "./change-lines";
import type { EnvironmentReview, ReviewReport } from "./report";
import type { CauseReport, CauseRisk } from "./report-causes";
import {
    acknowledgementLines,
    isQuiet,
    notesOf,
    refusalsOf,
    type Row,
    rowsOf,
    summaryOf,
    type Tone,
    toneOf,
} from "./summary";

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

const STYLE: Style = { code: clean, words: clean };

/** The review, ending in a line feed. */
export function renderText(report: ReviewReport, options: TextOptions = {}): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const harmless = report.causes.filter(({ risks }) => risks.length === 0);
    const sections = [
        verdictLines(report, page),
        tableLines(report, page),
        ...report.environments.map((environment) => portraitLines(environment, page)),
        ...report.causes.filter(({ risks }) => risks.length > 0).map((cause) => causeLines(cause, page)),
        harmless.flatMap((cause) => harmlessLines(cause, page)),
        ...report.environments.map((environment) => billLines(environment, page)),
        acknowledgementProblems(report, page),
        acceptLines(report, page),
        ...report.environments.map((environment) => changeSection(environment, report, page)),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

const PAINTS_OF_TONE: { readonly [tone in Tone]: keyof Paint } = {
    critical: "red",
    high: "red",
    medium: "yellow",
    low: "dim",
    accepted: "blue",
    good: "green",
};

function toned(tone: Tone, { paint }: Page): (text: string) => string {
    const found = paint[PAINTS_OF_TONE[tone]];
    return typeof found === "function" ? found : (text) => text;
}

function verdictLines(report: ReviewReport, page: Page): string[] {
    const { sentence, tone } = summaryOf(report);
    const inTone = toned(tone, page);
    const against = isQuiet(report) ? "" : ` Compared with ${clean(report.base)}.`;
    return [
        ...wrap(clean(sentence) + against, page.width).map((line) => page.paint.bold(inTone(line))),
        ...refusalsOf(report).flatMap(({ environments, remedy }) => {
            const where = environments.map(clean).join(", ");
            const text = `pulumi up refuses: protected (${where}), whatever is accepted here. ${clean(remedy)}.`;
            return wrap(text, page.width).map(page.paint.red);
        }),
    ];
}

const HEAD = [
    "",
    "create",
    "change",
    "replace",
    "delete",
    "worst",
    "nodes that roll",
    "bill and time",
] as const;

/** Numbers stand to the right. */
const NUMBERS = [1, 2, 3, 4];

function tableLines(report: ReviewReport, page: Page): string[] {
    if (isQuiet(report)) return [];
    const rows = rowsOf(report);
    // A column that no row needs is not drawn.
    const isPriced = rows.some(({ price }) => price !== "");
    const cells = [[...HEAD], ...rows.map(cellsOf)].map((row) => (isPriced ? row : row.slice(0, -1)));
    const widths = HEAD.map((_, i) => Math.max(...cells.map((row) => columns(row[i] ?? ""))));
    const lines = cells.map((row) =>
        row
            .map((cell, i) => {
                const width = widths[i] ?? 0;
                return NUMBERS.includes(i) ? " ".repeat(width - columns(cell)) + cell : pad(cell, width);
            })
            .join("  ")
            .trimEnd(),
    );
    const isTooWide = lines.some((line) => columns(line) > page.width);
    return [
        ...(rows.length === 0
            ? []
            : isTooWide
              ? rows.flatMap((row) => narrowRow(row, page))
              : lines.map(tint(rows, page))),
        ...notesOf(report).flatMap((note) => wrap(clean(note), page.width)),
    ];
}

/** The head dim, each row in its tone. */
function tint(rows: readonly Row[], page: Page): (line: string, at: number) => string {
    return (line, at) => {
        const row = rows[at - 1];
        return row === undefined ? page.paint.dim(line) : toned(row.worst, page)(line);
    };
}

function cellsOf({ environment, price, rolls, worst, ...row }: Row): string[] {
    const counts = [row.create, row.update, row.replace, row.delete].map((n) => (n === 0 ? "" : String(n)));
    const said = [worst === "good" ? "" : worst, rolls.map(clean).join(", "), price];
    return [clean(environment), ...counts, ...said];
}

function narrowRow(row: Row, page: Page): string[] {
    const [name = "", ...cells] = cellsOf(row);
    const said = cells.flatMap((cell, i) => (cell === "" ? [] : [`${HEAD[i + 1] ?? ""} ${cell}`]));
    return wrap(`${name}: ${said.join(", ")}`, page.width).map(toned(row.worst, page));
}

function portraitLines({ portrait, stack }: EnvironmentReview, page: Page): string[] {
    if (portrait.length === 0) return [];
    const width = Math.max(...portrait.map(([label]) => columns(label))) + 2;
    return [
        page.paint.bold(`${clean(stack)}, as planned`),
        ...portrait.flatMap(([label, value]) =>
            wrap(clean(value), page.width - width - 2).map(
                (line, i) => `  ${i === 0 ? page.paint.cyan(pad(label, width)) : " ".repeat(width)}${line}`,
            ),
        ),
    ];
}

/** Why a bill changes. */
function billLines({ cost, stack }: EnvironmentReview, page: Page): string[] {
    if (cost === undefined || cost.rows.length === 0) return [];
    const text = changeText(cost) || "the same bill, of other things";
    return [
        page.paint.bold(`${clean(stack)}: ${text}`),
        ...cost.rows.flatMap(({ change, label, quantityAfter, quantityBefore }) =>
            indented(
                `${signed(change.high)}  ${clean(label)}, ${amountText(quantityBefore)} → ${amountText(quantityAfter)}`,
                2,
                page,
            ),
        ),
        ...(cost.withoutPods
            ? indented("without the kit's pods: the base does not say what they ask for", 2, page)
            : []),
    ];
}

function causeLines(cause: CauseReport, page: Page): string[] {
    const tone = toneOf(cause);
    const inTone = toned(tone, page);
    const refused = cause.refused.map(({ environment }) => clean(environment)).join(", ");
    return [
        ...wrap(`${tone.toUpperCase()}  ${titleOf(cause, STYLE)}`, page.width).map((line) =>
            page.paint.bold(inTone(line)),
        ),
        ...(refused === "" ? [] : indented(`pulumi up refuses it: ${refused}`, 2, page, page.paint.red)),
        ...storyLines(cause, STYLE).flatMap((line) => indented(line, 2, page)),
        ...cause.risks.flatMap((risk) => riskLines(risk, cause, page)),
        ...followLines(cause, STYLE).flatMap((line) => indented(line, 2, page)),
    ];
}

function riskLines(risk: CauseRisk, cause: CauseReport, page: Page): string[] {
    const { acknowledged, environments, kind, remedy, severity, source, urns, why } = risk;
    const where =
        environments.length === cause.environments.length ? "" : ` (${environments.map(clean).join(", ")})`;
    const others = urns.length === 1 ? "" : ` and ${count(urns.length - 1, "other")}`;
    const accepted =
        acknowledged === undefined ? [] : [`Accepted until ${acknowledged.expires}: ${acknowledged.reason}`];
    return [
        ...indented(
            `${severity}, ${kind}${where}: ${whatOf(risk)}`,
            2,
            page,
            risk.fails ? page.paint.bold : undefined,
        ),
        ...indented(`${why} Instead: ${remedy}.`, 4, page),
        ...accepted.flatMap((text) => indented(text, 4, page)),
        ...indented(`${nameOfUrn(urns[0] ?? "")}${others}. Source: ${source}`, 4, page, page.paint.dim),
    ];
}

function harmlessLines(cause: CauseReport, page: Page): string[] {
    const decided = cause.stories[0]?.decisions ?? [];
    const said = decided.length === 0 ? "" : `: ${decisionsText(decided, STYLE)}`;
    return [
        ...wrap(`${titleOf(cause, STYLE)}${said}.`, page.width),
        ...[...storyLines(cause, STYLE), ...followLines(cause, STYLE)].flatMap((line) =>
            indented(line, 2, page),
        ),
    ];
}

function acknowledgementProblems({ acknowledgements }: ReviewReport, page: Page): string[] {
    if (acknowledgements.length === 0) return [];
    return [
        page.paint.bold(page.paint.red("Acknowledgements to correct")),
        ...acknowledgements.flatMap((problem) => indented(problem, 2, page)),
    ];
}

/** Not wrapped: it is there to be copied. */
function acceptLines(report: ReviewReport, page: Page): string[] {
    const entries = acknowledgementLines(report);
    if (entries.length === 0) return [];
    return [
        ...indented(
            `To accept it, in ${ACKNOWLEDGEMENTS_FILE}, with your reasons:`,
            0,
            page,
            page.paint.bold,
        ),
        "acknowledgements:",
        ...entries.map(clean),
    ];
}

function changeSection(environment: EnvironmentReview, report: ReviewReport, page: Page): string[] {
    const isShown = environment.status === "changed" || environment.status === "undeployed";
    const lines = isShown ? changeLines(environment) : [];
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
