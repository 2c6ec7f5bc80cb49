import assert from "node:assert/strict";

import {
    choosePullRequest,
    type PullRequest,
    type ReviewedRun,
} from "../../../tools/comment/choose-pull-request";

const RUN: ReviewedRun = { headSha: "abc", headBranch: "topic", headOwner: "someone", headRepositoryId: 7 };
const PULL: PullRequest = { number: 12, state: "open", headSha: "abc", headRepositoryId: 7 };

describe("choosePullRequest", () => {
    it("takes the one open pull request at the run's commit", () => {
        assert.deepEqual(choosePullRequest(RUN, [PULL]), { number: 12 });
    });

    it("takes nothing from an empty list", () => {
        assert.deepEqual(choosePullRequest(RUN, []), {
            reason: "no open pull request comes from someone:topic",
        });
    });

    it("takes neither of two at the same commit", () => {
        assert.deepEqual(choosePullRequest(RUN, [PULL, { ...PULL, number: 13 }]), {
            reason: "pull requests 12 and 13 both come from someone:topic at abc",
        });
    });

    it("takes the one at the commit when another of the branch is elsewhere", () => {
        assert.deepEqual(choosePullRequest(RUN, [{ ...PULL, number: 13, headSha: "old" }, PULL]), {
            number: 12,
        });
    });

    it("takes nothing once the head has moved", () => {
        assert.deepEqual(choosePullRequest(RUN, [{ ...PULL, headSha: "def" }]), {
            reason: "the branch someone:topic has moved on from abc; its pull request is 12 at def",
        });
    });

    const strangers: readonly (readonly [what: string, pull: PullRequest])[] = [
        ["a closed one", { ...PULL, state: "closed" }],
        ["one of another fork of the same owner", { ...PULL, headRepositoryId: 8 }],
        ["one whose fork is gone", { number: 12, state: "open", headSha: "abc" }],
    ];
    for (const [what, pull] of strangers) {
        it(`does not take ${what}`, () => {
            assert.deepEqual(choosePullRequest(RUN, [pull]), {
                reason: "no open pull request comes from someone:topic",
            });
            assert.deepEqual(choosePullRequest(RUN, [pull, { ...PULL, number: 20 }]), { number: 20 });
        });
    }
});
