/** Ring 2: the policy pack on the real engine says what the plan says. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { judge, type Judgement } from "../../tools/policy/judge";
import { allControls } from "../../tools/policy/own";
import { POLICY } from "../fixtures/fork/stacks/own/policy";
import { copyKit } from "../support/lay-fork";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";

const PACK = ["--policy-pack", path.join(ROOT, "policy")] as const;

/** What `npm run plan -- controls --unknown` would say of the bench's environment. */
async function judgedByPlan(bench: Bench): Promise<Judgement> {
    const { directory, stack } = bench.workspace();
    const result = await planStack({ directory, stack, mode: "unknown" });
    assert.ok("graph" in result);
    const all = allControls(directory);
    assert.ok("controls" in all);
    const asked = { ...all, entries: [], exemptions: [] };
    return judge([result.graph], asked, { policy: POLICY, stacks: [stack], today: "2027-01-01" });
}

function idsOf({ reports }: Judgement, wanted: string): readonly string[] {
    const results = reports.flatMap((report) => report.results);
    return results.filter(({ outcome }) => outcome === wanted).map(({ control }) => control.id);
}

/** Policies that the engine says it refuses for. */
function refusedIn({ stdout }: Run): readonly string[] {
    return [...stdout.matchAll(/^ +- \[mandatory\] (?: *\[severity: \w+\] )? *(\S+) /gm)].map(
        ([, id = ""]) => id,
    );
}

/** A fork's own files beside the kit's, where its pack finds them. */
class ForkOfPack {
    public readonly folder = mkdtempSync(path.join(tmpdir(), "pack-"));

    public constructor() {
        copyKit(this.folder);
        symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
    }

    public write(name: string, text: string): void {
        const file = path.join(this.folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
    }

    public async preview(bench: Bench): Promise<Run> {
        const pack = ["--policy-pack", path.join(this.folder, "policy")];
        return bench.pulumi(["preview", ...pack], { env: { KIT_TESTS_FORK: this.folder, NODE_OPTIONS: "" } });
    }

    public close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** The control of one's own that docs/controls.md shows. */
function controlOfPage(): string {
    const page = readFileSync(path.join(ROOT, "docs/controls.md"), "utf8");
    return /^```ts\n([^]*?)^```/m.exec(page)?.[1] ?? assert.fail("no control on the page");
}

const EXEMPTION = `exemptions:
  - control: ACME-1
    component: cluster
    environments: [dev]
    reason: The name is older than the handbook.
    owner: platform-team
    expires: 2999-12-31
`;

describeWithPulumi("ring 2: the policy pack of a fork", function () {
    this.timeout(2 * RUN_MS);
    let fork: ForkOfPack;
    let bench: Bench;

    before(() => {
        fork = new ForkOfPack();
        bench = new Bench({ stack: "dev" });
        bench.run(fork.folder);
    });

    after(() => {
        bench.close();
        fork.close();
    });

    /** What it says is wrong, and that it began nothing. */
    async function refusedFor(): Promise<readonly string[]> {
        const run = await fork.preview(bench);
        const told = said(run);
        assert.notEqual(run.code, 0, told);
        assert.deepEqual([run.changes, bench.made()], [[], []]);
        assert.doesNotMatch(told, /^ +at .*\.[jt]s:\d+/m);
        const [, diagnostics = ""] = run.stdout.split("\nDiagnostics:\n");
        return [...diagnostics.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = ""]) => line);
    }

    const OF_EXEMPTIONS = [
        "control-exemptions.yaml › exemptions[0].reason: missing. Say in a sentence why it is right.",
        "control-exemptions.yaml › exemptions[0].owner: missing. Name the team or person who answers for it.",
        "control-exemptions.yaml › exemptions[0].expires: missing. Write the last day it counts as YYYY-MM-DD.",
    ];

    it("says everything that is wrong with its exemptions and its own controls, and begins nothing", async () => {
        fork.write(
            "control-exemptions.yaml",
            "exemptions:\n  - { control: C43, component: keys, environments: [dev] }\n",
        );
        assert.deepEqual(await refusedFor(), OF_EXEMPTIONS);
        fork.write("policies/names.policy.ts", controlOfPage().replace('"ACME-1"', '"C01"'));
        assert.deepEqual(await refusedFor(), [
            'policies/names.policy.ts › CONTROLS[0].id: no id of your own (got "C01"). Write letters, a dash and a number: ACME-1.',
            ...OF_EXEMPTIONS,
        ]);
    });

    it("refuses by a control of its own, as the plan does, and lets off what its file exempts", async () => {
        fork.write("control-exemptions.yaml", "exemptions: []\n");
        fork.write("policies/names.policy.ts", controlOfPage());
        const refused = await fork.preview(bench);
        assert.notEqual(refused.code, 0);
        assert.deepEqual(refusedIn(refused), ["ACME-1"]);
        assert.match(
            refused.stdout,
            /name: has another name\. Alarms name the cluster alone\. Set platform:clusterName to acme-<environment>\./,
        );
        fork.write("control-exemptions.yaml", EXEMPTION);
        const exempt = await fork.preview(bench);
        assert.deepEqual([exempt.code, refusedIn(exempt)], [0, []], said(exempt));
    });
});

describeWithPulumi("ring 2: the policy pack", function () {
    this.timeout(2 * RUN_MS);

    const benches: Bench[] = [];
    function benchOf(program?: string): Bench {
        const bench = new Bench({ stack: "dev" });
        if (program !== undefined) bench.run(path.join(ROOT, "tests/engine/programs", program));
        benches.push(bench);
        return bench;
    }

    after(() => benches.forEach((bench) => bench.close()));

    it("lets pass what the plan lets pass, and leaves undecided what the plan does", async () => {
        const bench = benchOf();
        const run = await bench.pulumi(["preview", ...PACK]);
        assert.equal(run.code, 0, said(run));
        const byPlan = await judgedByPlan(bench);
        assert.deepEqual(idsOf(byPlan, "failed"), []);
        assert.deepEqual(refusedIn(run), []);
        const open = /Not decided before the update: (.*)\. npm run/.exec(run.stdout)?.[1] ?? "";
        assert.deepEqual(open.split(", "), idsOf(byPlan, "unknown"));
    });

    it("is asked of all that is there when some of it is left out, and takes that for neither", async () => {
        const run = await benchOf().pulumi(["preview", ...PACK, "--exclude", "**kubernetes:**"]);
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(refusedIn(run), []);
    });

    it("refuses what comes past settings and shape before anything is made, and says what to change", async () => {
        const bench = benchOf("dev-open.ts");
        const run = await bench.pulumi(["up", "--yes", ...PACK]);
        assert.notEqual(run.code, 0);
        assert.deepEqual(run.changes, []);
        assert.deepEqual(bench.made(), []);
        assert.deepEqual(refusedIn(run), ["C02"]);
        assert.match(
            run.stdout,
            /\[severity: critical\] +C02 +\(aws:eks\/cluster:Cluster: cluster-control-plane\)/,
        );
        assert.match(
            run.stdout,
            /cluster-control-plane of cluster › vpcConfig\.publicAccessCidrs: answers everybody\. .* List your own networks in platform:apiAccess\.cidrs, or make it kind: private\./,
        );
    });
});
