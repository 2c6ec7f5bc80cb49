import assert from "node:assert/strict";

import { compareVersions, findVersion, isInRange } from "../../../tools/probe/version-number";

describe("version numbers", () => {
    for (const [text, expected] of [
        ["v3.248.0", [3, 248, 0]],
        ["aws-cli/2.31.4 Python/3.13.7 Linux/6.1", [2, 31, 4]],
        ["git version 2.39.5", [2, 39, 5]],
        ["1.36", [1, 36, 0]],
        ["none", undefined],
    ] as const) {
        it(`finds ${expected?.join(".") ?? "nothing"} in "${text}"`, () => {
            assert.deepEqual(findVersion(text), expected);
        });
    }

    it("compares part by part, as numbers", () => {
        const signs = ([one, other]: readonly [string, string]) =>
            Math.sign(compareVersions(findVersion(one) ?? [0, 0, 0], findVersion(other) ?? [0, 0, 0]));
        const pairs = [
            ["1.9.0", "1.10.0"],
            ["2.0.0", "1.99.9"],
            ["1.2.3", "1.2.3"],
        ] as const;
        assert.deepEqual(pairs.map(signs), [-1, 1, 0]);
    });

    it("knows a range as package.json writes it", () => {
        const range = "^20.19.0 || >=22.12.0";
        const inside = ["20.19.0", "20.30.1", "22.12.0", "24.1.0"];
        const outside = ["18.20.0", "20.18.9", "21.7.0", "22.11.9"];
        const verdicts = (texts: readonly string[]) =>
            texts.map((text) => isInRange(findVersion(text) ?? [0, 0, 0], range));
        assert.deepEqual([...new Set(verdicts(inside))], [true]);
        assert.deepEqual([...new Set(verdicts(outside))], [false]);
    });
});
