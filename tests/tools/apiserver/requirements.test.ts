import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { goModuleText, parseGoModule } from "../../../tools/apiserver/go-module";
import { missingRequirements } from "../../../tools/apiserver/requirements";

const WANTED = parseGoModule(goModuleText()).go;
const GO = `Go ${WANTED} or newer (https://go.dev/dl)`;
const ETCD = "etcd (on Debian: apt-get install etcd-server)";

describe("missingRequirements", () => {
    let folder = "";

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "requirements-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** Commands that write fixed lines; their names are the keys. */
    function missingWith(commands: Readonly<Record<string, string>>): string[] {
        for (const [name, script] of Object.entries(commands)) {
            const file = path.join(folder, name);
            writeFileSync(file, `#!/bin/sh\n${script}\n`);
            chmodSync(file, 0o755);
        }
        return missingRequirements({ PATH: folder });
    }

    const go = (version: string, toolchain = "local"): string => `echo ${version}; echo ${toolchain}`;

    it("names both where there is neither", () => {
        assert.deepEqual(missingWith({}), [GO, ETCD]);
    });

    it("names what is missing alone", () => {
        assert.deepEqual(missingWith({ etcd: "exit 0" }), [GO]);
        assert.deepEqual(missingWith({ etcd: "exit 1", go: go(`go${WANTED}`) }), [ETCD]);
    });

    it("is content with both", () => {
        for (const version of [`go${WANTED}`, "go1.26.8", "go1.100", "go2.0.1", "go1.27rc1"])
            assert.deepEqual(missingWith({ etcd: "exit 0", go: go(version) }), [], version);
    });

    it("takes an older Go only where that fetches a newer one", () => {
        for (const version of ["go1.25.9", "go1.9", "devel"])
            assert.deepEqual(missingWith({ etcd: "exit 0", go: go(version) }), [GO], version);
        assert.deepEqual(missingWith({ etcd: "exit 0", go: go("go1.24.1", "auto") }), []);
        assert.deepEqual(missingWith({ etcd: "exit 0", go: go("go1.24.1", "go1.24.1+auto") }), []);
        // Before 1.21 there was no such setting: an empty line.
        assert.deepEqual(missingWith({ etcd: "exit 0", go: go("go1.19.8", "") }), [GO]);
        assert.deepEqual(missingWith({ etcd: "exit 0", go: "exit 2" }), [GO]);
    });
});
