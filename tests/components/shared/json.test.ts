import assert from "node:assert/strict";

import fc from "fast-check";

import { canonicalJson, type JsonInput } from "../../../components/shared/json";

describe("canonicalJson", () => {
    it("sorts keys at every depth and drops undefined ones", () => {
        const value = { b: [{ z: 1, y: undefined, a: null }], a: { d: true, c: "x" } };
        assert.equal(canonicalJson(value), '{"a":{"c":"x","d":true},"b":[{"a":null,"z":1}]}');
    });

    it("keeps the order of lists", () => {
        assert.equal(canonicalJson([3, 1, 2]), "[3,1,2]");
    });

    it("compares keys by code unit, whatever the locale", () => {
        assert.equal(canonicalJson({ ä: 1, z: 2, Z: 3, a: 4 }), '{"Z":3,"a":4,"z":2,"ä":1}');
    });

    it("keeps a key named __proto__ as data", () => {
        const parsed = JSON.parse('{"__proto__": {"x": 1}, "a": 2}') as JsonInput;
        assert.equal(canonicalJson(parsed), '{"__proto__":{"x":1},"a":2}');
    });

    it("spells one value one way, in whatever order its keys were written", () => {
        fc.assert(
            fc.property(fc.jsonValue({ depthSize: "small" }), (value) => {
                const text = canonicalJson(value);
                assert.equal(canonicalJson(reversed(value as JsonInput)), text);
                // Twice through JSON, since -0 reads back as 0.
                assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
            }),
            { seed: 20261124, numRuns: 300 },
        );
    });
});

/** The same value with the keys of every object in reverse order. */
function reversed(value: JsonInput): JsonInput {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(reversed);
    const entries = Object.entries(value).reverse();
    return Object.fromEntries(
        entries.map(([key, item]) => [key, item === undefined ? item : reversed(item)]),
    );
}
