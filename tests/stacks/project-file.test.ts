/** Pulumi.yaml: the program it names, and what `pulumi new` asks. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { isSettingKey, SETTINGS } from "../../components/platform/settings/schema";
import { FORK, ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { stackConfigOf } from "../support/settings";

type Loose = Record<string, unknown>;

describe("Pulumi.yaml", () => {
    const project = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as Loose;

    it("names the program, which loads its TypeScript itself", () => {
        const { name, options } = project["runtime"] as { readonly name: string; readonly options: Loose };
        assert.equal(name, "nodejs");
        // `pulumi new` adds the package manager.
        const { packagemanager = "npm", ...own } = options;
        assert.deepEqual(own, { typescript: false });
        assert.equal(packagemanager, "npm");
        assert.equal(project["main"], "program.js");
    });

    it("rule 47: asks only for text that every environment has alike, each with description and the default of the settings files", () => {
        for (const [key, prompt] of Object.entries(promptsOf(project))) {
            const name = key.replace("platform:", "");
            // `pulumi new` saves an answer as text, so lists and maps stay in the file.
            assert.ok(isSettingKey(name) && SETTINGS[name].form === "text", key);
            assert.deepEqual(Object.keys(prompt).sort(), ["default", "description"]);
            assert.equal(typeof prompt["default"], "string");
            // The answer is written to the file of whichever stack is made first.
            const values = listStacks(FORK).map(
                (stack) => stackConfigOf(join(FORK, `Pulumi.${stack}.yaml`), stack).config[key],
            );
            assert.deepEqual([...new Set(values)], [prompt["default"]], key);
        }
    });
});

/** What `pulumi new` asks. None in a project that was made with it: the CLI leaves the template out. */
function promptsOf(project: Loose): Readonly<Record<string, Loose>> {
    const { config = {} } = (project["template"] ?? {}) as { readonly config?: Record<string, Loose> };
    return config;
}
