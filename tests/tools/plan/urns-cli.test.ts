import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

import { main } from "../../../tools/plan/urns-cli";
import { FORK, ROOT } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { keptTerminal } from "../../support/terminal";

const { name: OWN_PROJECT } = parse(readFileSync(path.join(FORK, "Pulumi.yaml"), "utf8")) as {
    readonly name: string;
};
const ALIEN = "urn:pulumi:dev::project::platform:stacks:Platform$aws:s3/bucket:Bucket::gone";

describe("npm run urns", () => {
    let lists = "";
    before(() => {
        lists = mkdtempSync(path.join(tmpdir(), "urns-"));
    });
    after(() => rmSync(lists, { recursive: true }));

    async function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
        const { terminal, text } = keptTerminal();
        return { code: await main(args, terminal, lists), ...text };
    }

    it("accepts what there is, which is then as committed", async () => {
        const file = path.join(lists, "dev.txt");
        const shown = path.relative(ROOT, file);
        const outcome = await run("accept", "dev");
        const accepted = readFileSync(file, "utf8");
        const count = accepted.trim().split("\n").length;
        assert.deepEqual(outcome, { code: 0, out: `${shown}: ${count} added, 0 removed\n`, err: "" });
        const equal = { code: 0, out: `dev: ${count} URNs, as committed\n`, err: "" };
        assert.deepEqual(await run("dev"), equal);

        // One resource went, another came: refused until it is accepted.
        const [first = "", ...others] = accepted.trim().split("\n");
        writeFileSync(file, `${[...others, ALIEN].join("\n")}\n`);
        const different = await run("dev");
        assert.deepEqual({ code: different.code, out: different.out }, { code: 1, out: "" });
        const [gone, came] = [ALIEN, first].map((urn) => urn.replace("::project::", `::${OWN_PROJECT}::`));
        assert.ok(different.err.includes(`Gone:\n    ${gone}\nNew:\n    ${came}\n`), different.err);
        assert.equal((await run("accept", "dev")).out, `${shown}: 1 added, 1 removed\n`);
        assert.deepEqual(await run("dev"), equal);
    });

    it("knows environments alone", async () => {
        assert.deepEqual(await run("accept", "dve"), {
            code: 2,
            out: "",
            err: `error: no environment "dve". Did you mean "dev"? Known: ${listStacks(FORK).join(", ")}.\n`,
        });
        assert.equal((await run("--frobnicate")).code, 2);
    });
});
