import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { goOf, Helm, helmModuleText } from "../../../tools/charts/helm";

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

describe("the program that is Helm", () => {
    /** Stands in for it: a script that gets the requests. */
    function standIn(script: string): Helm {
        const file = path.join(folder, "helm");
        writeFileSync(file, `#!${process.execPath}\n${script}`, { mode: 0o755 });
        return new Helm(file);
    }
    const folder = mkdtempSync(path.join(tmpdir(), "helm-"));
    after(() => rmSync(folder, { recursive: true }));

    it("is told what to do, request by request", () => {
        const helm = standIn(
            'const asked = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(JSON.stringify(asked));',
        );
        const charts = ["/a", "/b"].map((chart) => ({ chart, inside: [] }));
        assert.deepEqual(
            helm.inspect(charts),
            charts.map((chart) => ({ ...chart, do: "inspect" })),
        );
        const chart = { chart: "keeper", repository: "oci://example.com", version: "1.2.3", into: "/tmp" };
        assert.deepEqual(helm.pull(chart), { ...chart, do: "pull" });
    });

    it("that fails is an error with all it wrote", () => {
        const helm = standIn('console.error("no list of requests"); process.exit(1);');
        assert.throws(() => helm.inspect([{ chart: "/a", inside: [] }]), {
            message: "helm ended with 1:\nno list of requests\n",
        });
    });
});
