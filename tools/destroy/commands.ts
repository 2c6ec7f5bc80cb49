/** Commands of a report: a person copies them, `--live` runs those that ask AWS. */

/** What another command answers, and the text around it. */
export interface Answer {
    readonly before: string;
    readonly answerOf: Command;
    readonly after: string;
}

export type Word = string | Answer;

export interface Command {
    readonly words: readonly Word[];
    /** Where AWS is asked; undefined for every other program. */
    readonly region?: string;
    /** What a person must know who types it. */
    readonly hint?: string;
}

/** `kubectl get pvc -A`: no word has a blank in it. */
export function command(line: string, hint?: string): Command {
    return { words: line.split(" "), ...(hint === undefined ? {} : { hint }) };
}

/** A question to AWS, or a deletion: `aws("us-east-1", "ec2 describe-volumes", "--query", "…")`. */
export function aws(region: string, operation: string, ...words: readonly Word[]): Command {
    return { words: ["aws", ...operation.split(" "), ...words], region };
}

/** As a shell takes it. */
export function lineOf({ hint, region, words }: Command): string {
    const where = region === undefined ? [] : ["--region", region];
    const line = [...words.map(quoted), ...where].join(" ");
    return hint === undefined ? line : `${line}   # ${hint}`;
}

/** The shell's own variable: whoever reads the line has one. */
const EDITOR = "$EDITOR";

function quoted(word: Word): string {
    if (typeof word !== "string") {
        return `"${word.before}$(${lineOf(word.answerOf)} --output text)${word.after}"`;
    }
    if (word === EDITOR || /^[\w@%+=:,./-]+$/.test(word)) return word;
    return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Puts text around a word. */
export function around(before: string, word: Word, after = ""): Word {
    if (typeof word === "string") return `${before}${word}${after}`;
    return { ...word, before: `${before}${word.before}`, after: `${word.after}${after}` };
}
