import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { ROOT } from "../../../tools/plan/root";

/** In a process of its own: what one test touches is loaded for all. Prints what the expression resolves to, as JSON. */
async function inNode(expression: string): Promise<unknown> {
    const script = `
        require(${JSON.stringify(path.join(ROOT, "components/platform/load.js"))});
        const pulumi = require("@pulumi/pulumi");
        const loaded = (part) => Object.keys(require.cache).some((file) => file.replaceAll("\\\\", "/").includes(part));
        (async () => ${expression})().then((value) => console.log(JSON.stringify(value)));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: ROOT });
    return JSON.parse(stdout) as unknown;
}

describe("the parts of the SDK that are loaded when touched", () => {
    it("are those that cost most, and none comes with the SDK's import; each is there when touched", async () => {
        const parts = ["@npmcli/arborist/", "/typescript/", "@pulumi/pulumi/automation/"];
        const before = `${JSON.stringify(parts)}.map(loaded)`;
        const few = "Object.keys(require.cache).length < 350";
        const automation = [
            "typeof pulumi.automation.LocalWorkspace.createOrSelectStack",
            "'LocalWorkspace' in pulumi.automation",
            "Object.keys(pulumi.automation).includes('LocalWorkspace')",
            "{ ...pulumi.automation }.LocalWorkspace === pulumi.automation.LocalWorkspace",
            "'Nothing' in pulumi.automation",
        ];
        const serialized = "(await pulumi.runtime.serializeFunction(() => 42)).text.includes('() => 42')";
        assert.deepEqual(
            await inNode(
                `[${[before, few, ...automation, serialized, 'loaded("/typescript/")'].join(", ")}]`,
            ),
            [[false, false, false], true, "function", true, true, true, false, true, true],
        );
    });
});
