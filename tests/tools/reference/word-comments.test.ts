/** Doc comments of words, in sources written in every way a part may write them. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Sources } from "../../../tools/reference/sources";
import { memberOf, wordOf, type Written } from "../../../tools/reference/word-comments";

const FILES = {
    "parts.ts": `
import { size as bytes, namesOf } from "./words";
import { far } from "a-package";
const shared = {
    /** Of the spread. */
    spread: 1,
};
export const whole = z.strictObject({
    /**
     * Of the word,
     * over two lines.
     * @default none
     * @example
     * word: {
     *     a: 1,
     * },
     */
    word: bytes.exactOptional(),
    /** Of the list. */
    list: list(
        bytes.extend({
            /** Of the extension. */
            more: 1,
        }),
    ),
    union: z.discriminatedUnion("kind", [
        z.strictObject({
            /** On. */
            kind: z.literal("on"),
            /** Of on. */
            days: 1,
        }),
        z.strictObject({
            /** Off. */
            kind: z.literal("off"),
            /** Of off. */
            days: 1,
        }),
    ]),
    far,
    silent: 1,
    ...shared,
    ...namesOf(
        z.strictObject({
            /** Of what is named. */
            inner: 1,
        }),
    ),
} as const);`,
    "words.ts": `
export { size } from "./size";
const NAMES = {
    /** Of the name. */
    "a-name": {
        /** Of something else. */
        inner: 1,
    },
};
export function namesOf(schema) {
    return Object.fromEntries(Object.keys(NAMES).map((name) => [name, schema]));
}`,
    // A circle of names leads nowhere.
    "size.ts": `
import { loop } from "./size";
export const size = z.strictObject({
    /** GiB. */
    amount: z.number(),
    ...loop,
});`,
};

describe("comments of words", () => {
    let folder: string;
    let sources: Sources;
    let whole: Written;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "words-"));
        for (const [file, text] of Object.entries(FILES)) writeFileSync(path.join(folder, file), text);
        sources = new Sources(folder);
        whole = sources.declared("parts.ts", "whole") ?? assert.fail("not declared");
    });

    after(() => rmSync(folder, { recursive: true }));

    /** The comment of a word by its path. */
    function commentAt(...words: readonly string[]) {
        let makers: readonly Written[] = [whole];
        for (const word of words.slice(0, -1)) makers = wordOf(sources, makers, word).below;
        return wordOf(sources, makers, words.at(-1) ?? "").comment;
    }

    it("have a text of one line, a default and an example as it is laid out", () => {
        assert.deepEqual(commentAt("word"), {
            text: "Of the word, over two lines.",
            default: "none",
            example: "word: {\n    a: 1,\n},",
        });
    });

    for (const [words, text] of [
        [["word", "amount"], "GiB."],
        [["list", "amount"], "GiB."],
        [["list", "more"], "Of the extension."],
        [["spread"], "Of the spread."],
        [["a-name"], "Of the name."],
        [["a-name", "inner"], "Of what is named."],
    ] as const) {
        it(`are found at ${words.join(".")}`, () => {
            assert.deepEqual(commentAt(...words), { text });
        });
    }

    for (const words of [["silent"], ["unknown"], ["far", "away"], ["silent", "deeper"]]) {
        it(`are none at ${words.join(".")}`, () => {
            assert.equal(commentAt(...words), undefined);
        });
    }

    it("are those of the member that is meant", () => {
        const { below } = wordOf(sources, [whole], "union");
        const textOf = (kind: string, word: string) =>
            wordOf(sources, memberOf(sources, below, "kind", kind), word).comment?.text;
        assert.deepEqual(
            [textOf("on", "kind"), textOf("on", "days"), textOf("off", "kind"), textOf("off", "days")],
            ["On.", "Of on.", "Off.", "Of off."],
        );
    });
});
