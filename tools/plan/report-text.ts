/** Text for terminals of any width: lines are wrapped, never cut, so that every name and ARN stays whole to the eye. */
import stringWidth = require("string-width");

/** Characters after which a word too long for its line may break: they separate the parts of ARNs and paths. */
const BREAK_AFTER = /(?<=[/:,._-])/;

/** A line is never narrower than this, however deep the tree. */
const MIN_WIDTH = 8;

/**
 * Breaks text into lines of at most `width` columns: between words, else after a separator, else anywhere.
 * An infinite width (output to a file or a pipe) leaves the text in one line.
 */
export function wrap(text: string, width: number): string[] {
    const room = Math.max(width, MIN_WIDTH);
    if (columns(text) <= room) return [text];
    return fill(
        text.split(" ").flatMap((word, i) =>
            pieces(word, room).map((piece, j) => ({
                text: piece,
                glue: i > 0 && j === 0 ? " " : "",
            })),
        ),
        room,
    );
}

/** Terminal columns a text takes: two for a wide character, none for a combining one. */
export function columns(text: string): number {
    return PLAIN.test(text) ? text.length : stringWidth(text);
}

/** As most text is: a column a character, and nothing to look for. */
const PLAIN = /^[ -~]*$/;

/** The text with spaces up to `width` columns. */
export function pad(text: string, width: number): string {
    return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** `1 resource`, `2 resources`. */
export function count(n: number, noun: string): string {
    return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

interface Piece {
    readonly text: string;
    /** What joins it to the piece before, when both stand in one line. */
    readonly glue: string;
}

function fill(all: readonly Piece[], room: number): string[] {
    const lines: string[] = [];
    let line: string | undefined;
    for (const { text, glue } of all) {
        const joined: string = line === undefined ? text : line + glue + text;
        if (line !== undefined && columns(joined) > room) {
            lines.push(line);
            line = text;
        } else {
            line = joined;
        }
    }
    return line === undefined ? lines : [...lines, line];
}

/** A word in pieces that each fit a line. */
function pieces(word: string, room: number): string[] {
    if (columns(word) <= room) return [word];
    return word
        .split(BREAK_AFTER)
        .flatMap((part) => (columns(part) <= room ? [part] : hardBreak(part, room)));
}

function hardBreak(part: string, room: number): string[] {
    return fill(
        Array.from(part, (text) => ({ text, glue: "" })),
        room,
    );
}
