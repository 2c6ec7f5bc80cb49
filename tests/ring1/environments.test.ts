/**
 * Ring 1: the kit's own program, started as Pulumi's Node language host starts it, tells the engine exactly
 * what the offline plan records. Raw requests are compared, every field of them.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import program = require("../../index");
import { MODES, type Mode } from "../../tools/plan/answers";
import { canonicalGraph } from "../../tools/plan/graph";
import { type Recording, recordProgram } from "../../tools/plan/recorder";
import { readStackFile, type StackConfig } from "../../tools/plan/stack-file";
import { compareRequests } from "../support/compare-requests";
import { edgesOf } from "../support/record";
import { type HostRun, runInHost, type RuntimeOptions } from "../support/run-host";

const ROOT = resolve(__dirname, "../..");
const ORGANIZATION = "organization";

/** Stack → its settings file without placeholders. */
const FILLED = { dev: "tests/fixtures/Pulumi.filled.yaml" } as const;

describe("ring 1", function () {
    // Two cold starts at once; about 2 s on an idle machine.
    this.timeout(60_000);

    for (const [stack, configFile] of Object.entries(FILLED)) {
        const settings = settingsOf(stack, configFile);
        const runs = new Map<Mode, HostRun>();

        before(async () => {
            await Promise.all(
                MODES.map(async (mode) => {
                    const host = { ...projectOf(ROOT), ...settings, organization: ORGANIZATION, mode };
                    runs.set(mode, await runInHost(host));
                }),
            );
        });

        for (const mode of MODES) {
            it(`${stack}: the engine is told what the plan shows (${mode})`, async () => {
                const host = runs.get(mode);
                assert.ok(host);
                assert.deepEqual([host.stderr, host.log, host.problems, host.exitCode], ["", [], [], 0]);
                const recorded = await recordEnvironment(settings, mode);
                assert.deepEqual(recorded.problems, []);
                const { differences, requests } = compareRequests(recorded.requests, host.requests);
                assert.deepEqual(differences, []);
                assert.ok(requests > recorded.graph.resources.length, `only ${requests} requests`);
            });
        }

        it(`${stack}: has the same resources and edges in both modes`, async () => {
            const [known, unknown] = [
                await recordEnvironment(settings, "deterministic"),
                await recordEnvironment(settings, "unknown"),
            ];
            assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
            assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
        });
    }
});

async function recordEnvironment(settings: StackConfig, mode: Mode): Promise<Recording> {
    return recordProgram({ program: () => program(), ...settings, organization: ORGANIZATION, mode });
}

function settingsOf(stack: string, configFile: string): StackConfig {
    const read = readStackFile({ directory: ROOT, stack, configFile: join(ROOT, configFile) });
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    return read.stackConfig;
}

interface ProjectFile {
    readonly main: string;
    readonly runtime: { readonly options: RuntimeOptions };
}

/** What the language host takes from Pulumi.yaml. */
function projectOf(directory: string): {
    readonly directory: string;
    readonly main: string;
    readonly runtime: RuntimeOptions;
} {
    const file = parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8")) as ProjectFile;
    return { directory, main: file.main, runtime: file.runtime.options };
}
