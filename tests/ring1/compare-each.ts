/** Environments of a map, each run by the real Node runtime and recorded: both must tell the engine the same. */
import assert from "node:assert/strict";
import path from "node:path";

import { MODES } from "../../tools/plan/answers";
import { canonicalGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { compareRequests } from "../support/compare-requests";
import { abandonHosts, queueHost } from "../support/host-queue";
import { edgesOf } from "../support/record";

const IDENTITY = { project: "kit", stack: "dev", organization: "organization" } as const;

interface Environments {
    /** Folder of the program that builds them, beside the tests. */
    readonly folder: string;
    /** Setting of the stack by which the program is told which. */
    readonly key: string;
    readonly names: readonly string[];
    /** The same program, for the recorder. */
    readonly environment: () => Record<string, unknown>;
}

/** To be called where the tests are declared. */
export function compareEach(title: string, { environment, folder, key, names }: Environments): void {
    after(abandonHosts);

    describe(`ring 1, ${title}`, function () {
        // Waits for cold starts, about 3 s each on an idle machine.
        this.timeout(120_000);
        const host = {
            directory: path.resolve(__dirname, folder),
            main: "program.js",
            ...IDENTITY,
            secretKeys: [],
        };
        const runtime = { typescript: false };

        for (const name of names) {
            const config = { [key]: name };
            const recorded = (mode: (typeof MODES)[number]) =>
                recordProgram({ program: environment, ...IDENTITY, config, secretKeys: [], mode });
            const runs = new Map(
                MODES.map((mode) => [mode, queueHost({ ...host, config, runtime, mode })] as const),
            );

            for (const mode of MODES) {
                it(`${name}: the engine is told what the plan shows (${mode})`, async () => {
                    const run = await runs.get(mode);
                    assert.ok(run);
                    assert.deepEqual([run.stderr, run.log, run.problems, run.exitCode], ["", [], [], 0]);
                    const { graph, problems, requests } = await recorded(mode);
                    assert.deepEqual(problems, []);
                    const compared = compareRequests(requests, run.requests);
                    assert.deepEqual(compared.differences, []);
                    assert.ok(
                        compared.requests > graph.resources.length,
                        `only ${compared.requests} requests`,
                    );
                });
            }

            it(`${name}: the same resources and edges whether values are known or not, and nothing unknown`, async () => {
                const [known, unknown] = [await recorded("deterministic"), await recorded("unknown")];
                assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
                assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
            });
        }
    });
}
