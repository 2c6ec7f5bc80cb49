import assert from "node:assert/strict";

import type { Properties } from "../../../tools/charts/helm";
import { compareValues, sortedKeys, without } from "../../../tools/charts/compare-values";
import { differencesOf } from "../../../tools/charts/comparison";
import { CLAIMS } from "./sound";

const DEFAULTS: Properties = {
    image: { repository: "quay.io/keeper/keeper", tag: "" },
    nodeSelector: {},
    resources: null,
    extraArgs: { v: 4 },
};

function unknown(
    values: Properties,
    paths: readonly string[] = [],
    changing: readonly string[] = [],
): string[] {
    const chart = { defaults: DEFAULTS, mentioned: ["global.team", "webhook.port"] };
    const changes = (keys: readonly string[]): boolean => changing.includes(keys.join("."));
    return differencesOf(compareValues({ ...CLAIMS, paths }, values, chart, changes)).map(
        ({ field }) => field,
    );
}

describe("values a chart does not know", () => {
    it("are keys that values.yaml has not, above and below", () => {
        assert.deepEqual(unknown({ image: { tag: "v1" } }), []);
        assert.deepEqual(unknown({ imag: { tag: "v1" } }), ["imag"]);
        assert.deepEqual(unknown({ image: { tags: "v1", repository: "x" } }), ["image.tags"]);
    });

    it("are not what stands in a map that is empty there, or in none", () => {
        assert.deepEqual(
            unknown({ nodeSelector: { "example.com/pool": "a" }, resources: { limits: {} } }),
            [],
        );
    });

    it("are not what changes what is rendered", () => {
        const values = { extraArgs: { "balance-similar-node-groups": true }, comment: "x" };
        assert.deepEqual(unknown(values), ["extraArgs.balance-similar-node-groups", "comment"]);
        assert.deepEqual(unknown(values, [], ["extraArgs.balance-similar-node-groups"]), ["comment"]);
    });

    it("are not what a template reads, whatever comes of it", () => {
        assert.deepEqual(unknown({ webhook: { port: 9443 }, global: { team: "a", other: "b" } }), []);
        assert.deepEqual(unknown({ webhooks: { port: 9443 } }), ["webhooks"]);
    });

    it("are paths a definition speaks of that neither values.yaml nor a template has", () => {
        const known = [
            "image.tag",
            "nodeSelector",
            "nodeSelector.a",
            "global.team",
            "webhook",
            "webhook.port",
        ];
        assert.deepEqual(unknown({}, [...known, "image.tagg", "webhooks.port"]), [
            "image.tagg",
            "webhooks.port",
        ]);
    });

    it("count every key, once", () => {
        const { inside, outside } = sortedKeys(
            { image: { tag: "v1", pull: "x" }, extra: { a: { b: 1 } } },
            DEFAULTS,
        );
        assert.deepEqual(
            [inside, outside],
            [
                [["image"], ["image", "tag"]],
                [["image", "pull"], ["extra"]],
            ],
        );
    });
});

describe("values without a key", () => {
    it("keep everything else", () => {
        const values = { image: { tag: "v1", "example.com/a": 1 }, other: 2 };
        assert.deepEqual(without(values, ["image", "example.com/a"]), { image: { tag: "v1" }, other: 2 });
        assert.deepEqual(without(values, ["other"]), { image: { tag: "v1", "example.com/a": 1 } });
        assert.deepEqual(without(values, ["nobody", "there"]), values);
    });
});
