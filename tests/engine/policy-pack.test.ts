/** Ring 2: the policy pack on the real engine says what the plan says. */
import assert from "node:assert/strict";
import path from "node:path";

import { planStack } from "../../tools/plan/plan-stack";
import { ROOT } from "../../tools/plan/root";
import { judge, type Judgement } from "../../tools/policy/judge";
import { allControls } from "../../tools/policy/own";
import { POLICY } from "../fixtures/fork/stacks/own/policy";
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
