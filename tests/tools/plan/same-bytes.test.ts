/** A plan is the same bytes on every machine: whoever runs it, wherever, whatever their shell says. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { FORK, ROOT } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { OTHER_SHELL } from "../../support/environment-variables";
import { plan, runNode } from "../../support/run-plan";

const STACKS = listStacks(FORK);
/** Every report of every environment. */
const COMMANDS = STACKS.flatMap((stack) => [
    [stack, "--json"],
    [stack, "--resources", "--today", "2026-11-24"],
]);

/** All commands in one process, which imports the SDKs once. */
const SCRIPT = `
    require(${JSON.stringify(path.join(ROOT, "tools/load.js"))});
    const { main } = require(${JSON.stringify(path.join(ROOT, "tools/plan/cli.ts"))});
    (async () => {
        for (const command of ${JSON.stringify(COMMANDS)}) await main(command);
    })();
`;

describe("a plan", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "same-bytes-"));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("has the same bytes in another shell, home, time zone, language and folder", async () => {
        const env = { ...OTHER_SHELL, HOME: folder, KUBECONFIG: path.join(folder, "none") };
        const there = runNode(["-e", SCRIPT], { env, cwd: folder });
        let here = "";
        for (const command of COMMANDS) here += (await plan(command)).out;
        assert.deepEqual(await there, { code: 0, out: here, err: "" });
        assert.equal(here.match(/^\{/gm)?.length, STACKS.length);
    });
});
