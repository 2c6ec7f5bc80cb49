/** What holds a token runs on Node alone: no package is installed beside it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

import { build } from "esbuild";

import { COMMENT_MARKER } from "../../../tools/review/render-markdown";
import { REPORTS } from "../../../tools/comment/reports";
import { ROOT } from "../../../tools/plan/root";

const ENTRIES = ["tools/comment/cli.ts", "tools/deploy/cli.ts"];

describe("the commands of the workflows", () => {
    for (const entry of ENTRIES) {
        it(`${entry} needs no package and none of the kit's other code`, async () => {
            const { metafile } = await build({
                entryPoints: [path.join(ROOT, entry)],
                absWorkingDir: ROOT,
                bundle: true,
                metafile: true,
                platform: "node",
                write: false,
                packages: "external",
            });
            const files = Object.keys(metafile.inputs);
            assert.deepEqual(
                files.filter((file) => !/^tools\/(comment|deploy)\/[\w-]+\.ts$/.test(file)),
                [],
            );
            const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
            assert.deepEqual(
                imports.filter(({ external, path: to }) => external === true && !to.startsWith("node:")),
                [],
            );
            // Node resolves no import without its extension.
            assert.deepEqual(
                imports.filter(
                    ({ external, original = "" }) => external !== true && !original.endsWith(".ts"),
                ),
                [],
            );
        });

        it(`${entry} runs where Node strips the types itself`, function () {
            // Newer than the declarations of the oldest Node the kit runs on.
            if (!Reflect.get(process.features, "typescript")) this.skip();
            const { status, stderr, stdout } = spawnSync(process.execPath, [entry], {
                cwd: ROOT,
                encoding: "utf8",
                env: {},
            });
            assert.match(
                stdout + stderr,
                /^usage: |^> Failed: the environment variable GITHUB_EVENT_PATH is not set$/m,
            );
            assert.ok(status === 1 || status === 2);
        });
    }

    it("know the marker of the review", () => {
        assert.equal(REPORTS[0]?.marker, COMMENT_MARKER);
        assert.equal(new Set(REPORTS.map(({ marker }) => marker)).size, REPORTS.length);
    });
});
