/** A review as one comment on a pull request: what matters first, details folded, within GitHub's limit. */
import { count } from "../plan/report-text";
import { nameOfUrn } from "../plan/urn";
import { ACKNOWLEDGEMENTS_FILE } from "./acknowledgements";
import {
    decisionsText,
    followLines,
    shownRisks,
    storyLines,
    type Style,
    titleOf,
    whatOf,
} from "./cause-text";
import { changeLines, clean, type MarkedLine } from "./change-lines";
import { costLines } from "./markdown-cost";
import { MARKS } from "./markdown-marks";
import { reviewTableLines } from "./markdown-table";
import { code, fenceFor, plain } from "./markdown-text";
import { Paper } from "./paper";
import type { EnvironmentReview, ReviewReport } from "./report";
import type { CauseReport, CauseRisk } from "./report-causes";
import { acknowledgementLines, isQuiet, refusalsOf, summaryOf, toneOf } from "./summary";

/** The first line of the comment, by which the next review of the pull request finds it. */
export const COMMENT_MARKER = "<!-- eks-platform-kit: review -->";

/** Characters GitHub accepts in a comment. Bytes are counted here, of which there are never fewer. */
export const COMMENT_LIMIT = 65_536;

/**
 * Bytes after which changes are cut: verdict, causes and what to accept come whole, and nobody reads on for long. The
 * artefact of the run has all of it.
 */
const DETAILS_LIMIT = 8_000;

/** Kept free for what is said about the cut and for closing what is open. */
const RESERVE = 1_000;

export interface MarkdownOptions {
    /** @default {@link COMMENT_LIMIT} */
    readonly limit?: number;
    /** Bytes after which the changes are cut. @default 8 000 */
    readonly details?: number;
    /** Where the whole review is, in a few words of markdown. @default the command that shows it */
    readonly wholeReview?: string;
}

export function renderMarkdown(report: ReviewReport, options: MarkdownOptions = {}): string {
    const whole = options.wholeReview ?? "`npm run plan -- diff` shows all of it";
    const limit = (options.limit ?? COMMENT_LIMIT) - RESERVE;
    const paper = new Paper(limit, whole);
    paper.writeAll([[COMMENT_MARKER, ...verdictLines(report)]]);
    paper.writeAll(reviewTableLines(report));
    paper.writeAll(acknowledgements(report));
    const [risky, harmless] = partition(report.causes);
    paper.writeAll(risky.flatMap((cause) => causeBlocks(cause)));
    paper.writeAll(harmlessLines(harmless, report));
    paper.writeAll(acceptLines(report));
    paper.writeAll(costLines(report));
    writeChanges(paper, report.environments, Math.min(limit, options.details ?? DETAILS_LIMIT));
    // After what may be cut: a drawing is whole or not there.
    paper.writeAll(drawingLines(report));
    return paper.text();
}

const STYLE: Style = { code, words: plain };

function verdictLines(report: ReviewReport): readonly string[] {
    const { sentence, tone } = summaryOf(report);
    if (isQuiet(report)) return [`### ${MARKS[tone]} ${plain(sentence)}`];
    return [
        `### ${MARKS[tone]} ${plain(sentence)}`,
        "",
        `Compared with ${code(report.base)}.`,
        ...refusalsOf(report).flatMap(({ environments, remedy }) => [
            "",
            `⛔ **pulumi up refuses: protected** (${environments.map(plain).join(", ")}), whatever is accepted here. ${plain(remedy)}.`,
        ]),
    ];
}

function acknowledgements(report: ReviewReport): readonly (readonly string[])[] {
    if (report.acknowledgements.length === 0) return [];
    return [
        ["", "#### Acknowledgements to correct", ""],
        ...report.acknowledgements.map((problem) => [`- ${plain(problem)}`]),
    ];
}

/** Those with a risk of any kind, and the others. */
function partition(
    causes: readonly CauseReport[],
): readonly [readonly CauseReport[], readonly CauseReport[]] {
    return [causes.filter(({ risks }) => risks.length > 0), causes.filter(({ risks }) => risks.length === 0)];
}

function causeBlocks(cause: CauseReport): readonly (readonly string[])[] {
    const tone = toneOf(cause);
    const { left, shown } = shownRisks(cause);
    const refused = cause.refused.map(({ environment }) => plain(environment)).join(", ");
    return [
        [
            "",
            `#### ${MARKS[tone]} ${titleOf(cause, STYLE)}`,
            "",
            ...(refused === "" ? [] : [`- ⛔ pulumi up refuses it: ${refused}`]),
            ...storyLines(cause, STYLE).map((line) => `- ${line}`),
            ...shown.map((risk) => `- ${riskText(risk, cause)}`),
            ...(left === 0 ? [] : [`- ${count(left, "risk")} more of this cause.`]),
            ...followLines(cause, STYLE).map((line) => `- ${line}`),
        ],
        sourceLines(cause),
    ];
}

function riskText(risk: CauseRisk, cause: CauseReport): string {
    const { acknowledged, environments, fails, kind, severity } = risk;
    const where =
        environments.length === cause.environments.length ? "" : ` (${environments.map(plain).join(", ")})`;
    const what = fails ? `**${plain(whatOf(risk))}**` : plain(whatOf(risk));
    const accepted =
        acknowledged === undefined
            ? ""
            : ` Accepted until ${plain(acknowledged.expires)}: ${plain(acknowledged.reason)}`;
    const mark = acknowledged === undefined ? MARKS[severity] : MARKS.accepted;
    return `${mark} ${severity}, ${code(kind)}${where}: ${what} ${plain(risk.why)} Instead: ${plain(risk.remedy)}.${accepted}`;
}

function sourceLines(cause: CauseReport): readonly string[] {
    const said = shownRisks(cause).shown.map(({ kind, source, urns }) => {
        const [first = "", ...others] = urns;
        const more = others.length === 0 ? "" : ` and ${count(others.length, "other")}`;
        return `- ${code(kind)}: ${plain(source)}; ${code(nameOfUrn(first))}${more}`;
    });
    const lines = [...new Set(said)];
    return ["", "<details><summary>on whose word</summary>", "", ...lines, "", "</details>"];
}

/** Harmless causes named one by one; what is beyond stands in the changes. */
const HARMLESS = 12;

function harmlessLines(causes: readonly CauseReport[], report: ReviewReport): readonly (readonly string[])[] {
    if (causes.length === 0) return [];
    const isAll = causes.length === report.causes.length;
    const beyond = causes.length - HARMLESS;
    return [
        ["", isAll ? "#### What changes" : "#### Also, without a known risk", ""],
        ...causes.slice(0, HARMLESS).map((cause) => [`- ${harmlessText(cause)}`]),
        ...(beyond > 0 ? [[`- ${count(beyond, "cause")} more, in the changes below.`]] : []),
    ];
}

function harmlessText(cause: CauseReport): string {
    const decided = cause.stories[0]?.decisions ?? [];
    const said = decided.length === 0 ? "" : `: ${decisionsText(decided, STYLE)}`;
    const more = [...storyLines(cause, STYLE), ...followLines(cause, STYLE)]
        .map((line) => ` ${line}`)
        .join("");
    return `${titleOf(cause, STYLE)}${said}.${more}`;
}

function acceptLines(report: ReviewReport): readonly (readonly string[])[] {
    const entries = acknowledgementLines(report);
    if (entries.length === 0) return [];
    const fence = fenceFor(entries);
    return [
        [
            "",
            `<details><summary>To accept it, in ${ACKNOWLEDGEMENTS_FILE}</summary>`,
            "",
            "Each entry takes a reason, and counts up to its last day.",
            "",
            `${fence}yaml`,
            "acknowledgements:",
            ...entries.map(clean),
            fence,
            "",
            "</details>",
        ],
    ];
}

/** What the drawing of an environment becomes, which GitHub draws. */
function drawingLines({ environments }: ReviewReport): readonly (readonly string[])[] {
    return environments.flatMap(({ drawing, stack }) =>
        drawing === undefined
            ? []
            : [
                  [
                      "",
                      `<details><summary>${plain(stack)}, drawn</summary>`,
                      "",
                      "```mermaid",
                      ...drawing.split("\n"),
                      "```",
                      "",
                      "</details>",
                  ],
              ],
    );
}

/** The changes, with those that several environments have word for word said once. */
function writeChanges(paper: Paper, environments: readonly EnvironmentReview[], limit: number): void {
    const same = new Map<
        string,
        { readonly lines: readonly string[]; readonly stacks: string[]; readonly counts: string }
    >();
    for (const environment of environments) {
        if (environment.status !== "changed" && environment.status !== "undeployed") continue;
        const lines = changeLines(environment).map(diffLine);
        if (lines.length === 0) continue;
        const known = same.get(lines.join("\n"));
        if (known === undefined) {
            same.set(lines.join("\n"), {
                lines,
                stacks: [environment.stack],
                counts: countsText(environment),
            });
        } else known.stacks.push(environment.stack);
    }
    for (const { counts, lines, stacks } of same.values()) {
        paper.writeFolded(`${stacks.map(plain).join(", ")}: ${counts}`, lines, limit);
    }
}

function countsText({ counts: { create, delete: gone, replace, update } }: EnvironmentReview): string {
    return `${create} to create, ${update} to update, ${replace} to replace, ${gone} to delete`;
}

/** GitHub colours a line of a diff by its first character. */
function diffLine({ mark, indent, text }: MarkedLine): string {
    return `${mark} ${"  ".repeat(Math.max(0, indent - 1))}${text}`;
}
