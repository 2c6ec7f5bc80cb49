/** Operations of the engine as markdown, for a comment, a summary or an issue: what and where, never a value. */
import { type EngineOperation, nameOf, OPERATIONS } from "./operations.ts";

const MARKS = { create: "+", update: "~", replace: "!", delete: "-" } as const;

/** Of an error, its end. */
const MAX_LINES = 40;

/** More paths of one resource say no more. */
const MAX_PATHS = 8;

/** `2 to create, 1 to delete`; `no change`. */
export function countsOf(operations: readonly EngineOperation[]): string {
    const counts = OPERATIONS.flatMap((operation) => {
        const count = operations.filter((one) => one.operation === operation).length;
        return count === 0 ? [] : [`${count} to ${operation}`];
    });
    return counts.length === 0 ? "no change" : counts.join(", ");
}

/** One line a resource, as a block of code. */
export function listOfOperations(operations: readonly EngineOperation[]): readonly string[] {
    const lines = operations.map(({ operation, paths, urn }) => {
        const shown = paths.slice(0, MAX_PATHS).join(", ");
        const more = paths.length > MAX_PATHS ? `, and ${paths.length - MAX_PATHS} more` : "";
        return `${MARKS[operation]} ${operation} ${nameOf(urn)}${shown === "" ? "" : ` (${shown}${more})`}`;
    });
    return lines.length === 0 ? [] : blockOf(lines, "diff");
}

/** A preview of one stack for the comment; folded, as the review says what matters. */
export function renderPreview(stack: string, operations: readonly EngineOperation[]): string {
    const title = `**${stack}**: ${countsOf(operations)}`;
    if (operations.length === 0) return `- ${title}\n`;
    return [
        `- ${title}`,
        "",
        `<details><summary>${stack}</summary>`,
        "",
        ...listOfOperations(operations),
        "",
        "</details>",
        "",
    ].join("\n");
}

/** A preview that failed: what Pulumi said last. */
export function renderFailure(stack: string, said: string): string {
    return [
        `- **${stack}**: the preview failed`,
        "",
        ...blockOf(said.split("\n").slice(-MAX_LINES)),
        "",
    ].join("\n");
}

/** Lines as a block that none of them can close. */
export function blockOf(lines: readonly string[], language = ""): readonly string[] {
    const longest = lines
        .flatMap((line) => [...line.matchAll(/`+/g)])
        .reduce((most, [run]) => Math.max(most, run.length), 2);
    const fence = "`".repeat(longest + 1);
    return [fence + language, ...lines, fence];
}
