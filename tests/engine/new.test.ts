/** `pulumi new <this repository>` with the real CLI: what it leaves behind is a working kit of another name. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

import { listStacks } from "../../tools/plan/stack-file";
import { findPulumi } from "../../tools/sandbox/pulumi";
import { ROOT } from "../../tools/plan/root";
import { copyKit, environmentOfCopy } from "../support/lay-fork";
import { describeWithPulumi, RUN_MS } from "./harness";

interface Outcome {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** What of the new folder's own tests looks at names, settings files and papers. */
const OWN_TESTS = [
    "tests/docs/*.test.ts",
    ...["pulumi-new", "settings-files", "urns"].map((name) => `tests/environments/${name}.test.ts`),
];

describeWithPulumi("ring 2: pulumi new", function () {
    this.timeout(RUN_MS);
    let folder = "";
    let made = "";

    /** A program, without this machine's own Pulumi settings. */
    function run(program: string, args: readonly string[], cwd: string): Promise<Outcome> {
        const kept = Object.entries(environmentOfCopy()).filter(([name]) => !/^(PULUMI|AWS)_/.test(name));
        const env = {
            ...Object.fromEntries(kept),
            PULUMI_HOME: path.join(folder, "home"),
            PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "rehearsal",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
        return new Promise((resolve) => {
            execFile(program, args, { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) =>
                resolve({ code: error === null ? 0 : Number(error.code), out, err }),
            );
        });
    }

    const npm = (...args: readonly string[]) => run(process.execPath, ["tools/run.js", ...args], made);

    before(async () => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-new-"));
        made = path.join(folder, "other");
        const clone = path.join(folder, "clone");
        copyKit(clone);
        for (const name of ["state", "other"]) mkdirSync(path.join(folder, name));
        const pulumi = findPulumi(process.env) ?? assert.fail("no pulumi");
        const { code, err } = await run(
            pulumi,
            ["new", clone, "--name", "other", "--yes", "--generate-only"],
            made,
        );
        assert.equal(code, 0, err);
        // `npm ci` is the newcomer's: here the packages of this folder do.
        symlinkSync(path.join(ROOT, "node_modules"), path.join(made, "node_modules"));
        // Papers with what is planned: of the fork that was laid, not of this one.
        const written = await npm("reference");
        assert.equal(written.code, 0, written.err);
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    it("brings every file, calls the project as asked and leaves the template out", () => {
        const project = parse(readFileSync(path.join(made, "Pulumi.yaml"), "utf8")) as Record<
            string,
            unknown
        >;
        assert.equal(project["name"], "other");
        assert.equal(project["main"], "program.js");
        assert.equal("template" in project, false);
        assert.ok(existsSync(path.join(made, ".github/workflows/check.yml")));
        assert.ok(existsSync(path.join(made, ".gitignore")));
        assert.equal(existsSync(path.join(made, ".git")), false);
    });

    it("plans each environment, under its own cluster's name, and says what is left to fill in", async () => {
        for (const stack of listStacks(made)) {
            const { code, err, out } = await npm("plan", stack);
            assert.equal(code, 0, err);
            assert.match(out, /^other\n/);
            assert.match(out, new RegExp(`cluster name {2,}platform-${stack}\\n`));
            assert.match(
                out,
                new RegExp(`Left to fill in, in Pulumi\\.${stack}\\.yaml: .*\\n {2}- platform:account`),
            );
        }
    });

    it("passes its own tests of names, settings and papers", async () => {
        const { code, err, out } = await run(process.execPath, ["tools/test.js", ...OWN_TESTS], made);
        assert.equal(code, 0, out + err);
    });

    it("has no history: a review asks for git and then compares", async () => {
        const before = await npm("plan", "diff");
        assert.equal(before.code, 2);
        assert.match(before.err, /^error: no git repository here/);
        const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        for (const args of [
            ["init", "-b", "main", "."],
            ["add", "-A"],
            [...who, "commit", "-qm", "The kit"],
        ]) {
            const { code, err } = await run("git", args, made);
            assert.equal(code, 0, err);
        }
        const { code, err, out } = await npm("plan", "diff", "dev");
        assert.equal(code, 0, err);
        assert.match(out, /^Nothing changes in dev, against main/m);
    });
});
