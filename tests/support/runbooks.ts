/** What docs/runbooks/ quote: blocks marked `text` are Pulumi's words in ring 2, others have another source. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const FOLDER = path.join(ROOT, "docs", "runbooks");

/** Names of the pages, without the ending; the index is none of them. */
export const RUNBOOKS: readonly string[] = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => path.basename(file, ".md"));

export function readRunbook(page: string): string {
    return readFileSync(path.join(FOLDER, `${page}.md`), "utf8");
}

interface Fence {
    /** Empty where none is named. */
    readonly language: string;
    readonly text: string;
}

/** Fenced blocks of a page, without what a list indents them by. */
export function fencesIn(markdown: string): readonly Fence[] {
    const fences = markdown.matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm);
    return [...fences].map(([, indent = "", language = "", text = ""]) => ({
        language,
        text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "").trimEnd(),
    }));
}

/** What the page says that Pulumi says, in its order. */
export function quotesOf(page: string): readonly string[] {
    return fencesIn(readRunbook(page)).flatMap(({ language, text }) => (language === "text" ? [text] : []));
}

/**
 * Finds the quote in what a command said: line by line, and `…` is anything on the line, or any lines where it stands
 * alone. How far lines are indented is left to the reader's terminal.
 */
export function patternOf(quote: string): RegExp {
    const lines = quote.split("\n").map((line) => line.trim());
    const source = lines
        .map((line) => (line === "…" ? "(?:.*\\n)*?" : `[ \\t]*${patternOfLine(line)}[ \\t]*\\n`))
        .join("");
    return new RegExp(`^${source}`, "m");
}

function patternOfLine(line: string): string {
    return line
        .split("…")
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
        .join(".*");
}
