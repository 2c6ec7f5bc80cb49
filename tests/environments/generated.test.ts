/** What `npm run reference` writes, against what is committed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { type GeneratedFile, generatedFiles } from "../../tools/reference/generated";
import { LEFT_OUT } from "../../tools/reference/plan-capture";
import { REPORT_SCHEMAS, schemaFileOf } from "../../tools/reports/schemas";
import { plan } from "../support/run-plan";

describe("generated files", () => {
    let files: readonly GeneratedFile[];

    before(async () => {
        files = await generatedFiles(ROOT);
    });

    it("are these", () => {
        assert.deepEqual(
            files.map(({ file }) => file),
            [
                "pulumi-settings.schema.json",
                "docs/configuration.md",
                "docs/shape.md",
                "schemas/gitops-bridge.schema.json",
                ...Object.keys(REPORT_SCHEMAS).map(schemaFileOf),
                "README.md",
                "ARCHITECTURE.md",
                "docs/costs.md",
                "docs/controls.md",
            ],
        );
    });

    it("rule 47: are committed as they are generated", () => {
        const stale = files.filter(({ file, text }) => readFileSync(path.join(ROOT, file), "utf8") !== text);
        assert.deepEqual(
            stale.map(({ file }) => file),
            [],
            "run: npm run accept",
        );
    });

    it("show the plan with lines of the command itself, in its order", async () => {
        const stacks = listStacks(ROOT);
        const { out } = await plan([stacks.includes("dev") ? "dev" : (stacks[0] ?? "")]);
        const block = /<!-- plan: npm run plan -- dev -->\n+```text\n([^]*?)```/.exec(
            readFileSync(path.join(ROOT, "README.md"), "utf8"),
        );
        const shown = (block?.[1] ?? assert.fail("no plan in README.md")).trimEnd().split("\n");
        assert.equal(shown.at(-1), LEFT_OUT);
        const lines = out.split("\n");
        let place = -1;
        const strangers = shown
            .filter((line) => line !== LEFT_OUT)
            .filter((line) => {
                const found = lines.indexOf(line, place + 1);
                place = Math.max(place, found);
                return found === -1;
            });
        assert.deepEqual(strangers, []);
        assert.ok(shown.length > 5);
    });
});
