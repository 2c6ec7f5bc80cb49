/** docs/upgrading.md, typed: a changed kit merged into a changed fork, with git, on the real files. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { copyKit, environmentOfCopy } from "../support/lay-fork";

/** What the page says is written by commands. */
const GENERATED = [
    "ARCHITECTURE.md",
    "README.md",
    "docs/configuration.md",
    "docs/costs.md",
    "pulumi-settings.schema.json",
    "tests/urns/dev.txt",
    "tests/urns/qa.txt",
    "tests/urns/staging.txt",
];

const POOL = `batch: generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 64 }),
            `;

describe("a newer kit in a fork", function () {
    this.timeout(300_000);
    let folder = "";

    function run(program: string, ...args: readonly string[]): Promise<{ code: number; out: string }> {
        return new Promise((resolve) => {
            const options = { cwd: folder, env: environmentOfCopy(), maxBuffer: 1 << 26 };
            execFile(program, args, options, (error, out, err) =>
                resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
            );
        });
    }

    async function succeeds(program: string, ...args: readonly string[]): Promise<string> {
        const { code, out } = await run(program, ...args);
        assert.equal(code, 0, `${[program, ...args].join(" ")}: ${out}`);
        return out;
    }

    const git = (...args: readonly string[]) =>
        succeeds("git", "-c", "user.name=a", "-c", "user.email=a@example.com", ...args);
    const npm = (...args: readonly string[]) => succeeds(process.execPath, "tools/run.js", ...args);

    /** A file with one of its texts replaced by another. */
    function edit(file: string, from: string | RegExp, to: string): void {
        const place = path.join(folder, file);
        const text = readFileSync(place, "utf8");
        const edited = text.replace(from, () => to);
        assert.notEqual(edited, text, `${file} has no ${String(from)}`);
        writeFileSync(place, edited);
    }

    async function regenerateAndCommit(message: string): Promise<void> {
        await npm("reference");
        await npm("urns", "accept");
        await git("add", "-A");
        await git("commit", "-qm", message);
    }

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "fork-merge-"));
        copyKit(folder);
        symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
        // Papers with what is planned: of the fork that was laid, not of this one.
        await npm("reference");
        await git("init", "-q", "-b", "kit", ".");
        await git("add", "-A");
        await git("commit", "-qm", "The kit");
        await git("branch", "fork");
    });

    after(() => {
        if (folder !== "") rmSync(folder, { recursive: true, force: true });
    });

    it("changes: another preset, endpoint and StorageClass, and a new setting", async () => {
        edit("stacks/presets.ts", "diskSizeGiB: 50,\n        labels", "diskSizeGiB: 60,\n        labels");
        edit("stacks/dev.ts", 'endpoints: ["s3"', 'endpoints: ["s3", "sts"');
        edit("components/addons/default-storage-class.ts", "*/", "*/\n// Another line of the kit.\n");
        edit(
            "components/platform/settings/schema.ts",
            "    chartRegistry: z.",
            "    ticket: z.string().exactOptional(),\n    chartRegistry: z.",
        );
        edit(
            "components/platform/settings/schema.ts",
            "    chartRegistry: {",
            '    ticket: { form: "text", noun: "text", example: "OPS-1" },\n    chartRegistry: {',
        );
        edit(
            "components/platform/settings/reference.ts",
            "    chartRegistry: {",
            '    ticket: { meaning: "Where it was asked for.", unit: "text", default: "none", changes: [] },\n    chartRegistry: {',
        );
        edit(
            "components/platform/settings/types.ts",
            "readonly chartRegistry",
            "readonly ticket?: string;\n    readonly chartRegistry",
        );
        edit(
            "components/platform/settings/settings.ts",
            '"assumeRoleArn",',
            '"assumeRoleArn",\n    "ticket",',
        );
        await regenerateAndCommit("A newer kit");
    });

    it("meets a fork with its own name, settings, pool, environment and component", async () => {
        await git("checkout", "-q", "fork");
        edit("Pulumi.yaml", /^name: .*/m, "name: our-platform");
        edit("Pulumi.dev.yaml", /platform:account: .*/, 'platform:account: "222233334444"');
        edit("Pulumi.dev.yaml", /platform:clusterName: .*/, "platform:clusterName: our-dev");
        edit("stacks/dev.ts", "general: generalPool({", `${POOL}general: generalPool({`);
        const qa = readFileSync(path.join(folder, "stacks/staging.ts"), "utf8").replaceAll("staging", "qa");
        writeFileSync(path.join(folder, "stacks/qa.ts"), qa);
        edit(
            "stacks/environments.ts",
            "import { staging }",
            'import { qa } from "./qa";\nimport { staging }',
        );
        edit("stacks/environments.ts", "{ dev,", "{ dev, qa,");
        const settings = readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");
        writeFileSync(path.join(folder, "Pulumi.qa.yaml"), settings.replaceAll("staging", "qa"));
        mkdirSync(path.join(folder, "components/ours"));
        writeFileSync(path.join(folder, "components/ours/note.ts"), "export const OURS = true;\n");
        await regenerateAndCommit("Our platform");
    });

    it("merges: only what is generated can be in conflict", async () => {
        const { code } = await run(
            "git",
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "merge",
            "kit",
        );
        const conflicts = (await git("diff", "--name-only", "--diff-filter=U")).split("\n").filter(Boolean);
        assert.deepEqual(
            conflicts.filter((file) => !GENERATED.includes(file)),
            [],
        );
        // Both changed the number of resources of dev, which the README shows.
        assert.deepEqual([code, conflicts.includes("README.md")], [1, true]);
    });

    it("is mended by the command of the page, without reading a conflict", async () => {
        const page = readFileSync(path.join(ROOT, "docs/upgrading.md"), "utf8");
        assert.match(page, /^npm run accept /m);
        await regenerateAndCommit("Merge");
        const { code, out } = await run("git", "grep", "-nE", "^(<<<<<<<|>>>>>>>) ");
        assert.deepEqual({ code, out }, { code: 1, out: "" });
        assert.match(await npm("urns"), /^qa: \d+ URNs, as committed$/m);
    });

    it("then has both: the fork's pool and environment, the kit's endpoint, preset and setting", async () => {
        const dev = await npm("plan", "dev");
        assert.match(dev, /^our-platform\n/);
        assert.match(dev, /cluster name {2,}our-dev\n/);
        assert.match(dev, /endpoints {2,}s3, sts\n/);
        assert.match(dev, /├─ pool-batch [^]*disk size GiB {2,}60\n/);
        assert.match(await npm("plan", "qa"), /Environment {2}qa\n/);
        const schema = readFileSync(path.join(folder, "pulumi-settings.schema.json"), "utf8");
        assert.match(schema, /"platform:ticket"/);
        assert.match(schema, /"enum": \["dev", "qa", /);
        const reference = readFileSync(path.join(folder, "docs/configuration.md"), "utf8");
        assert.match(reference, /^## platform:ticket$/m);
        const diff = ["plan", "diff", "dev", "--base", "HEAD~1"];
        const { code, out } = await run(process.execPath, "tools/run.js", ...diff);
        assert.equal(code, 3, out);
        assert.match(out, /volumeSize: 50Gi → 60Gi/);
    });
});
