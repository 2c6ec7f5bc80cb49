/** Plans of a base that are kept, in a small repository whose command counts how often it runs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { KEPT_PLANS, planBaseOnce } from "../../../tools/review/kept-plans";

describe("the plans of a base", () => {
    let root = "";
    let commit = "";

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "kept-plans-test-"));
        const log = JSON.stringify(path.join(root, "runs"));
        mkdirSync(path.join(root, "tools"));
        writeFileSync(
            path.join(root, "tools/run.js"),
            `const [, , , stack] = process.argv;
            require("fs").appendFileSync(${log}, stack + "\\n");
            if (stack === "refused") { console.error("refused"); process.exit(1); }
            console.log(JSON.stringify({ schemaVersion: 1, resources: [], outputs: { stack } }));`,
        );
        for (const stack of ["dev", "live", "refused"])
            writeFileSync(path.join(root, `Pulumi.${stack}.yaml`), "");
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "base");
        commit = git("rev-parse", "HEAD");
    });

    afterEach(() => rmSync(root, { recursive: true, force: true }));

    function git(...args: readonly string[]): string {
        return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
    }

    /** What came of it, and the stacks that were planned for it. */
    async function planned(...stacks: readonly string[]): Promise<unknown> {
        rmSync(path.join(root, "runs"), { force: true });
        const result = await planBaseOnce({ directory: root, commit, stacks });
        const runs = existsSync(path.join(root, "runs"))
            ? readFileSync(path.join(root, "runs"), "utf8").trim().split("\n")
            : [];
        assert.ok("plans" in result);
        return { stacks: result.stacks, plans: Object.fromEntries(result.plans), runs: runs.sort() };
    }

    const ALL = ["dev", "live", "refused"];
    const graphOf = (stack: string) => ({
        graph: { schemaVersion: 1, resources: [], outputs: { stack } },
    });

    it("are made once, a stack at a time, and are the same when read again", async () => {
        const dev = { dev: graphOf("dev") };
        assert.deepEqual(await planned("dev"), { stacks: ALL, plans: dev, runs: ["dev"] });
        const both = { ...dev, live: graphOf("live") };
        assert.deepEqual(await planned("dev", "live"), { stacks: ALL, plans: both, runs: ["live"] });
        assert.deepEqual(await planned("live", "dev", "none"), { stacks: ALL, plans: both, runs: [] });
    });

    it("are not kept where a stack was refused", async () => {
        const refused = { stacks: ALL, plans: { refused: { reasons: ["refused"] } }, runs: ["refused"] };
        assert.deepEqual(await planned("refused"), refused);
        assert.deepEqual(await planned("refused"), refused);
    });

    it("are made anew for other packages, without the folder, and when the file cannot be read", async () => {
        const again = { stacks: ALL, plans: { dev: graphOf("dev") }, runs: ["dev"] };
        await planned("dev");
        writeFileSync(path.join(root, "package-lock.json"), "{}");
        assert.deepEqual(await planned("dev"), again);
        rmSync(path.join(root, "node_modules"), { recursive: true });
        assert.deepEqual(await planned("dev"), again);
        const [file = ""] = readdirSync(path.join(root, KEPT_PLANS));
        const kept = path.join(root, KEPT_PLANS, file);
        for (const text of ['{ "stacks": ', "null", "{}", '{ "stacks": ["dev"], "graphs": { "dev": {} } }']) {
            writeFileSync(kept, text);
            assert.deepEqual(await planned("dev"), again, text);
        }
    });

    it("are those of the files, whichever commit they stand in", async () => {
        const same = { stacks: ALL, plans: { dev: graphOf("dev") } };
        await planned("dev");
        git("-c", "user.name=u", "-c", "user.email=u@example.com", "commit", "-q", "--amend", "-m", "again");
        commit = git("rev-parse", "HEAD");
        assert.deepEqual(await planned("dev"), { ...same, runs: [] });
        writeFileSync(path.join(root, "Pulumi.dev.yaml"), "another");
        git("-c", "user.name=u", "-c", "user.email=u@example.com", "commit", "-q", "-a", "-m", "change");
        commit = git("rev-parse", "HEAD");
        assert.deepEqual(await planned("dev"), { ...same, runs: ["dev"] });
    });

    it("fill ten files and no more", async () => {
        mkdirSync(path.join(root, KEPT_PLANS), { recursive: true });
        for (let i = 0; i < 12; i++) writeFileSync(path.join(root, KEPT_PLANS, `${i}.json`), "{}");
        await planned("dev");
        const files = readdirSync(path.join(root, KEPT_PLANS));
        assert.equal(files.length, 10);
        assert.ok(files.some((file) => file.startsWith(git("rev-parse", "HEAD^{tree}"))));
    });
});
