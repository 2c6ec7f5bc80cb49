/** Planning another commit, in small repositories of their own. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { planBase } from "../../../tools/review/base";
import { findBase } from "../../../tools/review/git";

/** Stands in for the kit's own command: prints a plan, or what the stack's file says. */
const RUN = `
const fs = require("fs");
const [, , command, stack, flag] = process.argv;
const said = fs.readFileSync("Pulumi." + stack + ".yaml", "utf8").trim();
if (said === "refused") {
    console.error("Pulumi." + stack + ".yaml › platform:region: missing.\\n\\n1 problem; nothing was planned.");
    process.exit(1);
}
if (said === "text") console.log("not JSON");
else if (said === "old") console.log(JSON.stringify({ schemaVersion: 0, resources: [] }));
else console.log(JSON.stringify({ schemaVersion: 1, resources: [], outputs: { said, command, flag, modules: fs.existsSync("node_modules") } }));
`;

describe("the base", () => {
    let root = "";
    const git = (...args: readonly string[]): string =>
        execFileSync(
            "git",
            ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
            {
                cwd: root,
                encoding: "utf8",
                stdio: ["ignore", "pipe", "ignore"],
            },
        ).trim();
    const commit = (files: Readonly<Record<string, string>>): string => {
        for (const [file, text] of Object.entries(files)) {
            mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
            writeFileSync(path.join(root, file), text);
        }
        git("add", "-A");
        git("commit", "-q", "-m", "change");
        return git("rev-parse", "HEAD");
    };

    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "review-base-test-"));
        git("init", "-q", "-b", "main");
    });

    afterEach(() => {
        // Nothing of the worktree is left, in the repository or beside it.
        assert.equal(git("worktree", "list").split("\n").length, 1);
        rmSync(root, { recursive: true, force: true });
    });

    it("is planned by its own code, each stack that it has", async () => {
        const base = commit({ "tools/run.js": RUN, "Pulumi.dev.yaml": "one", "Pulumi.old.yaml": "gone" });
        commit({ "tools/run.js": "process.exit(9)", "Pulumi.dev.yaml": "two", "Pulumi.new.yaml": "three" });
        const planned = await planBase({ directory: root, commit: base, stacks: ["dev", "new"] });
        assert.ok("plans" in planned);
        assert.deepEqual(planned.stacks, ["dev", "old"]);
        assert.deepEqual([...planned.plans.keys()], ["dev"]);
        const outputs = { said: "one", command: "plan", flag: "--json", modules: false };
        assert.deepEqual(planned.plans.get("dev"), { graph: { schemaVersion: 1, resources: [], outputs } });
        assert.equal(existsSync(path.join(root, "Pulumi.new.yaml")), true);
    });

    it("is planned in one process where its kit can do that", async () => {
        const one = { schemaVersion: 1, resources: [], outputs: { stack: "one" } };
        const plans = { dev: { graph: one }, live: { reasons: ["refused"] }, old: { graph: {} } };
        const run = `
const [, , command, ...stacks] = process.argv;
if (command !== "graphs" || stacks.join() !== "dev,live,old,none") process.exit(9);
console.log(JSON.stringify({ schemaVersion: 1, plans: ${JSON.stringify(plans)} }));`;
        const files = Object.fromEntries(["dev", "live", "old", "none"].map((s) => [`Pulumi.${s}.yaml`, s]));
        const plansAt = async (at: string): Promise<unknown> => {
            const stacks = ["dev", "live", "old", "none"];
            const planned = await planBase({ directory: root, commit: at, stacks });
            return "plans" in planned ? Object.fromEntries(planned.plans) : planned;
        };
        const known = { ...files, "tools/plan/graphs-cli.ts": "// there" };
        const otherForm = { reasons: ["its plan has another form than this kit's"] };
        assert.deepEqual(await plansAt(commit({ ...known, "tools/run.js": run })), {
            dev: { graph: one },
            live: { reasons: ["refused"] },
            old: otherForm,
            none: otherForm,
        });
        const broken = commit({ "tools/run.js": "console.error('no such file'); process.exit(1);" });
        const failed = { reasons: ["no such file"] };
        assert.deepEqual(await plansAt(broken), { dev: failed, live: failed, old: failed, none: failed });
        const newer = commit({ "tools/run.js": "console.log('{ \"schemaVersion\": 2 }');" });
        assert.deepEqual(await plansAt(newer), {
            dev: otherForm,
            live: otherForm,
            old: otherForm,
            none: otherForm,
        });
    });

    it("shares the dependencies when the lock files agree, and leaves them where they are", async () => {
        writeFileSync(path.join(root, ".gitignore"), "node_modules/\n");
        const lock = { "package-lock.json": "{}" };
        const base = commit({ "tools/run.js": RUN, "Pulumi.dev.yaml": "one", ...lock });
        mkdirSync(path.join(root, "node_modules/a"), { recursive: true });
        const said: string[] = [];
        const options = {
            directory: root,
            commit: base,
            stacks: ["dev"],
            progress: (text: string) => said.push(text),
        };
        const modules = async (): Promise<unknown> => {
            const planned = await planBase(options);
            const plan = "plans" in planned ? planned.plans.get("dev") : undefined;
            assert.ok(plan !== undefined && "graph" in plan);
            return (plan.graph.outputs as { readonly modules: boolean }).modules;
        };
        assert.equal(await modules(), true);
        assert.deepEqual([said, readdirSync(path.join(root, "node_modules"))], [[], ["a"]]);
        commit({ "package-lock.json": '{ "other": 1 }' });
        assert.equal(await modules(), false);
        assert.equal(said.length, 1);
        assert.deepEqual(readdirSync(path.join(root, "node_modules")), ["a"]);
    });

    it("says why it has no plan", async () => {
        const withoutCode = commit({ "Pulumi.dev.yaml": "one" });
        const withCode = commit({
            "tools/run.js": RUN,
            "Pulumi.dev.yaml": "refused",
            "Pulumi.old.yaml": "old",
            "Pulumi.text.yaml": "text",
        });
        const reasons = async (at: string, ...stacks: readonly string[]): Promise<unknown> => {
            const planned = await planBase({ directory: root, commit: at, stacks });
            return "plans" in planned ? [...planned.plans.values()] : planned;
        };
        assert.deepEqual(await reasons(withoutCode, "dev"), [{ reasons: ["its code has no npm run plan"] }]);
        assert.deepEqual(await reasons(withCode, "dev", "old", "text"), [
            { reasons: ["Pulumi.dev.yaml › platform:region: missing.", "1 problem; nothing was planned."] },
            { reasons: ["its plan has another form than this kit's"] },
            { reasons: ["its plan is no JSON"] },
        ]);
    });

    it("runs no hook of the repository", async () => {
        const base = commit({ "tools/run.js": RUN, "Pulumi.dev.yaml": "one" });
        const hook = path.join(root, ".git/hooks/post-checkout");
        mkdirSync(path.dirname(hook), { recursive: true });
        writeFileSync(hook, `#!/bin/sh\ntouch "${root}/hooked"\n`, { mode: 0o755 });
        assert.ok("plans" in (await planBase({ directory: root, commit: base, stacks: ["dev"] })));
        assert.equal(existsSync(path.join(root, "hooked")), false);
    });

    it("is where the branch left main, unless a commit is given", async () => {
        const fork = commit({ a: "1" });
        git("switch", "-q", "-c", "topic");
        const topic = commit({ a: "2" });
        git("switch", "-q", "main");
        commit({ b: "1" });
        git("switch", "-q", "topic");
        assert.deepEqual(await findBase(root, undefined), {
            commit: fork,
            label: `main (${fork.slice(0, 7)})`,
        });
        assert.deepEqual(await findBase(root, "HEAD"), {
            commit: topic,
            label: `HEAD (${topic.slice(0, 7)})`,
        });
        assert.deepEqual(await findBase(root, fork.slice(0, 10)), { commit: fork, label: fork.slice(0, 7) });
    });

    it("is missed with what to do about it", async () => {
        commit({ a: "1" });
        assert.deepEqual(await findBase(root, "nowhere"), {
            problem:
                'no commit "nowhere" here. Give --base a branch, a tag or a commit; fetch it first if it is elsewhere.',
        });
        assert.deepEqual(await findBase(root, "--all"), {
            problem:
                'no commit "--all" here. Give --base a branch, a tag or a commit; fetch it first if it is elsewhere.',
        });
        git("branch", "-m", "main", "trunk");
        assert.deepEqual(await findBase(root, undefined), {
            problem:
                "no main branch here (origin/HEAD, origin/main, main, origin/master, master). Give --base a branch, a tag or a commit.",
        });
        git("checkout", "-q", "--orphan", "main");
        commit({ c: "1" });
        git("switch", "-q", "trunk");
        assert.deepEqual(await findBase(root, undefined), {
            problem:
                "this branch and main share no commit here. Fetch their history (git fetch --unshallow), or give --base.",
        });
    });

    it("cannot be found outside a repository", async () => {
        const outside = mkdtempSync(path.join(tmpdir(), "review-no-git-"));
        cpSync(path.join(root, ".git/HEAD"), path.join(outside, "file"));
        const found = await findBase(outside, undefined);
        rmSync(outside, { recursive: true });
        assert.deepEqual(found, {
            problem:
                "no git repository here, so nothing to compare with: pulumi new brings no history. Run git init and commit; what you change from then on is compared with that.",
        });
    });
});
