import assert from "node:assert/strict";

import { type Call, CallLog } from "../../../tools/sandbox/calls";

function asked(method: Call["method"], name: string, preview = false) {
    return {
        method,
        name,
        preview,
        type: "aws:ec2/vpc:Vpc",
        urn: `urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::${name}`,
    };
}

describe("the sandbox's call log", () => {
    it("numbers beginnings and ends in one order", () => {
        const log = new CallLog();
        const first = log.begin(asked("create", "first"));
        const second = log.begin(asked("create", "second"));
        log.end(second, {});
        log.end(first, {});
        const third = log.begin(asked("delete", "third"));
        assert.deepEqual(
            [first, second, third].map(({ began, ended }) => [began, ended]),
            [
                [1, 4],
                [2, 3],
                [5, undefined],
            ],
        );
    });

    it("lists what changed something, in the order in which it was done", () => {
        const log = new CallLog();
        const late = log.begin(asked("update", "late"));
        for (const call of [
            asked("create", "soon"),
            asked("check", "no change"),
            asked("create", "preview", true),
        ]) {
            log.end(log.begin(call), {});
        }
        log.end(log.begin(asked("delete", "refused")), { error: "no" });
        log.begin(asked("create", "under way"));
        log.end(late, {});
        assert.deepEqual(
            log.changes().map(({ name }) => name),
            ["soon", "late"],
        );
        assert.deepEqual([log.count("create"), log.count("read")], [3, 0]);
    });
});
