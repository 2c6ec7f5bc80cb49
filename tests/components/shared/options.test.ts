import assert from "node:assert/strict";

import { checkComponentOptions } from "../../../components/shared/options";
import { describeProblem } from "../../../components/shared/problems";

describe("checkComponentOptions", () => {
    it("takes no options, other options, and an empty list", () => {
        assert.deepEqual(checkComponentOptions(undefined), []);
        assert.deepEqual(checkComponentOptions({ protect: true }), []);
        assert.deepEqual(checkComponentOptions({ ignoreChanges: [] }), []);
    });

    it("rule 23: refuses ignoreChanges, which Pulumi drops on a component", () => {
        assert.deepEqual(
            checkComponentOptions({ ignoreChanges: ["tags"] }).map((p) => describeProblem(p)),
            [
                'opts.ignoreChanges: Pulumi ignores this option on a component (got ["tags"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.",
            ],
        );
    });
});
