import assert from "node:assert/strict";

import { type ChartWords, faultsIn } from "../../../tools/try-chart/chart";

const WORDS: ChartWords = { chart: "shop", values: [], set: [] };

/** What stands where, by path. */
function faults(words: Partial<ChartWords>, there: Readonly<Record<string, "directory" | "file">> = {}) {
    return faultsIn({ ...WORDS, ...words }, (file) => there[file]);
}

describe("words of try-chart", () => {
    it("are a folder with a Chart.yaml, an archive, or a published chart of one version", () => {
        assert.deepEqual(faults({}, { shop: "directory", "shop/Chart.yaml": "file" }), []);
        assert.deepEqual(faults({ chart: "shop.tgz" }, { "shop.tgz": "file" }), []);
        assert.deepEqual(faults({ repo: "https://example.com", version: "1.0.0" }), []);
        assert.deepEqual(faults({ chart: "oci://example.com/shop", version: "1.0.0" }), []);
    });

    it("that are wrong are all said at once", () => {
        assert.deepEqual(
            faults({ version: "1.0.0", values: ["a.yaml"], namespace: "Shop", name: "my_shop" }),
            [
                "--version is for a published chart. Leave it out, or give --repo (got 1.0.0 with shop).",
                "no chart at shop. Give a folder or an archive; a published one is --repo <address> --version <version> <name>, or oci://….",
                "--values: no such file (got a.yaml). Check the path.",
                "--namespace: no name of a namespace (got Shop). Use lower-case letters, digits and hyphens.",
                "--name: no name of a release (got my_shop). Use lower-case letters, digits and hyphens.",
            ],
        );
        assert.deepEqual(faults({ repo: "oci://example.com" }), [
            "--version is missing. A published chart is tried in one version: --version 1.2.3.",
            "--repo: no address of a repository (got oci://example.com). Write https://…, or oci://… in front of the chart.",
        ]);
        assert.deepEqual(faults({}, { shop: "directory" }), ["shop is no chart: it has no Chart.yaml."]);
    });
});
