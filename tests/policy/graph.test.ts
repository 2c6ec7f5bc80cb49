/** What the engine tells, as a planned graph. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { dependencies, version } from "../../package.json";
import own from "../../policy/package.json";
import { ROOT } from "../../tools/plan/root";

describe("the policy pack's own files", () => {
    it("have the kit's version, which the engine prints", () => {
        assert.equal(own.version, version);
    });

    it("name what the runtime starts, and no second compiler of TypeScript", () => {
        const text = readFileSync(path.join(ROOT, "policy", "PulumiPolicy.yaml"), "utf8");
        assert.match(text, /^ {4}typescript: false$/m);
        assert.equal(own.main, "program.js");
        assert.equal(dependencies["@pulumi/policy"], "1.21.0");
    });
});
