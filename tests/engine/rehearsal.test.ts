/** Ring 2: docs/rehearsal.md, command by command, in a copy of the repository. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { copyKit, environmentOfCopy } from "../support/lay-fork";
import { fencesIn, patternOf } from "../support/runbooks";
import { describeWithPulumi, RUN_MS } from "./harness";

/** Commands, and what the page shows of what they print. */
function stepsOf(markdown: string): readonly { readonly commands: string; readonly shown: string }[] {
    const fences = fencesIn(markdown);
    return fences.flatMap(({ language, text }, index) => {
        const next = fences[index + 1];
        return language === "sh" && next?.language === "text" ? [{ commands: text, shown: next.text }] : [];
    });
}

describeWithPulumi("ring 2: docs/rehearsal.md", function () {
    this.timeout(2 * RUN_MS);

    const steps = stepsOf(readFileSync(path.join(ROOT, "docs", "rehearsal.md"), "utf8"));
    let folder = "";

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "ring2-rehearsal-"));
        copyKit(folder);
        symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    it("shows what commands print", () => {
        assert.equal(steps.length, 12);
    });

    for (const { commands, shown } of steps) {
        const [first = "", ...more] = commands.split(/(?<!\\)\n/);
        it(`${first}${more.length > 0 ? ` and ${more.length} more` : ""}: prints what the page shows`, async () => {
            assert.match(await print(commands, folder), patternOf(shown));
        });
    }
});

/** Both streams as they come. How a command ends is in what it prints. */
async function print(commands: string, cwd: string): Promise<string> {
    const child = spawn("bash", ["-c", `exec 2>&1\n${commands}`], {
        cwd,
        env: environmentOfCopy(),
        stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    await new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    return Buffer.concat(chunks).toString("utf8");
}
