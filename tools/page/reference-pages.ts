/** What the committed reference says of words and settings: docs/shape.md and docs/configuration.md, read as they stand. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../plan/root";

export interface Said {
    /** What it does, as plain text. */
    readonly text: string;
    readonly fallback?: string;
    /** Path and anchor below the repository. */
    readonly href: string;
}

export interface ReferencePages {
    /** Of a word by its place in a shape, such as `network.nat`; of a place that is no word, its section. */
    readonly ofWord: (place: string) => Said | undefined;
    /** Of a setting by its name without `platform:`. */
    readonly ofSetting: (name: string) => Said | undefined;
}

const SHAPE = "docs/shape.md";
const CONFIGURATION = "docs/configuration.md";

interface Section {
    /** The first of its path. */
    readonly word: string;
    readonly pattern: RegExp;
    readonly anchor: string;
    intro: string;
    readonly words: Map<string, Omit<Said, "href">>;
}

/** Read once: the pages change with a commit only. */
let read: ReferencePages | undefined;

export function referencePages(): ReferencePages {
    read ??= pagesOf(textOf(SHAPE), textOf(CONFIGURATION));
    return read;
}

function textOf(file: string): string {
    try {
        return readFileSync(path.join(ROOT, file), "utf8");
    } catch {
        // A fork may have taken the page out: then nothing is linked.
        return "";
    }
}

export function pagesOf(shape: string, configuration: string): ReferencePages {
    const sections = byWord(sectionsOf(shape));
    const settings = new Map(sectionsOf(configuration).map((one) => [one.anchor, one]));
    const known = new Map<string, Said | undefined>();
    return {
        ofWord: (place) => {
            if (!known.has(place)) known.set(place, wordAt(sections, place));
            return known.get(place);
        },
        ofSetting: (name) => {
            const anchor = anchorOf(`platform:${name}`);
            const section = settings.get(anchor);
            return section === undefined
                ? undefined
                : { text: section.intro, href: `${CONFIGURATION}#${anchor}` };
        },
    };
}

function wordAt(sections: SectionsByWord, place: string): Said | undefined {
    const steps = place.split(".");
    const below = sections.get(steps[0] ?? "") ?? [];
    for (let length = steps.length - 1; length > 0; length--) {
        const [above, word] = [steps.slice(0, length).join("."), steps[length] ?? ""];
        for (const { anchor, pattern, words } of below) {
            const found = words.get(word);
            if (found !== undefined && pattern.test(above)) return { ...found, href: `${SHAPE}#${anchor}` };
        }
    }
    const section = below.find(({ pattern }) => pattern.test(place)) ?? below[0];
    return section === undefined ? undefined : { text: section.intro, href: `${SHAPE}#${section.anchor}` };
}

/** By the word of the shape they are of: hundreds of sections, of which a place is in a few. */
type SectionsByWord = ReadonlyMap<string, readonly Section[]>;

function byWord(sections: readonly Section[]): SectionsByWord {
    const words = new Map<string, Section[]>();
    for (const section of sections) {
        const known = words.get(section.word);
        if (known === undefined) words.set(section.word, [section]);
        else known.push(section);
    }
    return words;
}

/** Headings with the sentence below them and the rows of their tables. */
function sectionsOf(text: string): readonly Section[] {
    const sections: Section[] = [];
    let fenced = false;
    for (const line of text.split("\n")) {
        if (line.startsWith("```")) fenced = !fenced;
        const heading = fenced ? undefined : /^###? `?([^`]+)`?$/.exec(line)?.[1];
        const section = sections.at(-1);
        if (heading !== undefined) sections.push(sectionOf(heading));
        else if (section !== undefined && !fenced) readLine(section, line);
    }
    return sections;
}

function sectionOf(heading: string): Section {
    const escaped = heading.replace(/\(.*?\)/, "").replaceAll(/[.*+?^${}()|\\]/g, "\\$&");
    const pattern = escaped.replaceAll("<name>", "[^.[\\]]+").replaceAll("[]", "\\[\\d+\\]");
    return {
        word: /^[\w-]*/.exec(heading)?.[0] ?? "",
        pattern: new RegExp(`^${pattern}$`),
        anchor: anchorOf(heading),
        intro: "",
        words: new Map(),
    };
}

function readLine(section: Section, line: string): void {
    const row = /^\| `([^`]+)` \|/.exec(line)?.[1];
    if (row !== undefined) {
        const [, , , fallback = "", ...rest] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
        const text = plainText(rest.join(" ").trim());
        if (!section.words.has(row)) section.words.set(row, { text, fallback: plainText(fallback) });
        return;
    }
    const isSentence = line !== "" && !/^([|#<`-]|Told by|Also at|Value:|\*\*)/.test(line);
    if (section.intro === "" && isSentence) section.intro = plainText(line);
}

function plainText(markdown: string): string {
    return markdown
        .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
        .replaceAll(/[`*]/g, "")
        .replaceAll("\\|", "|");
}

/** As GitHub makes it. */
export function anchorOf(heading: string): string {
    return heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]/gu, "")
        .replaceAll(" ", "-");
}
