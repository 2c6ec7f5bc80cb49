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

describe("the parts of packages that are loaded when touched", () => {
    it("are those that cost most, and none comes with the import of all; each is there when touched", async () => {
        const parts = [
            "@npmcli/arborist/",
            "/typescript/",
            "@pulumi/pulumi/automation/",
            "@pulumi/pulumi/provider/",
            "@grpc/grpc-js/",
            "@opentelemetry/api/",
            "/normalize-package-data/",
            "zod/v4/locales/fr",
        ];
        const before = `(require("zod"), ${JSON.stringify(parts)}.filter(loaded))`;
        const few = "Object.keys(require.cache).length < 200";
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
            [[], true, "function", true, true, true, false, true, true],
        );
    });

    it("work as ever: the way to the engine, code for the cloud, providers, and words of other languages", async () => {
        const engine = "pulumi.runtime.resetOptions('kit', 'dev', 1, '', '127.0.0.1:1', true, '')";
        const client = "typeof pulumi.runtime.getMonitor().registerResource";
        const packages = "(await pulumi.runtime.computeCodePaths()).has('node_modules/zod')";
        const provider = "typeof pulumi.provider.main";
        const french = "require('zod').locales.fr().localeError({ code: 'invalid_value', values: [1] })";
        assert.deepEqual(
            await inNode(`[${[packages, `(${engine}, ${client})`, provider, french].join(", ")}]`),
            [true, "function", "function", "Entrée invalide : 1 attendu"],
        );
    });
});
