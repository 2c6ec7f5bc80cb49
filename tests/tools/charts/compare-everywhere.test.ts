import assert from "node:assert/strict";

import { compareEverywhere } from "../../../tools/charts/compare-everywhere";
import { differencesOf } from "../../../tools/charts/comparison";
import { AGAIN, CLAIMS, deployment, rendered } from "./sound";

const ALL = [{ first: rendered(), second: AGAIN }];

describe("what is claimed of a chart wherever it runs", () => {
    it("is seen somewhere", () => {
        const comparisons = compareEverywhere(CLAIMS, ALL);
        assert.deepEqual(differencesOf(comparisons), []);
        assert.equal(comparisons.length, 5);
    });

    it("is seen where a mirror has the images", () => {
        const image = "mirror.example.com/keeper/keeper:v1";
        const first = rendered([deployment({ containers: [{ name: "keeper", image }] })], { hooks: [] });
        const claims = { images: ["quay.io/keeper/keeper"], hooks: [], rendersAnew: [] };
        const seen = (mirror: string) =>
            compareEverywhere(claims, [{ first, second: first, mirror }]).map((one) => one.rendered);
        assert.deepEqual(
            [seen("mirror.example.com"), seen("other.example.com")],
            [["somewhere"], ["nothing"]],
        );
    });

    it("is a claim too many where nobody sees it", () => {
        const claims = {
            images: ["quay.io/keeper/gone"],
            hooks: ["Job/gone"],
            rendersAnew: ["Secret/gone"],
        };
        assert.deepEqual(
            differencesOf(compareEverywhere(claims, ALL)).map(({ field, object }) => [field, object]),
            [
                ["image", "quay.io/keeper/gone"],
                ["hook", "Job/gone"],
                ["made anew", "Secret/gone"],
            ],
        );
        assert.equal(differencesOf(compareEverywhere(CLAIMS, [])).length, 5);
    });
});
