import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import { checkRetention, RETENTION_DAYS } from "../../../components/shared/retention";

function messages(days: number): string[] {
    return checkRetention("logs.retentionDays", days).map((problem) => describeProblem(problem));
}

const ALL =
    "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";

describe("retention", () => {
    it("takes every number of days CloudWatch Logs offers", () => {
        assert.equal(RETENTION_DAYS.join(", "), ALL);
        assert.deepEqual(RETENTION_DAYS.flatMap(messages), []);
    });

    it("F42: names the next longer time for any other", () => {
        const text = (got: number, next: number): string[] => [
            `logs.retentionDays: CloudWatch Logs does not offer this number of days (got ${got}). ` +
                `Write ${next}, or another of ${ALL}.`,
        ];
        assert.deepEqual(messages(42), text(42, 60));
        assert.deepEqual(messages(0), text(0, 1));
        assert.deepEqual(messages(-1), text(-1, 1));
        assert.deepEqual(messages(7.5), text(7.5, 14));
        assert.deepEqual(messages(4000), text(4000, 3653));
    });
});
