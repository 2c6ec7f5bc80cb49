/** Programs of the papers pass the compiler: who copies one runs `npm run check` next. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { faultsOfTypes } from "../support/page-types";

describe("TypeScript of the papers", () => {
    it("has no fault in the eyes of the compiler", function () {
        this.timeout(240_000);
        const recipes = readdirSync(path.join(ROOT, "docs/recipes")).map((name) => `recipes/${name}`);
        assert.deepEqual(faultsOfTypes([...recipes, "day-2/own-resources.md"]), []);
    });
});
