/** `npm run reference` in a folder of its own. */
import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../../tools/plan/root";
import { REPORT_SCHEMAS, schemaFileOf } from "../../../tools/reports/schemas";
import { main } from "../../../tools/reference/cli";
import { keptTerminal } from "../../support/terminal";

const FILES = [
    "pulumi-settings.schema.json",
    "docs/configuration.md",
    "docs/shape.md",
    "schemas/gitops-bridge.schema.json",
    ...Object.keys(REPORT_SCHEMAS).map(schemaFileOf),
    "README.md",
    "ARCHITECTURE.md",
    "docs/costs.md",
    "docs/controls.md",
];

describe("npm run reference", () => {
    const generated = mkdtempSync(path.join(tmpdir(), "reference-"));
    let folder = generated;

    /** The pages as they would be generated, whether or not they are committed so. */
    before(async () => {
        for (const sub of ["docs", "schemas"]) mkdirSync(path.join(generated, sub));
        for (const file of [...FILES, ".prettierrc.json"])
            copyFileSync(path.join(ROOT, file), path.join(generated, file));
        await run();
    });

    after(() => rmSync(generated, { recursive: true }));

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "reference-"));
        cpSync(generated, folder, { recursive: true });
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    async function run(...args: string[]) {
        const { terminal, text } = keptTerminal();
        return { code: await main(args, terminal, folder), ...text };
    }

    it("leaves alone what is up to date", async () => {
        assert.deepEqual(await run(), {
            code: 0,
            out: FILES.map((file) => `unchanged  ${file}\n`).join(""),
            err: "",
        });
    });

    it("mends what a merge left in conflict, and names it", async () => {
        const page = path.join(folder, "README.md");
        const committed = readFileSync(page, "utf8");
        const conflict = "<<<<<<< HEAD\nplatform\n=======\n>>>>>>> upstream\n```text\n";
        writeFileSync(page, committed.replace("```text\n", conflict));
        writeFileSync(path.join(folder, "docs/configuration.md"), "<<<<<<< HEAD\n");
        const { code, out } = await run();
        assert.deepEqual(
            [code, out.split("\n").filter((line) => line.startsWith("written"))],
            [0, ["written    docs/configuration.md", "written    README.md"]],
        );
        assert.equal(readFileSync(page, "utf8"), committed);
    });

    it("says which block a page has lost", async () => {
        writeFileSync(path.join(folder, "ARCHITECTURE.md"), "# Architecture\n");
        assert.deepEqual(await run(), {
            code: 1,
            out: "",
            err: 'ARCHITECTURE.md: expected one block "phases", <!-- phases --> to <!-- /phases -->; found 0\n',
        });
    });

    it("takes no argument", async () => {
        const { code, err } = await run("dev");
        assert.equal(code, 2);
        assert.match(err, /^error: too many arguments/);
    });
});
