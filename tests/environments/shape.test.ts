/** stacks/shape.ts is the kit's, which forks leave alone: the tests' own fork must have the same words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

describe("stacks/shape.ts", () => {
    it("says what tests/fixtures/fork/stacks/shape.ts says, which the kit's own tests look at", () => {
        const kit = readFileSync(path.join(ROOT, "stacks/shape.ts"), "utf8");
        const frozen = readFileSync(path.join(ROOT, "tests/fixtures/fork/stacks/shape.ts"), "utf8");
        assert.equal(
            frozen.replaceAll('"../../../../components/', '"../components/'),
            kit,
            "stacks/shape.ts is the kit's (docs/upgrading.md): bring both to the same text, or put words of your own into stacks/own/parts.ts",
        );
    });
});
