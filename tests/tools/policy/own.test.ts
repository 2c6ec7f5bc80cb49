/** Controls of a fork's own: read with the kit's contract, refused with every fault. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { CATALOGUE } from "../../../tools/policy/catalogue";
import { allControls } from "../../../tools/policy/own";

const GOOD = `{ id: "ACME-1", title: "t", severity: "low", means: "m", why: "w", remedy: "r", decidedBy: [], judge: () => [] }`;

describe("controls of a fork's own", () => {
    let directory = "";

    beforeEach(() => {
        directory = mkdtempSync(path.join(tmpdir(), "policies-"));
        mkdirSync(path.join(directory, "policies"));
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    function write(name: string, text: string): void {
        writeFileSync(path.join(directory, "policies", name), text);
    }

    it("stand behind the kit's", () => {
        write("acme.policy.ts", `exports.CONTROLS = [${GOOD}];`);
        write("helper.ts", "throw new Error('not read');");
        const all = allControls(directory);
        assert.ok("controls" in all);
        assert.deepEqual(
            all.controls.map(({ id }) => id),
            [...CATALOGUE.filter(({ of }) => of !== "kit").map(({ id }) => id), "ACME-1"],
        );
    });

    it("may be none", () => {
        const all = allControls(path.join(directory, "policies"));
        assert.ok("controls" in all && all.controls.every(({ id }) => /^[CR]\d+$/.test(id)));
    });

    it("are refused with every fault of every file", () => {
        write(
            "a.policy.ts",
            `exports.CONTROLS = [${GOOD}, { id: "C01", severity: "bad", means: "m", why: "w", remedy: "r" }];`,
        );
        write("b.policy.ts", "exports.OTHERS = [];");
        write("c.policy.ts", `exports.CONTROLS = [${GOOD}];`);
        assert.deepEqual(allControls(directory), {
            problems: [
                'policies/a.policy.ts › CONTROLS[1].id: no id of your own (got "C01"). Write letters, a dash and a number: ACME-1.',
                "policies/a.policy.ts › CONTROLS[1].title: missing. Say it in a sentence.",
                "policies/a.policy.ts › CONTROLS[1].severity: none. Known: critical, high, medium, low.",
                "policies/a.policy.ts › CONTROLS[1].decidedBy: not a list. Name places of settings or shape, or write [].",
                "policies/a.policy.ts › CONTROLS[1].judge: no function. Write (planned) => each(…).",
                "policies/b.policy.ts: exports no list. Export CONTROLS, a list of controls.",
                "policies/c.policy.ts: ACME-1 is in policies/a.policy.ts already. Give it another number.",
            ],
        });
    });
});
