import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";

import { main } from "../../../tools/doctor/cli";
import { checkSettings } from "../../../tools/doctor/doctor";
import { isBlocked, renderSections } from "../../../tools/doctor/findings";
import { FORK } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { ROOT } from "../../support/settings";
import { keptTerminal } from "../../support/terminal";

/** A machine that has everything. */
const HEALTHY: Recorded = {
    programs: {
        "npm --version": "11.19.1",
        "pulumi version": "v99.0.0",
        "aws --version": "aws-cli/2.31.4 Python/3.13.7",
        "aws sts": JSON.stringify({ Account: "210987654321", Arn: "arn:aws:iam::210987654321:user/ada" }),
        "kubectl version": "gitVersion: v1.36.0",
        "git --version": "git version 2.39.5",
    },
};

async function doctor(args: readonly string[], recorded: Recorded = HEALTHY) {
    const { terminal, text } = keptTerminal();
    const code = await main(args, terminal, fakeProbe(recorded));
    return { code, ...text };
}

describe("npm run doctor", () => {
    it("lists what it found, each remedy below its finding, and counts", () => {
        const sections = [
            {
                title: "This machine",
                findings: [
                    { level: "ok", about: "Node", what: "20.20.2" },
                    { level: "blocks", about: "AWS CLI", what: "not found", remedy: "install it\nand then" },
                ],
            },
            {
                title: "Environment dev",
                findings: [{ level: "unknown", about: "API server", what: "silent" }],
            },
        ] as const;
        assert.equal(
            renderSections(sections),
            [
                "This machine",
                "  ok       Node        20.20.2",
                "  blocks   AWS CLI     not found",
                "                       → install it",
                "                       → and then",
                "",
                "Environment dev",
                "  unknown  API server  silent",
                "",
                "1 finding blocks pulumi up; 0 to note, 1 unknown.",
                "",
            ].join("\n"),
        );
        assert.equal(isBlocked(sections), true);
        assert.equal(isBlocked(sections.slice(1)), false);
        assert.match(
            renderSections(sections.slice(1)),
            /\nNothing blocks pulumi up, as far as can be seen from here; 0 to note, 1 unknown\.\n$/,
        );
    });

    it("ends with 1 for what blocks, and only for that", async () => {
        const { pulumi: _, ...programs } = { pulumi: "", ...HEALTHY.programs };
        const fit = await doctor([], { programs: { ...programs, "pulumi version": "v3.999.0" } });
        assert.deepEqual({ code: fit.code, err: fit.err }, { code: 0, err: "" });
        assert.match(fit.out, /^This machine\n {2}ok {7}Node /);
        assert.match(fit.out, /\n {2}unknown {2}plugin aws {9}pulumi plugin ls gave no list\n/);
        assert.match(
            fit.out,
            /\nNothing blocks pulumi up, as far as can be seen from here; 0 to note, 2 unknown\.\n$/,
        );
        const offline = failed("Could not connect to the endpoint URL");
        const cut = await doctor([], {
            programs: { ...programs, "pulumi version": "v3.999.0", "aws sts": offline },
        });
        assert.equal(cut.code, 0);
        assert.equal((await doctor([])).code, 1);
    });

    it("looks at an environment's settings, credentials and API server", async () => {
        const { code, out } = await doctor(["dev"]);
        // A healthy machine: what blocks, if anything, is that dev is not filled in, or not for these credentials.
        assert.ok(code === 0 || code === 1);
        assert.match(out, /\n\nEnvironment dev \(Pulumi\.dev\.yaml\)\n {2}(blocks {3}|ok {7})settings /);
        assert.match(out, / credentials {8}arn:aws:iam::210987654321:user\/ada/);
        assert.match(out, /\n {2}unknown {2}API server /);
    });

    it("prints what a deployment logs in to, and nothing else", async () => {
        // Nothing of the committed environments comes from a registry of an account.
        assert.deepEqual(await doctor(["dev", "--logins"]), { code: 0, out: "", err: "" });
        const nobody = await doctor(["--logins"]);
        assert.deepEqual([nobody.code, nobody.err], [2, "error: --logins is about an environment\n"]);
    });

    it("names each faulty setting", () => {
        const environment = { stack: "dev", file: "Pulumi.dev.yaml", placeholders: [], valid: {} };
        assert.deepEqual(
            checkSettings({ ...environment, problems: ["Pulumi.dev.yaml › a: bad. Mend it."] }),
            [
                {
                    level: "blocks",
                    about: "settings",
                    what: "Pulumi.dev.yaml › a: bad. Mend it",
                    remedy: "npm run plan -- dev",
                },
            ],
        );
        const left = {
            ...environment,
            problems: [],
            placeholders: ["platform:account", "platform:admins[0]"],
        };
        assert.deepEqual(checkSettings(left), [
            {
                level: "blocks",
                about: "settings",
                what: "still hold documentation values, which pulumi refuses: platform:account, platform:admins[0]",
                remedy: "edit Pulumi.dev.yaml",
            },
        ]);
        assert.deepEqual(checkSettings({ ...environment, problems: [] }), [
            { level: "ok", about: "settings", what: "each is well formed and filled in" },
        ]);
    });

    it("refuses an environment that is none, and an option it does not know", async () => {
        assert.deepEqual(await doctor(["devv"]), {
            code: 2,
            out: "",
            err: `error: no environment "devv": there is no Pulumi.devv.yaml. Did you mean "dev"? Known: ${listStacks(FORK).join(", ")}.\n`,
        });
        const { code, err } = await doctor(["--fix"]);
        assert.equal(code, 2);
        assert.equal(err, "error: unknown option '--fix'\n(npm run doctor -- --help lists the options)\n");
        const help = await doctor(["--help"]);
        assert.equal(help.code, 0);
        assert.match(help.out, /^Usage: npm run doctor -- \[options\] \[environment\]\n/);
    });

    it("runs on this machine, whatever it has", async function () {
        this.timeout(120_000);
        const command = [path.join(ROOT, "tools/run.js"), "doctor", "dev"];
        const { code, out, err } = await new Promise<{ code: number; out: string; err: string }>(
            (resolve) => {
                execFile(process.execPath, command, (error, stdout, stderr) =>
                    resolve({ code: error === null ? 0 : Number(error.code), out: stdout, err: stderr }),
                );
            },
        );
        // The placeholders of the committed file block, on every machine.
        assert.deepEqual({ code, err }, { code: 1, err: "" });
        const titles = out.split("\n").filter((line) => /^(This|Environment)/.test(line));
        assert.deepEqual(titles, ["This machine", "Environment dev (Pulumi.dev.yaml)"]);
        const levels = [...out.matchAll(/^ {2}(\w+) /gm)].map(([, level]) => level);
        assert.ok(levels.every((level) => ["ok", "note", "unknown", "blocks"].includes(level ?? "")));
        assert.match(out, new RegExp(` ok {7}Node {15}${process.versions.node.replaceAll(".", "\\.")}\n`));
    });
});
