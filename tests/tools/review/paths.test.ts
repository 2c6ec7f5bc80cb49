import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { INSIDE_JSON } from "../../../tools/review/compare";
import {
    covers,
    parsePath,
    pathText,
    valueAt,
    withIgnored,
    withoutPositions,
} from "../../../tools/review/paths";

describe("paths", () => {
    it("are read as the engine reads them", () => {
        assert.deepEqual(parsePath("a.b[0].c"), ["a", "b", 0, "c"]);
        assert.deepEqual(parsePath('tags["kubernetes.io/cluster/\\"x\\""]'), [
            "tags",
            'kubernetes.io/cluster/"x"',
        ]);
        assert.deepEqual(parsePath("*"), ["*"]);
        assert.deepEqual(parsePath("a[*].b"), ["a", "*", "b"]);
    });

    it("are written for people", () => {
        assert.equal(
            pathText(["policy", INSIDE_JSON, "Statement", 0, "Action"]),
            "policy › Statement[0].Action",
        );
        assert.equal(pathText(["tags", "a/b"]), 'tags["a/b"]');
        assert.equal(pathText([]), "");
    });

    it("cover what is below them", () => {
        assert.equal(covers(["a"], ["a", "b"]), true);
        assert.equal(covers(["a", "b"], ["a"]), false);
        assert.equal(covers(["*", "b"], ["a", "b", 0]), true);
        assert.equal(covers(["a", 0], ["a", 1]), false);
        assert.deepEqual(withoutPositions(["a", 0, "b"]), ["a", "b"]);
    });

    it("lead to values, through lists to those of each item", () => {
        const value = { a: [{ b: 1 }, {}, { b: [2] }], c: null };
        assert.deepEqual(valueAt(value, ["a", "b"]), [1, [2]]);
        assert.equal(valueAt(value, ["c"]), null);
        assert.equal(valueAt(value, ["a", "x"]), undefined);
        assert.equal(valueAt(value, ["constructor"]), undefined);
    });

    const cases: readonly (readonly [
        what: string,
        before: Json,
        after: Json,
        paths: readonly string[],
        kept: Json,
    ])[] = [
        ["a value", { a: 1, b: 1 }, { a: 2, b: 2 }, ["a"], { a: 1, b: 2 }],
        ["a value inside", { a: { b: 1 } }, { a: { b: 2, c: 3 } }, ["a.b"], { a: { b: 1, c: 3 } }],
        ["a new value", {}, { a: 2 }, ["a"], {}],
        ["a value that is gone", { a: 1 }, {}, ["a"], { a: 1 }],
        ["one item of a list", { a: [1, 2] }, { a: [3, 4] }, ["a[1]"], { a: [3, 2] }],
        ["everything", { a: 1 }, { a: 2, b: 3 }, ["*"], { a: 1 }],
        ["nothing where no parent is", { a: { b: 1 } }, {}, ["a.b"], {}],
    ];
    for (const [what, before, after, paths, kept] of cases) {
        it(`ignore ${what}`, () => {
            assert.deepEqual(withIgnored(before, after, paths), kept);
        });
    }
});
