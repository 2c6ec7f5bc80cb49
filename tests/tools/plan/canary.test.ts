/** Secrets show nowhere: neither one of the settings file nor one a program makes, whatever is asked for. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { MODES } from "../../../tools/plan/answers";
import { canonicalGraph } from "../../../tools/plan/graph";
import { renderPlan } from "../../../tools/plan/report";
import { OTHER_SHELL } from "../../support/environment-variables";
import { CANARY, program } from "../../support/program";
import { record } from "../../support/record";
import { plan, runPlan } from "../../support/run-plan";
import { FILLED } from "../../support/settings";

const REPORTS = [[], ["--json"], ["--unknown"], ["--json", "--unknown"], ["--resources"]] as const;

describe("a canary secret", () => {
    let folder = "";
    /** Keys of other programs, which a settings file may hold encrypted. */
    let foreign = "";
    /** Settings of the kit, which must not be. */
    let own = "";

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "canary-"));
        foreign = settings("foreign.yaml", "config:\n", [
            `encryptionsalt: v1:${CANARY}`,
            `config:`,
            `  other:token: { secure: ${CANARY} }`,
            `  other:list: [{ secure: ${CANARY} }, plain]`,
            "",
        ]);
        own = settings("own.yaml", `  platform:account: "210987654321"\n`, [
            `  platform:account: { secure: ${CANARY} }`,
            `  platform:password: { secure: ${CANARY} }`,
            "",
        ]);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** The filled settings with some text replaced. */
    function settings(name: string, from: string, to: readonly string[]): string {
        const text = readFileSync(FILLED, "utf8");
        assert.ok(text.includes(from));
        const file = path.join(folder, name);
        writeFileSync(
            file,
            text.replace(from, () => to.join("\n")),
        );
        return file;
    }

    for (const report of REPORTS) {
        const what = report.length === 0 ? "the plain report" : report.join(" ");

        it(`rule 33: under another namespace is a notice, and not in ${what}`, async () => {
            const { code, err, out } = await plan(["--config", foreign, ...report]);
            assert.deepEqual({ code, err }, { code: 0, err: "" });
            assert.doesNotMatch(out, new RegExp(CANARY));
            if (report.some((option) => option === "--json")) return;
            const notices = ["other:list", "other:token"].map(
                (key) => `${foreign} holds ${key} encrypted: it cannot be resolved offline`,
            );
            const shown = out.split("\nNotices\n")[1]?.split("\n") ?? [];
            assert.deepEqual(shown.slice(0, 2), notices.map(item));
        });

        it(`rule 33: among the kit's settings is refused by key, also for ${what}`, async () => {
            const refusal = (key: string): string =>
                `${own} › platform:${key}: settings hold no secrets, and the plan without credentials could not read one. Write it in plain: pulumi config set --plaintext platform:${key} <value>.`;
            assert.deepEqual(await plan(["--config", own, ...report]), {
                code: 1,
                out: "",
                err: [refusal("account"), refusal("password"), "2 problems; nothing was planned.", ""].join(
                    "\n",
                ),
            });
        });
    }

    it("rule 33: is in no file that a process leaves behind, which says what is said here", async () => {
        const home = path.join(folder, "home");
        mkdirSync(home);
        const surroundings = { cwd: home, env: { ...OTHER_SHELL, HOME: home, TMPDIR: home } };
        const command = ["--config", foreign, "--json"];
        assert.deepEqual(await runPlan(command, surroundings), await plan(command));
        const left = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) =>
            entry.isFile(),
        );
        const telling = left.filter((entry) =>
            readFileSync(path.join(entry.parentPath, entry.name), "utf8").includes(CANARY),
        );
        assert.deepEqual(telling, []);
    });

    for (const mode of MODES) {
        it(`rule 33: that a program makes is in no report (${mode})`, async () => {
            const { graph, problems } = await record(program, { mode });
            const options = { today: "2026-11-24", file: "Pulumi.dev.yaml" };
            const texts = [
                ...problems,
                canonicalGraph(graph),
                renderPlan(graph, options),
                renderPlan(graph, { ...options, resources: true, unknown: mode === "unknown" }),
            ];
            for (const text of texts) assert.doesNotMatch(text, new RegExp(CANARY));
            assert.match(canonicalGraph(graph), /"token":\{"\$secret":true\}/);
        });
    }
});

function item(text: string): string {
    return text === "" ? "" : `  - ${text}`;
}
