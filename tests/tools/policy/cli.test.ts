/** `npm run plan -- controls`: what it prints in each form, and what it ends with. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Log } from "sarif";

import { controlsCommand } from "../../../tools/policy/cli";
import { CONTROLS_JSON } from "../../../tools/policy/schema";
import { plan } from "../../support/run-plan";
import { keptTerminal } from "../../support/terminal";

/** A control of a fork's own that dev breaks and the others hold. */
const OWN = `exports.CONTROLS = [{
    id: "ACME-1", title: "Three zones", severity: "high", means: "networks have three zones", why: "Two are few.",
    remedy: "List three zones", decidedBy: ["platform:zones"],
    judge: (planned) => [{
        verdict: planned.graph.environment === "dev" ? "broken" : "held",
        urn: planned.ofType("platform:network:Vpc")[0].urn, path: "zones", what: "are two",
    }],
}];`;

const EXEMPTION = `
  - control: ACME-1
    component: network
    environments: [dev]
    reason: Two zones are enough to develop in.
    owner: platform-team
    expires: 2027-06-30
`;
const DAY = ["--today", "2027-06-30"];

describe("npm run plan -- controls", function () {
    this.timeout(120_000);
    let directory = "";

    beforeEach(() => {
        directory = mkdtempSync(path.join(tmpdir(), "controls-"));
        mkdirSync(path.join(directory, "policies"));
        writeFileSync(path.join(directory, "policies", "acme.policy.ts"), OWN);
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    function exempt(...entries: readonly string[]): void {
        writeFileSync(path.join(directory, "control-exemptions.yaml"), `exemptions:${entries.join("")}`);
    }

    async function controls(...args: readonly string[]) {
        const { terminal, text } = keptTerminal();
        let code: number | undefined;
        await controlsCommand(terminal, (given) => (code = given), directory).parseAsync(args, {
            from: "user",
        });
        return { code, ...text };
    }

    it("ends with 3 where one fails, and says what to change", async () => {
        const { code, err, out } = await controls("dev", ...DAY);
        assert.deepEqual([code, err], [3, ""]);
        assert.match(out, /^dev, level dev: of \d+ controls, 1 failed, \d+ hold, \d+ not applicable\n/);
        assert.match(
            out,
            /\n✗ ACME-1 Three zones \(high\): networks have three zones\n {2}- network › zones: are two\n {4}Two are few\.\n {4}List three zones\.\n$/,
        );
    });

    it("ends with 0 where all hold or are exempt, on the last day as well", async () => {
        exempt(EXEMPTION);
        const { code, err, out } = await controls("dev", "staging", ...DAY);
        assert.deepEqual([code, err], [0, ""]);
        assert.match(out, /\nExempt\n/);
        assert.match(
            out,
            /│ ACME-1 +│ network +│ Two zones are enough to develop in\. +│ platform-team +│ 2027-06-30 │/,
        );
        assert.match(out, /\nstaging, level staging: of \d+ controls, \d+ hold, \d+ not applicable\n/);
    });

    it("ends with 3 the day after, and says so beside what fails again", async () => {
        exempt(EXEMPTION);
        const { code, out } = await controls("dev", "--today", "2027-07-01");
        assert.equal(code, 3);
        assert.match(out, /✗ ACME-1/);
        assert.match(
            out,
            /\ncontrol-exemptions\.yaml › exemptions\[0\]: expired on 2027-06-30 \(got "ACME-1 of network in dev"\)\. Remove it; if it is still right, say so again with a new day\.\n$/,
        );
    });

    it("ends with 3 for one that nothing needs, although every control holds", async () => {
        exempt(EXEMPTION.replace("[dev]", "[staging]"));
        const { code, out } = await controls("staging", ...DAY);
        assert.equal(code, 3);
        assert.doesNotMatch(out, /✗/);
        assert.match(
            out,
            /\ncontrol-exemptions\.yaml › exemptions\[0\]: unused: staging holds this control there/,
        );
        // Of an environment that nobody asked about nothing is known.
        assert.equal((await controls("production", ...DAY)).code, 0);
    });

    it("ends with 1 for faults of the file and of a fork's controls at once; with 2 for wrong words", async () => {
        exempt(EXEMPTION.replace("platform-team", '""'));
        writeFileSync(path.join(directory, "policies", "other.policy.ts"), "exports.CONTROLS = 5;");
        const refused = await controls("dev", ...DAY);
        assert.deepEqual([refused.code, refused.out], [1, ""]);
        assert.match(
            refused.err,
            /^policies\/other\.policy\.ts: exports no list.*\ncontrol-exemptions\.yaml › exemptions\[0\]\.owner: nobody/,
        );
        for (const wrong of [["nobody"], ["dev", "--format", "xml"], ["dev", "--today", "2027-02-30"]]) {
            const { code, err, out } = await plan(["controls", ...wrong]);
            assert.deepEqual([code, out], [2, ""], wrong.join(" "));
            assert.match(err, /^error: /);
        }
    });

    it("lists what holds with --all, and rows of benchmarks with --map", async () => {
        const all = (await controls("dev", "--all", ...DAY)).out;
        assert.match(all, /\nHeld\n/);
        assert.match(all, /│ control +│ what holds +│ by +│ rows +│/);
        assert.match(
            all,
            /│ C08 +│ access entries are the only way in: no aws-auth +│ cluster-control-plane of cluster › accessConfig\.authenticationMode =(?: "API")? +│/,
        );
        assert.doesNotMatch((await controls("dev", ...DAY)).out, /\nHeld\n/);
        const { code, out } = await controls("dev", "--map", ...DAY);
        assert.equal(code, 3);
        assert.match(out, /\nCIS Amazon Elastic Kubernetes Service Benchmark v1\.8\.0: \d+ met, /);
        assert.match(out, /│ 5\.3\.1 .*│ not asked +│ C06, from staging on +│/);
    });

    it("answers a question with --about: what speaks of its words, of the map as well", async () => {
        const { code, out } = await controls("dev", "--about", "Secrets", ...DAY);
        assert.equal(code, 0);
        assert.match(out, /^dev, level dev: of \d controls, /);
        assert.match(out, /\nHeld\n[^]*│ C25 +│ no secret in user data +│[^]*\nNot applicable\n/);
        assert.match(out, /│ C06 +│.*│ asked from level staging on; this environment has dev +│/);
        assert.doesNotMatch(out, /C08|ACME-1/);
        const map = (await controls("dev", "--map", "--about", "secrets", ...DAY)).out;
        assert.match(map, /│ 5\.3\.1 .*│ not asked +│ C06, from staging on +│/);
        assert.doesNotMatch(map, /│ 3\.1\.1 /);
        for (const [question, ids] of [
            ["Who may reach the API?", ["C01", "C02", "C03"]],
            ["are secrets encrypted", ["C06"]],
        ] as const) {
            const answer = (await controls("production", "--about", question, "--json", ...DAY)).out;
            const { environments } = CONTROLS_JSON.parse(JSON.parse(answer));
            assert.deepEqual(environments[0]?.controls.map(({ id }) => id).sort(), ids, question);
        }
        const none = await controls("dev", "--about", "unicorns", ...DAY);
        assert.deepEqual(
            [none.code, none.out, none.err],
            [
                2,
                "",
                'error: no control and no row of a benchmark speaks of "unicorns". Say fewer words, or leave --about out.\n',
            ],
        );
    });

    it("has one document in each format, whatever it ends with", async () => {
        const of = async (...args: readonly string[]) => (await controls("dev", ...args, ...DAY)).out;
        assert.match(await of("--format", "text"), /^dev, level dev: /);
        assert.match(await of("--format", "markdown"), /^### dev, level dev: /);
        assert.equal(await of("--markdown"), await of("--format", "markdown"));
        const json = await of("--format", "json");
        assert.equal(await of("--json"), json);
        assert.equal(CONTROLS_JSON.parse(JSON.parse(json)).environments[0]?.counts.failed, 1);
        const log = JSON.parse(await of("--format", "sarif")) as Log;
        const [result] = log.runs[0]?.results ?? [];
        const place = result?.locations?.[0]?.physicalLocation;
        assert.deepEqual([result?.ruleId, place?.artifactLocation?.uri], ["ACME-1", "Pulumi.dev.yaml"]);
        const oscal = JSON.parse(await of("--format", "oscal")) as Readonly<Record<string, unknown>>;
        assert.deepEqual(Object.keys(oscal), ["assessment-results"]);
    });
});
