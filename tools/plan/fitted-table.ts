/** A table with borders that fits a terminal. */
import { columns as columnsOf, wrap } from "./report-text";

/** Blanks on both sides of a cell. */
const PADDING = 2;

export interface TableSize {
    /** Columns of the terminal; infinite in a file or a pipe. */
    readonly width: number;
    /** Least room of a column: with less, the table runs over the edge. */
    readonly narrowest: number;
    /** Most room of a column, also where there is no edge. @default no limit */
    readonly widest?: number;
    readonly bold: (text: string) => string;
    /** Columns that end at their right edge, as numbers do. @default none */
    readonly right?: readonly number[];
}

/** Cells are wrapped at their columns' width; they may have lines of their own. */
export function fittedTable(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    size: TableSize,
): string {
    const columns = widths(head, rows, size);
    const rule = (left: string, between: string, right: string): string =>
        left + columns.map((width) => "─".repeat(width + PADDING)).join(between) + right;
    const plain = (text: string): string => text;
    return [
        rule("┌", "┬", "┐"),
        ...rowLines(head, columns, size, size.bold),
        rule("├", "┼", "┤"),
        ...rows.flatMap((row) => rowLines(row, columns, size, plain)),
        rule("└", "┴", "┘"),
    ].join("\n");
}

/** One row, as many lines as its highest cell. */
function rowLines(
    row: readonly string[],
    columns: readonly number[],
    { right = [] }: TableSize,
    paint: (text: string) => string,
): readonly string[] {
    const cells = columns.map((width, i) => fitted(row[i] ?? "", width));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
        const texts = cells.map((lines, i) => {
            const text = lines[line] ?? "";
            const width = columns[i] ?? 0;
            // Paint takes no room, and blanks none.
            const painted = text === "" ? "" : paint(text);
            const blanks = " ".repeat(Math.max(0, width - columnsOf(text)));
            return right.includes(i) ? blanks + painted : painted + blanks;
        });
        return `│ ${texts.join(" │ ")} │`;
    });
}

function fitted(text: string, width: number): readonly string[] {
    return text.split("\n").flatMap((line) => wrap(line, width));
}

/** As wide as their content; on a terminal shared out, the widest giving way first. */
function widths(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { narrowest, widest = Infinity, width }: TableSize,
): number[] {
    const wanted = head.map((title, i) =>
        Math.min(widest, Math.max(columnsOf(title), ...rows.map((row) => longestLine(row[i])))),
    );
    return sharedOut(wanted, width - head.length * (PADDING + 1) - 1, narrowest);
}

/** Widths that fit the room together, the widest giving way first; no column gets less than the narrowest. */
export function sharedOut(wanted: readonly number[], room: number, narrowest: number): number[] {
    const given = [...wanted];
    for (let over = given.reduce((sum, one) => sum + one, 0) - room; over > 0; over -= 1) {
        const largest = Math.max(...given);
        if (largest <= narrowest) break;
        given[given.indexOf(largest)] = largest - 1;
    }
    return given;
}

function longestLine(text = ""): number {
    return Math.max(...text.split("\n").map(columnsOf));
}
