/** The runbooks: each has a way in, and nothing it quotes is from memory. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { fencesIn, patternOf, quotesOf, readRunbook, RUNBOOKS } from "../support/runbooks";

/** `page number` of every quote that a test of ring 2 compares with what Pulumi says. */
function comparedQuotes(): ReadonlySet<string> {
    const folder = path.join(ROOT, "tests", "engine");
    const sources = readdirSync(folder).map((file) => path.join(folder, file));
    const calls = sources
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) => [
            ...readFileSync(file, "utf8").matchAll(/\bassertQuoted\([^;]*?, "([\w-]+)", (\d+)\)/g),
        ]);
    return new Set(calls.map(([, page = "", number = ""]) => `${page} ${number}`));
}

describe("runbooks", () => {
    it("compare every quote with the engine, in ring 2", () => {
        const quotes = RUNBOOKS.flatMap((page) => quotesOf(page).map((_, index) => `${page} ${index + 1}`));
        assert.deepEqual([...comparedQuotes()].sort(), quotes.sort());
    });

    for (const page of RUNBOOKS) {
        it(`${page}: what the engine did not say in a test has a source`, () => {
            const others = fencesIn(readRunbook(page)).filter(({ language }) => language === "");
            assert.ok(others.length === 0 || /\bsources?\b[^.]*: /i.test(readRunbook(page)), page);
        });
    }

    describe("the index", () => {
        const rows = [
            ...readFileSync(path.join(ROOT, "docs/runbooks/README.md"), "utf8").matchAll(
                /^\| (.*?) +\| \[.*\]\(([\w-]+)\.md\) +\|$/gm,
            ),
        ].map(([, seen = "", page = ""]) => ({ page, seen }));

        it("lists every page once", () => {
            assert.deepEqual(rows.map(({ page }) => page).sort(), [...RUNBOOKS].sort());
        });

        for (const { page, seen } of rows) {
            it(`${page}: quotes what stands on the page`, () => {
                const texts = [...seen.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
                const lines = readRunbook(page).replaceAll("…", "1").replaceAll(/\s+/g, " ");
                assert.deepEqual(
                    texts.filter((text) => !lines.includes(text.replaceAll("…", "1"))),
                    [],
                );
            });
        }
    });

    it("read a quote line by line, with gaps", () => {
        const pattern = patternOf("error: a (b)…\n…\n* end");
        assert.match("x\n    error: a (b) of c\nmany\nlines\n  * end  \n", pattern);
        assert.doesNotMatch("error: a b\n* end\n", pattern);
        assert.doesNotMatch("error: a (b)\nthe * end\n", pattern);
    });
});
