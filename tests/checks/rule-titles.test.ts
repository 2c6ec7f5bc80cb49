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

/** Those that ring 2 shows on Pulumi's own engine, `npm run test:engine`, by the file that has them. */
const ENGINE_RULES: Readonly<Record<string, readonly number[]>> = {
    "changes-access.test.ts": [9, 10],
    "changes-capacity.test.ts": [1, 2, 7, 23, 28, 29],
    "changes-destroy.test.ts": [1, 3, 5],
    "changes-from-nothing.test.ts": [14, 15, 16, 17, 18],
    "changes-names.test.ts": [27],
    "faults-access.test.ts": [8],
    "kinds.test.ts": [1, 3, 5],
    "two-passes.test.ts": [8, 11, 14],
};

/** `it("rule 12: …")` or `rule 1, 15: …`, also inside a template or a table of titles. */
const TITLE = /\b(?:(?:it|describe)\(\s*|title: )["'`]rule (\d[\d, ]*):/g;

describe("rules", () => {
    it("each have a test titled after them", () => {
        const titled = readdirSync(path.join(ROOT, "tests"), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".test.ts"))
            .flatMap((file) => titlesOf(path.join("tests", file)));
        assert.deepEqual(
            RULES.filter((rule) => !titled.includes(rule)),
            [],
        );
    });

    for (const [file, rules] of Object.entries(ENGINE_RULES)) {
        it(`have a test on the engine: ${rules.join(", ")} in ${file}`, () => {
            const titled = titlesOf(path.join("tests", "engine", file));
            assert.deepEqual(
                rules.filter((rule) => !titled.includes(rule)),
                [],
            );
        });
    }

    it("are shown on the engine where it decides", () => {
        const shown = [...new Set(Object.values(ENGINE_RULES).flat())].sort((one, other) => one - other);
        assert.deepEqual(shown, [1, 2, 3, 5, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 23, 27, 28, 29]);
    });
});

/** Rules in the titles of a file's tests. */
function titlesOf(file: string): readonly number[] {
    const matches = [...readFileSync(path.join(ROOT, file), "utf8").matchAll(TITLE)];
    return matches.flatMap((match) => (match[1] ?? "").split(",").map(Number));
}
