import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

describe("tools/load.js", () => {
    let root = "";

    beforeEach(() => {
        root = realpathSync(mkdtempSync(path.join(tmpdir(), "load-test-")));
        for (const folder of ["tools", "stacks", "components", "tests"]) mkdirSync(path.join(root, folder));
        cpSync(path.join(ROOT, "tools/load.js"), path.join(root, "tools/load.js"));
        symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"), "dir");
        writeFileSync(path.join(root, "tsconfig.json"), "{}");
        writeFileSync(
            path.join(root, "index.ts"),
            'import { part } from "./stacks/part";\nconsole.log(part);\n',
        );
        writeFileSync(path.join(root, "stacks/part.ts"), "export const part: string = __filename;\n");
    });

    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function run(script: string): Promise<string> {
        return new Promise((resolve) => {
            execFile(process.execPath, ["-e", script], { cwd: root }, (_, out, err) => resolve(out + err));
        });
    }

    const NOW = 'require("./tools/load.js"); require("./index.ts");';
    const AHEAD = 'require("./tools/load.js").prepare(["stacks"]).then(() => require("./index.ts"));';

    it("compiles every file under its own name, when needed or ahead", async () => {
        const file = path.join(root, "stacks/part.ts");
        assert.deepEqual([await run(NOW), await run(AHEAD)], [`${file}\n`, `${file}\n`]);
    });

    it("is not stopped by a broken file that nobody needs", async () => {
        writeFileSync(path.join(root, "stacks/broken.ts"), "export const =;\n");
        const file = path.join(root, "stacks/part.ts");
        assert.deepEqual([await run(NOW), await run(AHEAD)], [`${file}\n`, `${file}\n`]);
    });

    it("names the broken file that somebody needs", async () => {
        writeFileSync(path.join(root, "stacks/part.ts"), "export const =;\n");
        assert.match(await run(AHEAD), /stacks\/part\.ts:1:13: ERROR: /);
    });

    it("gives stack traces the lines of the TypeScript", async () => {
        writeFileSync(
            path.join(root, "stacks/part.ts"),
            '\ninterface A {\n    readonly b: 1;\n}\n\nthrow new Error("x");\n',
        );
        assert.match(await run(NOW), /stacks\/part\.ts:6:7\)/);
    });
});
