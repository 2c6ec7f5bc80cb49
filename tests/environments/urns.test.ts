import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { compareUrns, explainUrns } from "../../tools/plan/urns";
import { committedUrns } from "../../tools/plan/urns-cli";

describe("URNs", () => {
    for (const stack of listStacks(ROOT)) {
        it(`rule 30: of ${stack} are the committed ones`, async () => {
            const result = await planStack({ stack, mode: "deterministic" });
            if ("problems" in result) assert.fail(result.problems.join("\n"));
            const explanation = explainUrns(compareUrns(committedUrns(stack), result.graph), stack);
            if (explanation !== undefined) assert.fail(explanation);
        });
    }

    it("are committed for no environment that is gone", () => {
        const lists = readdirSync(path.join(ROOT, "tests/urns")).filter((name) => name.endsWith(".txt"));
        assert.deepEqual(
            lists.sort(),
            listStacks(ROOT).map((stack) => `${stack}.txt`),
            "run: npm run accept",
        );
    });
});
