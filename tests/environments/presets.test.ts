/** Every function of presets.ts looks at what it is given. */
import assert from "node:assert/strict";

import { refusedWithin } from "../../components/shared/refused-words";
import * as presets from "../../stacks/presets";

describe("stacks/presets.ts", () => {
    it("has no function that passes over a word it does not take: each is made by preset(…)", () => {
        const silent = Object.entries(presets).flatMap(([name, value]) => {
            if (typeof value !== "function") return [];
            const made: unknown = (value as (given: unknown) => unknown)({ "no-word-of-it": 1 });
            const paths = refusedWithin(made).flatMap(({ problems }) => problems.map(({ path }) => path));
            return paths.includes(`${name}.no-word-of-it`) ? [] : [name];
        });
        assert.deepEqual(silent, []);
    });
});
