/** Makes the change of one pull request: settings and pins by their YAML, comments and all, a shape where it is a plain literal. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parseDocument } from "yaml";

import { type Edit, editText } from "./edit";
import { writePins } from "../versions/pins-file";
import type { Step } from "./steps";
import { shapeWith } from "./write-shape";
import type { UpgradeReport } from "./upgrade";

/** Files and what will be in them; or why a person must do it, one line each. */
export type Written =
    { readonly files: ReadonlyMap<string, string> } | { readonly byHand: readonly string[] };

/** What is to be written next, and what stands before it. */
export type Next =
    | { readonly step: Step }
    | { readonly waits: readonly Step[] }
    | { readonly blocked: readonly string[] }
    | "nothing";

/** The first pull request of the list that a command can write. Nothing is skipped: the order is the point of it. */
export function nextOf({
    findings,
    steps,
    verdict,
}: Pick<UpgradeReport, "findings" | "steps" | "verdict">): Next {
    if (verdict === "blocked") {
        return { blocked: findings.filter(({ level }) => level === "blocks").map(({ what }) => what) };
    }
    const index = steps.findIndex(({ edits }) => edits.length > 0);
    const step = steps[index];
    if (step === undefined) return "nothing";
    const waits = steps
        .slice(0, index + 1)
        .filter(({ byHand, when }) => when === "before" && byHand.length > 0);
    return waits.length > 0 ? { waits } : { step };
}

/** @param read the text of a file, by its path from the fork's root */
export async function textsWith(
    edits: readonly Edit[],
    read: (file: string) => string | undefined,
): Promise<Written> {
    const files = new Map<string, string>();
    const byHand: string[] = [];
    for (const edit of edits) {
        const text = files.get(edit.file) ?? read(edit.file);
        const changed = text === undefined ? undefined : await textWith(text, edit);
        if (changed === undefined) byHand.push(editText(edit));
        else files.set(edit.file, changed);
    }
    return byHand.length > 0 ? { byHand } : { files };
}

export function writeFiles(files: ReadonlyMap<string, string>, directory: string): void {
    for (const [file, text] of files) writeFileSync(path.join(directory, file), text);
}

export function readIn(directory: string): (file: string) => string | undefined {
    return (file) => {
        try {
            return readFileSync(path.join(directory, file), "utf8");
        } catch {
            return undefined;
        }
    };
}

/** Undefined where the value is not written as itself. */
async function textWith(text: string, edit: Edit): Promise<string | undefined> {
    switch (edit.in) {
        case "settings":
            return settingsWith(text, edit);
        case "pins": {
            const [, environment, ...place] = edit.path;
            return edit.to === undefined
                ? undefined
                : writePins(text, [{ place, value: edit.to }], environment);
        }
        case "shape": {
            // The compiler takes a while to load, and a plan does without it.
            const { default: ts } = await import("typescript");
            return shapeWith(ts, text, edit);
        }
    }
}

/** The value alone is exchanged in the text, in its own quotes: nothing else of the file moves. */
function settingsWith(text: string, { from, path: keys, to }: Edit): string | undefined {
    const node: unknown = parseDocument(text).getIn(keys, true);
    if (!isRanged(node) || node.value !== from || to === undefined) return undefined;
    const [start, end] = node.range;
    const [quote = ""] = /^["']/.exec(text.slice(start, end)) ?? ['"'];
    return `${text.slice(0, start)}${quote}${to}${quote}${text.slice(end)}`;
}

interface Ranged {
    readonly value: unknown;
    readonly range: readonly [start: number, end: number, ...rest: number[]];
}

function isRanged(node: unknown): node is Ranged {
    return (
        typeof node === "object" &&
        node !== null &&
        "range" in node &&
        Array.isArray(node.range) &&
        "value" in node
    );
}
