import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { version } from "../../../package.json";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { widthOf, wantsColour } from "../../../tools/plan/terminal";
import { plan, runPlan } from "../../support/run-plan";
import { FILLED, ROOT } from "../../support/settings";
import { keptTerminal } from "../../support/terminal";

describe("npm run plan", () => {
    let folder = "";

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "plan-test-"));
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    /** A settings file made from the filled one by replacing text. */
    function settings(name: string, ...changes: readonly (readonly [string, string])[]): string {
        const file = path.join(folder, name);
        const text = changes.reduce(
            (all, [from, to]) => {
                assert.ok(all.includes(from), `the filled settings have no ${from}`);
                return all.replace(from, to);
            },
            readFileSync(FILLED, "utf8"),
        );
        writeFileSync(file, text);
        return file;
    }

    it("plans dev when no environment is named", async () => {
        const { code, out, err } = await plan([]);
        assert.deepEqual({ code, err }, { code: 0, err: "" });
        assert.match(out, /^\S+\n {2}Environment {2}dev\n/);
    });

    it("shows head and decisions, and names what is left to fill in", async () => {
        const left = settings("left.yaml", ["198.18.7.0/24", "203.0.113.0/24"]);
        const { code, out, err } = await plan(["dev", "--config", left, "--today", "2026-11-24"]);
        assert.deepEqual({ code, err }, { code: 0, err: "" });
        assert.match(out, /^\S+\n {2}Environment {2}dev\n {2}Region {7}us-east-1\n/);
        assert.match(
            out,
            /\n {2}Kubernetes {3}1\.36, 251 days of standard support left \(until 2027-08-02\)\n/,
        );
        assert.match(
            out,
            /\n├─ network {2}platform:network:Vpc {2}\d+ resources\n│ {5}cidr {17}10\.0\.0\.0\/16\n/,
        );
        assert.match(
            out,
            /\nLeft to fill in, in .*left\.yaml: documentation values, which pulumi up refuses\n {2}- platform:apiAccess\.cidrs\[0\]\n/,
        );
    });

    it("--config reads another file, whose placeholders are filled in", async () => {
        const { code, out } = await plan(["dev", "--config", FILLED]);
        assert.equal(code, 0);
        assert.doesNotMatch(out, /Left to fill in/);
    });

    it("--resources lists every resource of the graph under its component", async () => {
        const { out } = await plan(["--resources"]);
        const graph = JSON.parse((await plan(["--json"])).out) as PlannedGraph;
        for (const { name, type } of graph.resources) {
            if (type !== "pulumi:pulumi:Stack")
                assert.ok(out.includes(`─ ${name}  ${type}`) || out.includes(`\n${name}  ${type}`), name);
        }
    });

    it("--json prints the canonical graph and nothing else, known values or not", async () => {
        const known = await plan(["--json"]);
        const unknown = await plan(["--json", "--unknown"]);
        const urns = [known, unknown].map(({ out }) => {
            const graph = JSON.parse(out) as PlannedGraph;
            return graph.resources.map(({ urn }) => urn);
        });
        assert.deepEqual(urns[0], urns[1]);
        assert.notEqual(known.out, unknown.out);
        assert.equal(known.out.indexOf("\n"), known.out.length - 1);
        assert.equal(known.err + unknown.err, "");
    });

    it("names every problem of a refused file, one a line, and nothing else", async () => {
        const file = settings(
            "bad.yaml",
            ["us-east-1a", "eu-west-1a"],
            ["platform:vpcCidr:", "platform:vpcCdir:"],
        );
        const { code, out, err } = await plan(["--config", file]);
        assert.deepEqual({ code, out }, { code: 1, out: "" });
        assert.deepEqual(err.split("\n"), [
            `${file} › platform:vpcCidr: missing. Add it: platform:vpcCidr: 10.0.0.0/16.`,
            `${file} › platform:vpcCdir: unknown key "vpcCdir". Did you mean "vpcCidr"? If not, remove it.`,
            `${file} › platform:zones.a: not an Availability Zone of us-east-1 (got "eu-west-1a"). Write one such as us-east-1a.`,
            "3 problems; nothing was planned.",
            "",
        ]);
    });

    it("exits with 1 as a process too, without a stack trace", async () => {
        const file = settings("one.yaml", ["platform:region: us-east-1", "platform:region: moon-1"]);
        copyFileSync(file, path.join(folder, "relative.yaml"));
        const { code, out, err } = await runPlan(["--config", "relative.yaml"], { env: {}, cwd: folder });
        assert.deepEqual({ code, out }, { code: 1, out: "" });
        assert.match(err, /^relative\.yaml › platform:region: .+ \(got "moon-1"\)\. .+\.\n/);
        assert.doesNotMatch(err, /\n {4}at /);
    });

    it("takes the file of --config from where npm was called", async () => {
        const file = settings("caller.yaml");
        const env = { npm_lifecycle_event: "plan", INIT_CWD: path.dirname(file) };
        assert.equal((await plan(["--config", "caller.yaml"], { env })).code, 0);
        assert.equal((await plan(["--config", "caller.yaml"])).code, 2);
    });

    const misuses: readonly (readonly [string, readonly string[], RegExp])[] = [
        [
            "an unknown environment",
            ["dve"],
            /^error: no environment "dve": there is no Pulumi\.dve\.yaml\. Did you mean "dev"\? Known: dev/,
        ],
        ["an unknown option", ["--jsno"], /^error: unknown option '--jsno'\n\(Did you mean --json\?\)\n/],
        ["two environments", ["dev", "dev"], /^error: too many arguments/],
        [
            "a day that does not exist",
            ["--today", "2026-02-30"],
            /Write a day of the calendar as YYYY-MM-DD\./,
        ],
        [
            "a settings file that does not exist",
            ["--config", "none.yaml"],
            /^error: no file none\.yaml\. Give --config the path of a settings file\.\n$/,
        ],
        [
            "a directory as settings file",
            ["--config", ROOT],
            new RegExp(`^error: ${ROOT} is a directory\\. Give --config the path of a settings file\\.\n$`),
        ],
    ];
    for (const [what, args, message] of misuses) {
        it(`exits with 2 for ${what}`, async () => {
            const { code, out, err } = await plan(args);
            assert.deepEqual({ code, out }, { code: 2, out: "" });
            assert.match(err, message);
        });
    }

    it("prints help and version", async () => {
        const help = await plan(["--help"]);
        assert.deepEqual([help.code, help.err], [0, ""]);
        assert.match(help.out, /^Usage: npm run plan -- \[options\] \[environment\]\n/);
        for (const option of ["--resources", "--json", "--unknown", "--config <file>", "--today <date>"]) {
            assert.ok(help.out.includes(`  ${option} `), option);
        }
        assert.deepEqual(await plan(["--version"]), { code: 0, out: `${version}\n`, err: "" });
    });

    for (const command of ["diff", "parity", "materials"]) {
        it(`${command} words its help like every command`, async () => {
            const { code, out } = await plan([command, "--help"]);
            assert.equal(code, 0);
            assert.match(out, /^Usage: [^\n]*\n\n(Shows|Lists) /);
            assert.match(out, / -h, --help +print this help\n/);
        });
    }

    it("fits a narrow terminal, in colour unless NO_COLOR is set", async () => {
        const narrow = { outIsTerminal: true, columns: 40 };
        const coloured = await plan([], narrow);
        assert.match(coloured.out, /\u001b\[/);
        const plain = await plan(["--resources"], { ...narrow, env: { NO_COLOR: "1" } });
        assert.doesNotMatch(plain.out, /\u001b/);
        assert.deepEqual(
            plain.out.split("\n").filter((line) => line.length > 40),
            [],
        );
    });
});

describe("the terminal", () => {
    const { terminal } = keptTerminal();

    it("is wrapped at its own width; a pipe only at COLUMNS", () => {
        assert.equal(widthOf({ ...terminal, outIsTerminal: true, columns: 57 }), 57);
        assert.equal(widthOf({ ...terminal, outIsTerminal: true }), 80);
        assert.equal(widthOf({ ...terminal, outIsTerminal: true, columns: 0 }), 80);
        assert.equal(widthOf(terminal), Infinity);
        assert.equal(widthOf({ ...terminal, env: { COLUMNS: "40" } }), 40);
        assert.equal(widthOf({ ...terminal, env: { COLUMNS: "wide" } }), Infinity);
    });

    it("has colours on a terminal, when forced, and never with NO_COLOR", () => {
        const shown = { ...terminal, outIsTerminal: true };
        assert.equal(wantsColour(terminal), false);
        assert.equal(wantsColour(shown), true);
        assert.equal(wantsColour({ ...shown, env: { TERM: "dumb" } }), false);
        assert.equal(wantsColour({ ...shown, env: { NO_COLOR: "1" } }), false);
        assert.equal(wantsColour({ ...shown, env: { NO_COLOR: "" } }), true);
        assert.equal(wantsColour({ ...terminal, env: { FORCE_COLOR: "1" } }), true);
        assert.equal(wantsColour({ ...shown, env: { FORCE_COLOR: "0" } }), false);
        assert.equal(wantsColour({ ...terminal, env: { FORCE_COLOR: "1", NO_COLOR: "1" } }), false);
    });
});
