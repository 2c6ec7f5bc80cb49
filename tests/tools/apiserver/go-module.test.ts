import assert from "node:assert/strict";

import { DEFAULT_KUBERNETES_MINOR } from "../../../components/versions";
import { checkGoModule, goModuleText, parseGoModule } from "../../../tools/apiserver/go-module";

const MODULE = parseGoModule(goModuleText());

describe("the Go module of the API server", () => {
    it("builds the default minor, every module of Kubernetes from one release", () => {
        assert.deepEqual(checkGoModule(MODULE, DEFAULT_KUBERNETES_MINOR), []);
        assert.ok(MODULE.siblings.size > 30);
    });

    it("says where its release was read, and when", () => {
        const release = `https://github.com/kubernetes/kubernetes/tree/${MODULE.kubernetes}`;
        const source = new RegExp(
            `^// Source: ${release}, released \\d{4}-\\d\\d-\\d\\d, seen \\d{4}-\\d\\d-\\d\\d\\.$`,
            "m",
        );
        assert.match(goModuleText(), source);
    });

    it("is refused when the default minor moves on without it", () => {
        assert.deepEqual(checkGoModule(MODULE, "1.999"), [
            `tools/go.mod builds Kubernetes ${MODULE.kubernetes}, but environments get 1.999 by default. ` +
                "Move it to a release v1.999.x, as its first lines say.",
        ]);
        // No prefix of another number.
        assert.equal(checkGoModule({ ...MODULE, kubernetes: "v1.36.3" }, "1.3").length, 1);
    });

    it("is refused when one of its modules is of another release, or none is replaced", () => {
        const module = (replacement: string) =>
            parseGoModule(`go 1.26.0\nrequire (\n\tk8s.io/kubernetes v1.36.3 // indirect\n)\n${replacement}`);
        const replacements =
            "replace (\n\tk8s.io/api => k8s.io/api v0.36.3\n\tk8s.io/client-go => k8s.io/client-go v0.36.2\n)\n";
        assert.deepEqual(checkGoModule(module(replacements), "1.36"), [
            "tools/go.mod replaces k8s.io/client-go by v0.36.2. Write v0.36.3.",
        ]);
        assert.deepEqual(checkGoModule(module(""), "1.36"), [
            "tools/go.mod replaces no module by the published one of v0.36.3.",
        ]);
    });

    it("reads no comment, and not what names no version", () => {
        assert.throws(() => parseGoModule("go 1.26.0\n// k8s.io/kubernetes v1.36.3\n"), {
            message: "tools/go.mod names no version of Go or of k8s.io/kubernetes",
        });
    });
});
