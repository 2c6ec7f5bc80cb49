import assert from "node:assert/strict";

import { readEvent } from "../../../tools/comment/event";
import { REPORTS } from "../../../tools/comment/reports";
import { eventOf, RUN_URL, SHA } from "./event-of";

describe("readEvent", () => {
    it("takes the run's facts from the fields that GitHub fills", () => {
        assert.deepEqual(readEvent(eventOf()), {
            run: {
                id: 99,
                url: RUN_URL,
                conclusion: "success",
                headSha: SHA,
                headBranch: "topic/ä #1",
                headOwner: "someone",
                headRepositoryId: 7,
                report: REPORTS[0],
            },
        });
    });

    it("knows a failed run too: a review fails when something could hurt", () => {
        const reading = readEvent(eventOf({ conclusion: "failure", path: ".github/workflows/preview.yml" }));
        assert.ok("run" in reading);
        assert.deepEqual([reading.run.conclusion, reading.run.report], ["failure", REPORTS[1]]);
    });

    const refused: readonly (readonly [what: string, event: unknown, reason: string])[] = [
        [
            "a workflow of another file",
            eventOf({ path: ".github/workflows/evil.yml" }),
            ".github/workflows/evil.yml is no workflow with a report",
        ],
        ["no run at all", {}, "this event is no workflow with a report"],
        ["no object", null, "this event is no workflow with a report"],
        ["a push", eventOf({ event: "push" }), "the run was started by push, not by a pull request"],
        ["a cancelled run", eventOf({ conclusion: "cancelled" }), "the run has no result: cancelled"],
        ["a skipped run", eventOf({ conclusion: "skipped" }), "the run has no result: skipped"],
        [
            "a run that waits for a person",
            eventOf({ conclusion: "action_required" }),
            "the run has no result: action_required",
        ],
        ["a run that goes on", eventOf({ conclusion: null }), "the run has no result: it goes on"],
        [
            "a fork that is gone",
            eventOf({ head_repository: null }),
            "the event does not say which repository the branch is in",
        ],
        [
            "a run without a branch",
            eventOf({ head_branch: null }),
            "the event does not say which repository the branch is in",
        ],
    ];
    for (const [what, event, reason] of refused) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(readEvent(event), { reason });
        });
    }
});
