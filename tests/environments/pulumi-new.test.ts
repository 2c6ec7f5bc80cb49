/** `pulumi new` writes the new project's name wherever a file holds its placeholders. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

/** Source: pulumi/pulumi sdk/go/common/workspace/templates.go, transform, seen 2026-11. */
const REPLACED = [["PROJECT"], ["DESCRIPTION"]].map(([name]) => `\${${name}}`);

const FOLDERS = [".github", ".ci", "bootstrap", "components", "docs", "stacks", "tests", "tools"];

describe("pulumi new", () => {
    it("finds no placeholder of its own to replace", () => {
        const files = [
            ...readdirSync(ROOT, { withFileTypes: true })
                .filter((entry) => entry.isFile())
                .map(({ name }) => name),
            ...FOLDERS.flatMap((folder) =>
                readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
                    .filter((entry) => entry.isFile())
                    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name))),
            ),
        ];
        const held = files.filter((file) => {
            const text = readFileSync(path.join(ROOT, file), "utf8");
            return REPLACED.some((placeholder) => text.includes(placeholder));
        });
        assert.deepEqual(held, []);
    });
});
