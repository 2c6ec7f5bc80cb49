/** Rules about what Pulumi does, and not only about what it is told: each has a test on the real engine. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const RULES = [1, 2, 3, 5, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 23, 27, 28, 29];

/** `it("rule 12: …")` or `rule 1, 15: …`, also inside a template. */
const TITLE = /\b(?:it|describe)\(\s*["'`]rule (\d[\d, ]*):/g;

describe("rules on the engine", () => {
    it("each have a test of ring 2 titled after them", () => {
        const folder = path.join(ROOT, "tests", "engine");
        const titled = new Set(
            readdirSync(folder)
                .filter((file) => file.endsWith(".test.ts"))
                .flatMap((file) => [...readFileSync(path.join(folder, file), "utf8").matchAll(TITLE)])
                .flatMap(([, numbers = ""]) => numbers.split(",").map(Number)),
        );
        assert.deepEqual(
            RULES.filter((rule) => !titled.has(rule)),
            [],
        );
    });
});
