/** A table with borders that fits a terminal. */
import Table from "cli-table3";

import { wrap } from "./report-text";

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
    const table = new Table({
        head: head.map(size.bold),
        style: { head: [], border: [], compact: true },
        colWidths: columns.map((column) => column + PADDING),
        colAligns: columns.map((_, i) => (size.right?.includes(i) === true ? "right" : "left")),
    });
    // Wrapped here: the table would cut a long word, such as an ARN.
    table.push(...rows.map((row) => row.map((text, i) => fitted(text, columns[i] ?? size.narrowest))));
    return table.toString();
}

function fitted(text: string, width: number): string {
    return text
        .split("\n")
        .flatMap((line) => wrap(line, width))
        .join("\n");
}

/** As wide as their content; on a terminal shared out, the widest giving way first. */
function widths(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { narrowest, widest = Infinity, width }: TableSize,
): number[] {
    const wanted = head.map((title, i) =>
        Math.min(widest, Math.max(title.length, ...rows.map((row) => longestLine(row[i])))),
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
    return Math.max(...text.split("\n").map((line) => line.length));
}
