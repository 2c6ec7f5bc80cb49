/** A review as one comment on a pull request: what matters first, details folded, within GitHub's limit. */
import { count } from "../plan/report-text";
import { ACKNOWLEDGEMENTS_FILE } from "./acknowledgements";
import { changeLines, type MarkedLine } from "./change-lines";
import { code, fenceFor, plain } from "./markdown-text";
import type { EnvironmentReview, ReportedRisk, ReviewReport } from "./report";

/** The first line of the comment, by which the next review of the pull request finds it. */
export const COMMENT_MARKER = "<!-- eks-platform-kit: review -->";

/** Characters GitHub accepts in a comment. Bytes are counted here, of which there are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** Kept free for what is said about the cut and for closing what is open. */
const RESERVE = 1_000;

export interface MarkdownOptions {
    /** @default {@link COMMENT_LIMIT} */
    readonly limit?: number;
    /** Where the whole review is, in a few words of markdown. @default the command that shows it */
    readonly wholeReview?: string;
}

export function renderMarkdown(report: ReviewReport, options: MarkdownOptions = {}): string {
    const whole = options.wholeReview ?? "`npm run plan -- diff` shows all of it";
    const paper = new Paper((options.limit ?? COMMENT_LIMIT) - RESERVE, whole);
    paper.writeAll([
        [COMMENT_MARKER, `### What this change does, against ${code(report.base)}`, ""],
        ...report.environments.map((environment) => [`- ${headline(environment)}`]),
    ]);
    paper.writeAll(acknowledgements(report));
    for (const environment of report.environments) paper.writeAll(risks(environment, report));
    for (const environment of report.environments) writeChanges(paper, environment);
    return paper.text();
}

/** What is written so far. What no longer fits is counted, and said at the end. */
class Paper {
    private readonly blocks: string[] = [];
    private size = 0;
    private cut = 0;

    public constructor(
        private readonly limit: number,
        private readonly whole: string,
    ) {}

    /** Writes blocks of lines, each whole or not at all. */
    public writeAll(blocks: readonly (readonly string[])[]): void {
        for (const block of blocks) if (!this.write(block.join("\n"))) this.cut += 1;
    }

    /** A folded diff with as many of its lines as fit; undefined text when not even its frame does. */
    public writeFolded(title: string, lines: readonly string[]): void {
        const fence = fenceFor(lines);
        const frame = (inside: readonly string[]): string =>
            [
                "",
                `<details><summary>${title}</summary>`,
                "",
                `${fence}diff`,
                ...inside,
                fence,
                "",
                "</details>",
            ].join("\n");
        let room = this.limit - this.size - bytes(frame([])) - 1;
        const fitting = lines.findIndex((line) => (room -= bytes(line) + 1) < 0);
        const shown = fitting === -1 ? lines : lines.slice(0, fitting);
        if (shown.length > 0) this.write(frame(shown));
        this.cut += lines.length - shown.length;
    }

    public text(): string {
        const said =
            this.cut === 0
                ? []
                : ["", `Cut here: ${count(this.cut, "line")} did not fit a comment. ${this.whole}.`];
        return `${[...this.blocks, ...said].join("\n")}\n`;
    }

    private write(block: string): boolean {
        const size = bytes(block) + 1;
        if (this.size + size > this.limit) return false;
        this.blocks.push(block);
        this.size += size;
        return true;
    }
}

function bytes(text: string): number {
    return Buffer.byteLength(text, "utf8");
}

function headline({ headline: text, stack, risks: found }: EnvironmentReview): string {
    const rest = plain(text.slice(stack.length));
    return found.some(({ fails }) => fails) ? `**${plain(stack)}${rest}**` : `**${plain(stack)}**${rest}`;
}

function acknowledgements(report: ReviewReport): readonly (readonly string[])[] {
    if (report.acknowledgements.length === 0) return [];
    return [
        ["", "#### Acknowledgements to correct", ""],
        ...report.acknowledgements.map((problem) => [`- ${plain(problem)}`]),
    ];
}

function risks(environment: EnvironmentReview, report: ReviewReport): readonly (readonly string[])[] {
    if (environment.risks.length === 0) return [];
    const where = report.environments.length === 1 ? "" : `, ${plain(environment.stack)}`;
    const open = environment.risks.some(({ fails }) => fails);
    return [
        ["", `#### What could hurt${where}`, ""],
        ...environment.risks.map(oneRisk),
        ...(open
            ? [
                  [
                      "",
                      `To accept one, add its urn and risk to ${code(ACKNOWLEDGEMENTS_FILE)}, with a reason and the last day it counts.`,
                  ],
              ]
            : []),
    ];
}

function oneRisk(risk: ReportedRisk): readonly string[] {
    const { acknowledged } = risk;
    const accepted =
        acknowledged === undefined
            ? ""
            : ` (acknowledged until ${plain(acknowledged.expires)}: ${plain(acknowledged.reason)})`;
    const what = risk.fails ? `**${plain(risk.what)}**` : plain(risk.what);
    return [
        `- ${risk.severity}, ${code(risk.kind)}: ${what}${accepted}`,
        `  ${plain(risk.why)} Instead: ${plain(risk.remedy)}.`,
        `  <details><summary>urn and source</summary>`,
        "",
        `  ${code(risk.urn)}  `,
        `  ${plain(risk.source)}`,
        "",
        "  </details>",
    ];
}

function writeChanges(paper: Paper, environment: EnvironmentReview): void {
    if (environment.status !== "changed") return;
    const lines = changeLines(environment).map(diffLine);
    if (lines.length === 0) return;
    const { create, update, replace, delete: gone } = environment.counts;
    const counts = `${create} to create, ${update} to update, ${replace} to replace, ${gone} to delete`;
    paper.writeFolded(`${plain(environment.stack)}: ${counts}`, lines);
}

/** GitHub colours a line of a diff by its first character. */
function diffLine({ mark, indent, text }: MarkedLine): string {
    return `${mark} ${"  ".repeat(Math.max(0, indent - 1))}${text}`;
}
