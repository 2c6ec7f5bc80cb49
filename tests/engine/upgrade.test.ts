/** Ring 2: the list of `plan -- upgrade`, followed from one minor to the next on each environment. */
import assert from "node:assert/strict";

import { planDeclared, readDeclared } from "../../tools/parity/environment";
import { type Edit, editText } from "../../tools/upgrade/edit";
import { type UpgradeReport, upgradeOf } from "../../tools/upgrade/upgrade";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

const [OLD, NEW] = ["1.35", "1.36"] as const;
const TODAY = "2026-11-29";

/** As the environment is declared on a minor. */
async function reportOn(stack: string, minor: string): Promise<UpgradeReport> {
    const read = readDeclared(stack);
    if ("problems" in read) throw new Error(read.problems.join("\n"));
    const { project } = read;
    const declared = { ...read.declared, settings: { ...read.declared.settings, kubernetesVersion: minor } };
    const graph = await planDeclared(declared, { project, stack });
    if (graph === undefined) throw new Error(`${stack} is refused on ${minor}`);
    const environment = { stack, project, declared, graph };
    return upgradeOf(environment, { kind: "kubernetes", minor: NEW }, { today: TODAY });
}

/** Settings are what the bench edits; the environments have nothing else to change on this way. */
function settingsEdit({ from = "", in: where, path, to = "" }: Edit): readonly [from: string, to: string] {
    assert.equal(where, "settings", path.join("."));
    return [`"${from}"`, `"${to}"`];
}

describeWithPulumi("ring 2: an upgrade, as its list says", function () {
    this.timeout(2 * RUN_MS);
    let bench: Bench | undefined;

    afterEach(() => bench?.close());

    for (const stack of ["dev", "staging", "production"]) {
        it(`${stack}: each pull request changes what was reckoned, replaces nothing, and the list is done`, async () => {
            const insideVpc = stack === "production";
            bench = new Bench({ stack, settings: [[`"${NEW}"`, `"${OLD}"`]] });
            const first = await bench.up({ insideVpc });
            assert.equal(first.code, 0, said(first));
            const report = await reportOn(stack, OLD);
            assert.equal(report.verdict, "ready");
            for (const { edits, estimate, title } of report.steps.filter((step) => step.edits.length > 0)) {
                bench.configure(...edits.map(settingsEdit));
                const run = await bench.up({ insideVpc });
                assert.equal(run.code, 0, said(run));
                const done = (method: string) => run.changes.filter((call) => call.method === method);
                assert.deepEqual(
                    {
                        title,
                        update: done("update").length,
                        made: done("create")
                            .map(({ name }) => name)
                            .sort(),
                        deleted: done("delete").map(({ name }) => name),
                        left: run.left,
                        notes: run.notes,
                    },
                    {
                        title,
                        update: estimate?.changes.update,
                        made: estimate?.made,
                        deleted: estimate?.lost,
                        left: [],
                        notes: [],
                    },
                    edits.map(editText).join("\n"),
                );
            }
            const after = await bench.preview({ insideVpc });
            assert.deepEqual([after.code, after.planned.filter(({ op }) => op !== "same")], [0, []]);
            const { steps, verdict } = await reportOn(stack, NEW);
            assert.deepEqual([verdict, steps.filter(({ when }) => when !== "after")], ["there", []]);
        });
    }
});
