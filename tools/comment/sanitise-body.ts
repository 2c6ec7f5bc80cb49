/**
 * A report from somebody else's hands as the body of a comment. It is written anew, line by line: code blocks in fences
 * of our own, folded parts closed, everything else as text that calls nobody and links nowhere.
 */
import { isDrawing } from "./is-drawing.ts";
import { asHtmlText, sanitiseLine } from "./sanitise-line.ts";

/** Characters GitHub accepts in a comment. Bytes are counted here, of which there are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** Kept free for what is said about the cut. */
const RESERVE = 200;

const FOLD = /^( {0,3})<details><summary>(.*)<\/summary>$/;
const UNFOLD = /^ {0,3}<\/details>$/;
const FENCE = /^ {0,3}(`{3,})([a-z]*)$/;

/** Characters of one line of text. No report has longer ones, and the time to read one grows with its square. */
const LINE_LIMIT = 4_000;

/** Languages GitHub colours. It draws some others, with links in them: of these only a drawing as the kit writes it. */
const LANGUAGES: readonly string[] = ["diff", "yaml"];

/** A drawing, which GitHub draws. */
const DRAWN = "mermaid";

/** What stands between a table's head and its rows: how each column is aligned. */
const RULER = /^\|(?: ?:?-+:? ?\|)+$/;
/** One row: cells between bars, with a bar at both ends. */
const ROW = /^\|.*\|$/;
/** A bar that no backslash takes the meaning of. */
const BAR = /(?<=(?<!\\)(?:\\\\)*)\|/;

export interface SanitiseOptions {
    /** Bytes. */
    readonly limit: number;
    /** Dropped where the report begins with it: the comment has its own. */
    readonly marker: string;
}

export function sanitiseBody(report: string, { limit, marker }: SanitiseOptions): string {
    const lines = clean(report).split("\n");
    const paper = new Paper(limit - RESERVE);
    for (let at = lines[0] === marker ? 1 : 0; at < lines.length;) {
        if (paper.isFull()) {
            paper.leaveOut(lines.length - at);
            break;
        }
        at += writeBlock(lines, at, paper);
    }
    return paper.text();
}

/** Writes the block that begins at a line; returns how many lines it has. */
function writeBlock(lines: readonly string[], at: number, paper: Paper): number {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line);
    if (fence !== null) return writeFence(lines, at, fence, paper);
    const rows = tableAt(lines, at);
    if (rows > 0) {
        for (const row of lines.slice(at, at + rows)) paper.write(RULER.test(row) ? row : sanitiseRow(row));
        return rows;
    }
    const [, indent = "", title] = FOLD.exec(line) ?? [];
    if (title !== undefined) paper.open(indent, asHtmlText(shortened(title)));
    else if (UNFOLD.test(line)) paper.close();
    else paper.write(sanitiseLine(shortened(line)));
    return 1;
}

/** How many lines the table that begins here has; none when there is none. */
function tableAt(lines: readonly string[], at: number): number {
    const [head = "", ruler = ""] = lines.slice(at, at + 2);
    if (!ROW.test(head) || !RULER.test(ruler) || cellsOf(head).length !== cellsOf(ruler).length) return 0;
    const end = lines.findIndex((line, index) => index > at + 1 && !ROW.test(line));
    return (end === -1 ? lines.length : end) - at;
}

/** Cell by cell, as GitHub splits a row before it looks for anything else. */
function sanitiseRow(row: string): string {
    const cells = cellsOf(shortened(row)).map((cell) => sanitiseLine(cell.trim()));
    return `| ${cells.join(" | ")} |`;
}

function cellsOf(row: string): readonly string[] {
    return row.slice(1, row.endsWith("|") ? -1 : undefined).split(BAR);
}

function writeFence(
    lines: readonly string[],
    at: number,
    [, open = "", language = ""]: RegExpExecArray,
    paper: Paper,
): number {
    const closing = new RegExp(`^ {0,3}\`{${open.length},}$`);
    const found = lines.findIndex((line, index) => index > at && closing.test(line));
    const end = found === -1 ? lines.length : found;
    const inside = lines.slice(at + 1, end);
    const isKnown = LANGUAGES.includes(language) || (language === DRAWN && isDrawing(inside));
    paper.code(isKnown ? language : "", inside);
    return end + 1 - at;
}

function shortened(line: string): string {
    return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}

/** What is written so far, within the limit; what no longer fits is counted. */
class Paper {
    private readonly limit: number;
    private readonly blocks: string[] = [];
    /** What closes the folded parts that are open, the innermost last. */
    private readonly closers: string[] = [];
    private size = 0;
    private cut = 0;

    public constructor(limit: number) {
        this.limit = limit;
    }

    /** Nothing follows a cut: a report with a hole in it would say something else. */
    public isFull(): boolean {
        return this.cut > 0;
    }

    public leaveOut(lines: number): void {
        this.cut += lines;
    }

    /** Writes text that stands for one line, or nothing of it. */
    public write(text: string): void {
        if (bytes(text) + 1 > this.room()) {
            this.cut += 1;
            return;
        }
        this.blocks.push(text);
        this.size += bytes(text) + 1;
    }

    /** Markdown goes on only after an empty line. */
    public open(indent: string, title: string): void {
        this.closers.push(`\n${indent}</details>\n`);
        this.write(`\n${indent}<details><summary>${title}</summary>\n`);
        if (this.isFull()) this.closers.pop();
    }

    /** One that nothing opened is dropped. */
    public close(): void {
        const closer = this.closers.pop();
        if (closer !== undefined) this.write(closer);
    }

    /** A block of code with as many of its lines as fit. */
    public code(language: string, lines: readonly string[]): void {
        const fence = "`".repeat(lines.reduce((longest, line) => Math.max(longest, longestRun(line)), 2) + 1);
        const frame = (shown: readonly string[]): string =>
            ["", `${fence}${language}`, ...shown, fence, ""].join("\n");
        let room = this.room() - bytes(frame([])) - 1;
        const over = lines.findIndex((line) => (room -= bytes(line) + 1) < 0);
        const shown = over === -1 ? lines : lines.slice(0, over);
        // Half a drawing is none: GitHub would show an error in its place.
        if (language === DRAWN && over !== -1) {
            this.leaveOut(lines.length);
            return;
        }
        this.write(frame(shown));
        this.cut += lines.length - shown.length;
    }

    public text(): string {
        const said =
            this.cut === 0
                ? []
                : ["", `Cut here: ${this.cut} more lines do not fit a comment; the run has them.`];
        return [...this.blocks, ...this.closers.reverse(), ...said].join("\n").trim();
    }

    /** What is left once everything open is closed. */
    private room(): number {
        return this.limit - this.size - this.closers.reduce((sum, closer) => sum + bytes(closer) + 1, 0);
    }
}

function longestRun(line: string): number {
    return [...line.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), 0);
}

/** Without what no report needs: control characters, and those that reorder what is read. */
function clean(text: string): string {
    return text
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
        .replace(/\t/g, "    ")
        .replace(
            /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
            "",
        );
}

function bytes(text: string): number {
    return Buffer.byteLength(text, "utf8");
}
