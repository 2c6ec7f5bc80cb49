/**
 * The rules the kit promises to keep are numbered, after the complaints they answer: each has a test that says so
 * in its title, for the part the present components carry.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const RULES = [
    ...[
        1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
        30,
    ],
    ...[31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 42, 43, 44, 46, 47, 48],
];

/** `it("rule 12: …")` or `rule 1, 15: …`, also inside a template or a table of titles. */
const TITLE = /\b(?:(?:it|describe)\(\s*|title: )["'`]rule (\d[\d, ]*):/g;

describe("rules", () => {
    it("each have a test titled after them", () => {
        const files = readdirSync(path.join(ROOT, "tests"), { recursive: true, encoding: "utf8" });
        const titled = new Set(
            files
                .filter((file) => file.endsWith(".test.ts"))
                .flatMap((file) => [...readFileSync(path.join(ROOT, "tests", file), "utf8").matchAll(TITLE)])
                .flatMap((match) => (match[1] ?? "").split(",").map(Number)),
        );
        assert.deepEqual(
            RULES.filter((rule) => !titled.has(rule)),
            [],
        );
    });
});
