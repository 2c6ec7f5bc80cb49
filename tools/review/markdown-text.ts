/** Text from a graph inside a GitHub comment: it shows as written and does nothing. */
import { tableLines } from "../reports/markdown-table";
import { clean } from "./change-lines";

/** Breaks a word for GitHub but not for the eye. */
const ZERO_WIDTH_SPACE = "\u200b";

/**
 * Text between other text. GitHub finds mentions, references and addresses after it has rendered the markdown, so
 * escaping does not stop them: a character without width does. Source: GitHub Docs, Autolinked references and URLs.
 */
export function plain(text: string): string {
    return clean(text)
        .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
        .replace(/[\\`*_[\]~|!]/g, "\\$&")
        .replace(/@/g, `@${ZERO_WIDTH_SPACE}`)
        .replace(/#(?=\w)/g, `#${ZERO_WIDTH_SPACE}`)
        .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
        .replace(/\b(www)\./gi, `$1${ZERO_WIDTH_SPACE}.`)
        .replace(/\b(GH)-(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}-`);
}

const ENTITIES: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as code, within a line. GitHub looks for nothing in code. */
export function code(text: string): string {
    const inside = clean(text);
    if (inside === "") return "";
    const fence = "`".repeat(longestRun(inside) + 1);
    // A backtick at the edge would join the fence; the added spaces are not shown.
    return /^`|`$|^ .* $/.test(inside) ? `${fence} ${inside} ${fence}` : fence + inside + fence;
}

/** The fence of a block that no line of it can close. */
export function fenceFor(lines: readonly string[]): string {
    return "`".repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)));
}

function longestRun(text: string): number {
    return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Rows whose cells may have several lines; nothing where there is no row. */
export function markdownTable(
    head: readonly string[],
    rows: readonly (readonly string[])[],
): readonly string[] {
    if (rows.length === 0) return [];
    const cells = (texts: readonly string[]): readonly string[] =>
        texts.map((text) => text.split("\n").map(plain).join("<br>"));
    return tableLines(cells(head), rows.map(cells));
}
