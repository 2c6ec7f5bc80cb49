/** Ring 5: every environment on a whole control plane of its own, real but for AWS. */
import assert from "node:assert/strict";

import { buildHelm } from "../../tools/charts/helm";
import { type Rehearsal, start } from "../../tools/cluster/rehearsal";
import { buildPrograms } from "../../tools/cluster/start";
import { inputOf } from "../../tools/fit/fit";
import { componentsOf, readEnvironment } from "../../tools/parity/environment";
import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { forcedNodes, nodesOfKarpenter } from "./floor";
import { describeWithGo, report } from "./with-go";

/** A first build on a slow machine with others on it; a rehearsal, the same. */
const BUILD_MS = 60 * 60_000;
const REHEARSAL_MS = 10 * 60_000;

describeWithGo("an environment on a whole control plane", function () {
    this.timeout(REHEARSAL_MS);
    let rehearsal: Rehearsal | undefined;

    before("build", async function () {
        this.timeout(BUILD_MS);
        await buildPrograms(report);
        await buildHelm(report);
    });

    afterEach("stop", async () => {
        await rehearsal?.stop();
        rehearsal = undefined;
    });

    for (const stack of listStacks(ROOT)) {
        it(`${stack}: everything is installed, and every pod runs`, async () => {
            const environment = await readEnvironment(stack);
            assert.ok(!("problems" in environment));
            rehearsal = await start({ environment: inputOf(environment), report: () => undefined });
            await rehearsal.nodes("desired");
            const steps = await rehearsal.install();
            assert.deepEqual(
                steps
                    .filter(({ by }) => /^(refused|Helm refused)/.test(by))
                    .map(({ by, name }) => `${name}: ${by}`),
                [],
            );
            const { isQuiet, pods, short } = await rehearsal.settled();
            assert.deepEqual(short, []);
            assert.deepEqual(
                pods.flatMap(({ name, namespace, pending }) =>
                    pending === undefined ? [] : [`${namespace}/${name}: ${pending}`],
                ),
                [],
            );
            assert.ok(isQuiet, rehearsal.cluster.logs());
            const made = await nodesOfKarpenter(rehearsal.client);
            assert.deepEqual(made, forcedNodes(componentsOf(environment), environment.graph));
            report(`${stack}: ${pods.length} pods run, Karpenter made ${made.join(", ") || "no node"}`);
        });
    }
});
