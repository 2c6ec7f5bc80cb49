/** Ring 1 on an environment of each kind of network: what the real Node runtime sends equals what is recorded. */
import assert from "node:assert/strict";
import { resolve } from "node:path";

import { MODES } from "../../tools/plan/answers";
import { canonicalGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { compareRequests } from "../support/compare-requests";
import { abandonHosts, queueHost } from "../support/host-queue";
import { NETWORKS } from "../support/networks";
import { edgesOf } from "../support/record";
import { environment } from "./networks/environment";

const IDENTITY = { project: "kit", stack: "dev", organization: "organization" } as const;

after(abandonHosts);

describe("ring 1, kinds of network", function () {
    // Waits for cold starts, about 3 s each on an idle machine.
    this.timeout(120_000);
    const host = {
        directory: resolve(__dirname, "networks"),
        main: "program.js",
        ...IDENTITY,
        secretKeys: [],
    };
    const runtime = { typescript: false };

    for (const kind of Object.keys(NETWORKS)) {
        const config = { "kit:network": kind };
        const recorded = (mode: (typeof MODES)[number]) =>
            recordProgram({ program: environment, ...IDENTITY, config, secretKeys: [], mode });
        const runs = new Map(
            MODES.map((mode) => [mode, queueHost({ ...host, config, runtime, mode })] as const),
        );

        for (const mode of MODES) {
            it(`${kind}: the engine is told what the plan shows (${mode})`, async () => {
                const run = await runs.get(mode);
                assert.ok(run);
                assert.deepEqual([run.stderr, run.log, run.problems, run.exitCode], ["", [], [], 0]);
                const { graph, problems, requests } = await recorded(mode);
                assert.deepEqual(problems, []);
                const compared = compareRequests(requests, run.requests);
                assert.deepEqual(compared.differences, []);
                assert.ok(compared.requests > graph.resources.length, `only ${compared.requests} requests`);
            });
        }

        it(`${kind}: the same resources and edges whether values are known or not, and nothing unknown`, async () => {
            const [known, unknown] = [await recorded("deterministic"), await recorded("unknown")];
            assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
            assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
        });
    }
});
