import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { compare, HIDDEN, INSIDE_JSON, openJson, same } from "../../../tools/review/compare";

const SECRET = { $secret: true };

describe("compare", () => {
    const cases: readonly (readonly [what: string, before: Json, after: Json, changes: unknown])[] = [
        ["equal values", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
        ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
        ["a changed value", { a: { b: 1 } }, { a: { b: 2 } }, [{ path: ["a", "b"], before: 1, after: 2 }]],
        ["a new key", {}, { a: null }, [{ path: ["a"], after: null }]],
        ["a key that is gone", { a: 1 }, {}, [{ path: ["a"], before: 1 }]],
        [
            "a list of plain values, whole",
            { a: [1, 2] },
            { a: [2, 1] },
            [{ path: ["a"], before: [1, 2], after: [2, 1] }],
        ],
        [
            "objects of a list at the same place",
            { a: [{ id: "x", n: 1 }, { id: "y" }] },
            { a: [{ id: "x", n: 2 }, { id: "y" }] },
            [{ path: ["a", 0, "n"], before: 1, after: 2 }],
        ],
        [
            "objects of a list in another order, whole",
            [{ id: "x" }, { id: "y" }],
            [{ id: "y" }, { id: "x" }],
            [{ path: [], before: [{ id: "x" }, { id: "y" }], after: [{ id: "y" }, { id: "x" }] }],
        ],
        ["an object that becomes a text", { a: {} }, { a: "" }, [{ path: ["a"], before: {}, after: "" }]],
        [
            "documents inside texts",
            { policy: '{"Statement":[{"Sid":"A","Action":"x"}]}' },
            { policy: '{ "Statement": [ { "Action": "y", "Sid": "A" } ] }' },
            [{ path: ["policy", INSIDE_JSON, "Statement", 0, "Action"], before: "x", after: "y" }],
        ],
        ["the same document, spelt otherwise", '{"a":1,"b":2}', '{ "b": 2, "a": 1 }', []],
        ["a text that is no document", "{a}", '{"a":1}', [{ path: [], before: "{a}", after: '{"a":1}' }]],
        ["a key that objects have by nature", {}, { toString: 1 }, [{ path: ["toString"], after: 1 }]],
        ["two secrets, which nobody can compare", { a: SECRET }, { a: SECRET }, []],
        [
            "a value that becomes secret",
            { a: "x" },
            { a: SECRET },
            [{ path: ["a"], before: HIDDEN, after: SECRET }],
        ],
        [
            "a secret that becomes plain",
            { a: SECRET },
            { a: "x" },
            [{ path: ["a"], before: SECRET, after: HIDDEN }],
        ],
        [
            "an unknown value",
            { a: { $unknown: true } },
            { a: { b: 1 } },
            [{ path: ["a"], before: { $unknown: true }, after: { b: 1 } }],
        ],
    ];
    for (const [what, before, after, changes] of cases) {
        it(`finds ${what}`, () => {
            assert.deepEqual(compare(before, after), changes);
        });
    }

    it("opens objects and lists only", () => {
        assert.deepEqual(['{"a":1}', "[1]", "1", "{", "", "text"].map(openJson), [
            { a: 1 },
            [1],
            undefined,
            undefined,
            undefined,
            undefined,
        ]);
    });

    it("takes a list and an object for two things", () => {
        assert.equal(same([], {}), false);
        assert.equal(same({ a: undefined }, {}), false);
        assert.equal(same(null, undefined), false);
    });
});
