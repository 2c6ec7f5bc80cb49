import assert from "node:assert/strict";

import { goOf, helmModuleText } from "../../../tools/charts/helm";

describe("the Go module of Helm", () => {
    it("pins one release, and says where it was read", () => {
        const [, version = ""] = /^\s*helm\.sh\/helm\/v3 (v\S+)/m.exec(helmModuleText()) ?? [];
        assert.match(version, /^v3\.\d+\.\d+$/);
        const source = new RegExp(
            `^// Source: https://github.com/helm/helm/tree/${version}, released \\d{4}-\\d\\d-\\d\\d, seen \\d{4}-\\d\\d-\\d\\d\\.$`,
            "m",
        );
        assert.match(helmModuleText(), source);
    });

    it("says the oldest Go that builds it", () => {
        assert.equal(goOf("module charts\n\ngo 1.26.0\n"), "1.26.0");
        assert.throws(() => goOf("module charts\n"), {
            message: "tools/charts/go.mod names no version of Go",
        });
    });
});
