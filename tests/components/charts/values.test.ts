import assert from "node:assert/strict";

import { keysOfPath, obstacleAt, type Values, withLeaf } from "../../../components/charts/values";

describe("places in a chart's values", () => {
    it("are keys with dots between them, as for helm --set", () => {
        assert.deepEqual(keysOfPath("a.b-c.d/e"), ["a", "b-c", "d/e"]);
        assert.deepEqual(keysOfPath("grafana\\.ini.auth"), ["grafana.ini", "auth"]);
        for (const none of ["", ".a", "a.", "a..b", "a[0]", "a={b}", "a\\b"]) {
            assert.equal(keysOfPath(none), undefined, none);
        }
    });

    it("are taken where a value stands at them, or above them one that is no map", () => {
        const values = { a: { b: { c: 1 } }, list: [1], nothing: null };
        assert.equal(obstacleAt(values, ["a", "b", "c"]), "a.b.c");
        assert.equal(obstacleAt(values, ["a", "b"]), "a.b");
        assert.equal(obstacleAt(values, ["list", "x"]), "list");
        assert.equal(obstacleAt(values, ["nothing", "x"]), "nothing");
        assert.equal(obstacleAt(values, ["a", "b", "d"]), undefined);
        assert.equal(obstacleAt(values, ["a", "constructor"]), undefined);
    });

    it("take a leaf and leave the rest as it was", () => {
        const values: Values = { a: { b: 1 }, x: true };
        assert.deepEqual(withLeaf<string>(values, ["a", "c", "d"], "leaf"), {
            a: { b: 1, c: { d: "leaf" } },
            x: true,
        });
        assert.deepEqual(values, { a: { b: 1 }, x: true });
    });
});
