/** One line of markdown from somebody else's hands: it keeps its look and calls nobody. */

/** Breaks a word for GitHub but not for the eye. */
const ZERO_WIDTH_SPACE = "\u200b";

/** What a report writes of HTML in its text. Any other entity may spell a character that is looked for below. */
const PLAIN_ENTITY = /^&(?:amp|lt|gt);/;

const ESCAPABLE = /^[!-/:-@[-`{-~]/;

/** `[` and `]` make links, images and footnotes; `~` a fence; `|` a table, which splits code between its cells. */
const MARKS: Readonly<Record<string, string>> = {
    "<": "&lt;",
    ">": "&gt;",
    "[": "\\[",
    "]": "\\]",
    "~": "\\~",
    "|": "\\|",
};

/**
 * Mentions, references and addresses, which GitHub finds after it has rendered the markdown, so that escaping does not
 * stop them. Source: GitHub Docs, "Autolinked references and URLs".
 */
export function withoutCalls(text: string): string {
    return (
        text
            .replace(/@(?!\u200b)/g, `@${ZERO_WIDTH_SPACE}`)
            .replace(/#(?=\w)/g, `#${ZERO_WIDTH_SPACE}`)
            // A backslash before the mark is gone once it is rendered.
            .replace(/:(?=\\?\/\\?\/)/g, `:${ZERO_WIDTH_SPACE}`)
            .replace(/(www)(?=\\?\.)/gi, `$1${ZERO_WIDTH_SPACE}`)
            .replace(/(GH)(?=\\?-\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    );
}

/** Text inside an HTML element, where GitHub should read no markdown: what could be some is spelt as entities. */
export function asHtmlText(text: string): string {
    return withoutCalls(text.replace(/&/g, ampersand)).replace(
        /[<>[\]`]/g,
        (mark) => `&#${mark.charCodeAt(0)};`,
    );
}

/**
 * Text with markdown in it. Emphasis, headings, lists and code stay; links, images, HTML and whatever could go on in
 * the next line do not. Code is found as CommonMark finds it, 6.1, within the line alone.
 */
export function sanitiseLine(line: string): string {
    const parts: string[] = [];
    let text = "";
    for (let at = 0; at < line.length;) {
        const token = tokenAt(line, at);
        at += token.length;
        if (token.code === undefined) text += token.text;
        else {
            parts.push(withoutCalls(text), token.code);
            text = "";
        }
    }
    return [...parts, withoutCalls(text)].join("");
}

interface Token {
    /** Characters of the line it stands for. */
    readonly length: number;
    readonly text: string;
    readonly code?: string;
}

function tokenAt(line: string, at: number): Token {
    const rest = line.slice(at);
    const character = rest.charAt(0);
    if (character === "\\" && ESCAPABLE.test(rest.slice(1))) {
        const escaped = rest.charAt(1);
        const entity = { "<": "&lt;", ">": "&gt;", "&": "&amp;" }[escaped];
        return { length: 2, text: entity ?? `\\${escaped}` };
    }
    if (character === "`") return backticks(rest);
    if (character === "&") return { length: 1, text: ampersand("&", 0, rest) };
    return { length: 1, text: MARKS[character] ?? character };
}

/** Code up to the next run of as many backticks; a run that nothing closes is escaped, or it would close later. */
function backticks(rest: string): Token {
    const run = /^`+/.exec(rest)?.[0] ?? "";
    const close = [...rest.slice(run.length).matchAll(/`+/g)].find(([other]) => other === run);
    if (close === undefined) return { length: run.length, text: "\\`".repeat(run.length) };
    const length = run.length + close.index + run.length;
    const code = rest.slice(0, length);
    // Where a table splits it, it is code no more.
    return { length, text: "", code: code.includes("|") ? withoutCalls(code) : code };
}

function ampersand(_: string, at: number, whole: string): string {
    return PLAIN_ENTITY.test(whole.slice(at)) ? "&" : "&amp;";
}
