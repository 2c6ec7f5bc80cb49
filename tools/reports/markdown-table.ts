/** Tables in markdown. */

/** Lines of a table whose cells are markdown already; `numbers` are the columns whose cells are read from their right. */
export function tableLines(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    numbers: readonly number[] = [],
): readonly string[] {
    const rule = head.map((_, column) => (numbers.includes(column) ? "---:" : "---"));
    return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

/** Markdown that holds no bar of a table, within code as well. */
export function cell(markdown: string): string {
    return markdown.replaceAll("|", "\\|");
}
