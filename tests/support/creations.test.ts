import assert from "node:assert/strict";

import type { Entry } from "../../tools/sandbox/inventory";
import { creationOf, madeBy } from "./creations";

const ROLE = "aws:iam/role:Role";

function entry(id: string, stack: string | undefined, further: Partial<Entry> = {}): Entry {
    return {
        ...{ type: ROLE, id, place: "111122223333", serial: 1, name: "nodes-role", status: "active" },
        ...{ revision: 0, inputs: {}, outputs: {} },
        ...(stack === undefined ? {} : { stack }),
        ...further,
    };
}

function pending(stack: string, name = "nodes-role") {
    return { type: ROLE, urn: `urn:pulumi:${stack}::kit::platform:stacks:Platform$${ROLE}::${name}` };
}

/** The ids found, with the neighbour's before one's own and after it. */
function found(operation: ReturnType<typeof pending>, all: readonly Entry[], known: readonly string[] = []) {
    return [all, [...all].reverse()].map(
        (entries) => creationOf(operation, entries, new Set(known.map((id) => `${ROLE} ${id}`)))?.id,
    );
}

describe("a creation that was cut off", () => {
    const THEIRS = entry("theirs", "web");

    it("made what is of its own stack, whoever was first", () => {
        const all = [THEIRS, entry("ours", "dev")];
        assert.deepEqual(found(pending("dev"), all), ["ours", "ours"]);
        assert.deepEqual(found(pending("web"), all), ["theirs", "theirs"]);
    });

    it("made nothing where only others have one of its type and name", () => {
        const others = [
            THEIRS,
            entry("a", "dev", { name: "other-role" }),
            entry("b", "dev", { type: "aws:iam/policy:Policy" }),
            entry("c", undefined),
        ];
        assert.deepEqual(found(pending("dev"), others), [undefined, undefined]);
    });

    it("made nothing that the state knows: that is what it would replace", () => {
        const all = [entry("old", "dev"), entry("new", "dev", { serial: 2 })];
        assert.deepEqual(found(pending("dev"), all, ["old"]), ["new", "new"]);
        assert.deepEqual(found(pending("dev"), all, ["old", "new"]), [undefined, undefined]);
    });
});

describe("what a stack has made", () => {
    it("is neither another's nor AWS's own", () => {
        const all = [
            entry("theirs", "web"),
            entry("ours", "dev"),
            entry("instance", "dev", { name: "" }),
            entry("nobody's", undefined),
        ];
        assert.deepEqual(
            madeBy("dev", all).map(({ id }) => id),
            ["ours"],
        );
    });
});
