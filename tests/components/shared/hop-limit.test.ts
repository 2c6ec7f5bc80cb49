import assert from "node:assert/strict";

import { checkHopLimit, describeHopLimit, type HopLimit } from "../../../components/shared/hop-limit";
import { describeProblem } from "../../../components/shared/problems";

const refusals = (limit: HopLimit): string[] =>
    checkHopLimit("metadataHopLimit", limit).map((problem) => describeProblem(problem));

describe("checkHopLimit", () => {
    const reason = "the agent reads its instance's tags";

    it("takes 2 to 64 with a reason, and shows both", () => {
        assert.deepEqual(refusals({ value: 2, reason }), []);
        assert.deepEqual(refusals({ value: 64, reason }), []);
        assert.equal(describeHopLimit({ value: 2, reason: ` ${reason} ` }), `2: ${reason}`);
    });

    it("refuses the usual one, none EC2 has, and no reason", () => {
        for (const value of [1, 0, 65, 2.5]) {
            assert.deepEqual(refusals({ value, reason }), [
                `metadataHopLimit.value: not a hop limit other than the usual 1 (got ${value}). ` +
                    "Write 2, at most 64, or leave metadataHopLimit out.",
            ]);
        }
        assert.deepEqual(refusals({ value: 2, reason: "  because " }), [
            'metadataHopLimit.reason: no reason to let pods act as their node (got "  because "). ' +
                "Say which pods need it and why they cannot have an identity of their own.",
        ]);
    });
});
