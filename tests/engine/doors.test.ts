/** Ring 2: what the kit does not know, asked for in a shape: a chart with a secret value, objects from a file. */
import assert from "node:assert/strict";

import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { comparePreview } from "./preview-equals-plan";
import { planOf } from "./review-equals-preview";

const PROGRAM = require.resolve("./programs/dev-doors.ts");
/** What the sandbox gives for a secret of the environment's own. */
const SECRET = "sandbox-secret-of-grafanaPassword";

/** Without the components, and without what every dev environment has. */
const OURS = /^(chart|objects)-/;

describeWithPulumi("ring 2: doors", function () {
    this.timeout(RUN_MS);
    let bench: Bench;

    before(() => {
        bench = new Bench({
            stack: "dev",
            // As a fork's file has it: encrypted with a key that nobody has here.
            settings: [
                ["config:\n", "config:\n  grafanaPassword:\n    secure: AAABAJJoClfb0tPc4vs=\n"],
                ["config:\n  grafana", "secretsprovider: awskms://alias/none\nconfig:\n  grafana"],
            ],
        });
        bench.run(PROGRAM);
    });

    after(() => bench.close());

    it("previews what the plan shows, and no secret", async () => {
        const preview = await bench.preview();
        assert.equal(preview.code, 0, said(preview));
        const plan = await planOf(bench.workspace(), PROGRAM, "unknown");
        assert.deepEqual(comparePreview(plan, preview.planned), []);
        assert.doesNotMatch(said(preview), new RegExp(SECRET));
    });

    it("comes up in order, and the secret reaches the cluster", async () => {
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.doesNotMatch(said(run), new RegExp(SECRET));
        assert.deepEqual(
            run.changes
                .filter(({ name }) => OURS.test(name))
                .map(({ name }) => name)
                .sort(),
            [
                "chart-grafana-identity",
                "chart-grafana-release",
                "chart-grafana-role",
                "chart-grafana-role",
                "chart-podinfo-namespace",
                "chart-podinfo-release",
                "objects-dashboards-clusterrole-monitoring:reader",
                "objects-dashboards-configmap-monitoring-dashboards",
                "objects-dashboards-customresourcedefinition-dashboards.example.com",
                "objects-dashboards-dashboard-monitoring-home",
                "objects-dashboards-namespace-monitoring",
            ],
        );
        assertOneAfterAnother(run.changes, [
            "pool-general-node-pool",
            "objects-dashboards-namespace-monitoring",
            "objects-dashboards-dashboard-monitoring-home",
            "chart-grafana-release",
        ]);
        const release = bench.inventory.all().find(({ name }) => name === "chart-grafana-release");
        assert.match(JSON.stringify(release?.inputs), new RegExp(`"adminPassword":"?.*${SECRET}`));
    });

    it("then changes nothing, and keeps the secret encrypted", async () => {
        const preview = await bench.preview();
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
        const state = await bench.state();
        const inputs = state.resources?.find(({ urn }) => urn.endsWith("::chart-grafana-release"))?.inputs;
        assert.doesNotMatch(JSON.stringify(state), new RegExp(SECRET));
        assert.match(
            JSON.stringify(inputs?.["values"]),
            /"adminPassword":\{"4dabf18193072939515e22adb298388d"/,
        );
    });

    it("goes before the pools, and leaves nothing", async () => {
        const run = await bench.destroy();
        assert.equal(run.code, 0, said(run));
        assertOneAfterAnother(run.changes, [
            "chart-grafana-release",
            "objects-dashboards-dashboard-monitoring-home",
            "objects-dashboards-namespace-monitoring",
            "pool-general-node-pool",
        ]);
        assert.deepEqual(bench.inventory.all(), []);
    });
});

interface Timed {
    readonly name: string;
    readonly began: number;
    readonly ended?: number;
}

function assertOneAfterAnother(changes: readonly Timed[], names: readonly string[]): void {
    const calls = names.map((name) => changes.find((one) => one.name === name) ?? assert.fail(name));
    calls.slice(1).forEach((call, index) => {
        assert.ok((calls[index]?.ended ?? Infinity) <= call.began, `${call.name} began too early`);
    });
}
