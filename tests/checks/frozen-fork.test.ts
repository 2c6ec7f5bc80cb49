/** What forks edit is out of reach of the kit's own tests, in this process and in those it starts. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, openSync, readFileSync } from "node:fs";
import path from "node:path";

import { FORK, ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";

const EDITED = [
    "stacks/environments.ts",
    "Pulumi.dev.yaml",
    "tests/urns/dev.txt",
    "bootstrap/Pulumi.account.yaml",
];

describe("the tests' own fork", () => {
    it("stands in the place of this one, and has environments of its own", () => {
        assert.equal(path.relative(ROOT, FORK), path.join("tests", "fixtures", "fork"));
        assert.deepEqual(listStacks(FORK), ["dev", "production", "staging"]);
    });

    for (const file of EDITED) {
        it(`keeps ${file} of this repository shut`, () => {
            const place = path.join(ROOT, file);
            const refusal = { message: new RegExp(`^${file.replaceAll(".", "\\.")} is edited by forks\\.`) };
            assert.throws(() => readFileSync(place), refusal);
            assert.throws(() => openSync(place, "r"), refusal);
            assert.throws(() => copyFileSync(place, "nowhere"), refusal);
            assert.throws(() => cpSync(place, "nowhere"), refusal);
            assert.equal(existsSync(path.join(FORK, file)), true);
        });
    }

    it("is what a command of the kit looks at in a process of its own", () => {
        const script = `process.stdout.write(require.resolve(${JSON.stringify(path.join(ROOT, "stacks/environments.ts"))}))`;
        const out = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
        assert.equal(out, path.join(FORK, "stacks", "environments.ts"));
    });
});
