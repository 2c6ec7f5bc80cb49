/** The table of a review's comment: an environment a row. */
import { tableLines } from "../reports/markdown-table";
import { MARKS } from "./markdown-marks";
import { code, plain } from "./markdown-text";
import type { EnvironmentReview, ReviewReport } from "./report";
import { isQuiet, notesOf, type Row, rowsOf, type Tone } from "./summary";

const HEAD = [
    "environment",
    "bill and time",
    "create",
    "change",
    "replace",
    "delete",
    "worst",
    "nodes that roll",
];
/** Of {@link HEAD}. */
const COUNTS = [2, 3, 4, 5];

export function reviewTableLines(report: ReviewReport): readonly (readonly string[])[] {
    if (isQuiet(report)) return [];
    const rows = rowsOf(report);
    // A column that no row needs is not drawn.
    const isPriced = rows.some(({ price }) => price !== "");
    const isDrawn = (_: string, column: number): boolean => isPriced || column !== 1;
    const table = [
        "",
        ...tableLines(
            HEAD.filter(isDrawn),
            rows.map((row) => cellsOf(row).filter(isDrawn)),
            isPriced ? COUNTS : COUNTS.map((at) => at - 1),
        ),
    ];
    const notes = notesOf(report).map((note) => `- ${plain(note)}`);
    return [
        ...(rows.length === 0 ? [] : [table]),
        ...(notes.length === 0 ? [] : [["", ...notes]]),
        ...report.environments.flatMap(portraitLines),
    ];
}

/** Between what must not stand on two lines of a phone. */
const NO_BREAK = "\u00a0";

function cellsOf({ environment, price, worst, rolls, ...row }: Row): readonly string[] {
    const counts = [row.create, row.update, row.replace, row.delete].map((n) => (n === 0 ? "" : String(n)));
    return [
        `${MARKS[worst]}${NO_BREAK}**${plain(environment)}**`,
        // Money on one line, minutes on the next where the cell is narrow.
        plain(price).replaceAll(/(?<!,) /g, NO_BREAK),
        ...counts,
        WORDS[worst],
        few(rolls, (name) => code(name).replaceAll("|", "\\|")),
    ];
}

const WORDS: { readonly [tone in Tone]: string } = {
    critical: "critical",
    high: "high",
    medium: "medium",
    low: "low",
    accepted: "accepted",
    good: "none",
};

/** More are counted. */
const NAMES = 4;

function few(names: readonly string[], show: (text: string) => string): string {
    const said = names.slice(0, NAMES).map(show).join(", ");
    return names.length <= NAMES ? said : `${said} and ${names.length - NAMES} more`;
}

function portraitLines({ portrait, stack }: EnvironmentReview): readonly (readonly string[])[] {
    if (portrait.length === 0) return [];
    return [
        [
            "",
            ...tableLines(
                [plain(stack), "as planned"],
                portrait.map((row) => row.map(plain)),
            ),
        ],
    ];
}
