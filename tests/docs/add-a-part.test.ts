/** docs/add-a-part.md, followed word for word in a copy of the repository. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const PAGE = readFileSync(path.join(ROOT, "docs", "add-a-part.md"), "utf8");
/** What a plan is made of. */
const COPIED = [
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "package.json",
    "package-lock.json",
    "program.js",
    "index.ts",
    "tsconfig.json",
];
const FOLDERS = ["bootstrap", "components", "stacks", "tools"];

interface Step {
    readonly kind: string;
    readonly argument: string;
    readonly text: string;
}

/** Every block with the comment above it that says what to do with it. */
const STEPS: readonly Step[] = [
    ...PAGE.matchAll(/<!-- (file|line|instead|shows):? ?(.*?) ?-->\n\n```\w+\n([\s\S]*?)```\n/g),
].map(([, kind = "", argument = "", text = ""]) => ({ kind, argument, text }));

describe("docs/add-a-part.md", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "add-a-part-"));
        for (const name of [...COPIED, ...FOLDERS]) {
            cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
        }
        symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const file = (name: string) => path.join(folder, name);

    function replace(name: string, from: string, to: string): void {
        const text = readFileSync(file(name), "utf8");
        assert.equal(text.split(from).length, 2, `${name} holds it once: ${from}`);
        writeFileSync(
            file(name),
            text.replace(from, () => to),
        );
    }

    function follow({ argument, kind, text }: Step): void {
        const [name = "", rest = ""] = argument.split(/ (?:after|of): /);
        if (kind === "file") {
            mkdirSync(path.dirname(file(name)), { recursive: true });
            writeFileSync(file(name), text);
        } else if (kind === "line") replace(name, rest, `${rest}\n${text.trimEnd()}`);
        else replace(name, rest, text.trimEnd());
    }

    it("leads to the plans it shows, without another edit", () => {
        assert.deepEqual(
            STEPS.map(({ kind }) => kind),
            ["file", "line", "line", "instead", "shows", "file", "instead", "line", "shows"],
        );
        for (const step of STEPS.filter(({ kind }) => kind !== "shows")) follow(step);
        const { status, stderr, stdout } = spawnSync(process.execPath, ["tools/run.js", "plan", "dev"], {
            cwd: folder,
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
        for (const { text } of STEPS.filter(({ kind }) => kind === "shows")) {
            assert.ok(stdout.includes(text.trimEnd()), `${text}\n${stdout}`);
        }
    });

    it("and refuses misspelt words of both, by place", () => {
        replace(
            "stacks/dev.ts",
            'alarms: { displayName: "platform dev" }',
            'alarms: { name: "platform dev" }',
        );
        replace("stacks/dev.ts", '"example-agent": {}', '"example-agents": {}');
        const { status, stderr } = spawnSync(process.execPath, ["tools/run.js", "plan", "dev"], {
            cwd: folder,
            encoding: "utf8",
        });
        assert.equal(status, 1);
        assert.match(stderr, /stacks\/dev\.ts › alarms\.name: not a part of a shape/);
        assert.match(
            stderr,
            /stacks\/dev\.ts › addons\.example-agents: not a part of a shape\. Did you mean "example-agent"\?/,
        );
    });
});
