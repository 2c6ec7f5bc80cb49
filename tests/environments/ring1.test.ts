/**
 * Ring 1: the kit's own program, started as Pulumi's Node language host starts it, tells the engine exactly
 * what the offline plan records. Raw requests are compared, every field of them.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { MODES, type Mode } from "../../tools/plan/answers";
import { canonicalGraph } from "../../tools/plan/graph";
import type { Recording } from "../../tools/plan/recorder";
import { ROOT } from "../../tools/plan/root";
import { listStacks, type StackConfig } from "../../tools/plan/stack-file";
import { compareRequests } from "../support/compare-requests";
import { filledStack } from "../support/filled";
import { abandonHosts, queueHost } from "../support/host-queue";
import { edgesOf } from "../support/record";
import { ORGANIZATION, recordEnvironment } from "../support/record-environment";
import type { RuntimeOptions } from "../support/run-host";

after(abandonHosts);

describe("ring 1", function () {
    // Waits for cold starts, about 3 s each on an idle machine.
    this.timeout(120_000);

    for (const stack of listStacks(ROOT)) describe(stack, () => compareStack(filledStack(stack), MODES));
    for (const stack of listStacks(ROOT).slice(0, 1)) {
        describe(`${stack} with every other setting`, () => {
            compareStack(filledStack(stack, withEveryOtherSetting), ["deterministic"]);
        });
    }
});

/** What an environment may leave off: protection, a role to assume, a private API behind a proxy. */
function withEveryOtherSetting(settings: string): string {
    const { config } = parse(settings) as { readonly config: Readonly<Record<string, unknown>> };
    return JSON.stringify({
        config: {
            ...config,
            "platform:protection": true,
            "platform:assumeRoleArn": config["platform:deployRoleArn"],
            "platform:apiAccess": {
                kind: "private",
                reach: "proxy",
                proxyUrl: "http://proxy.sandbox.invalid:3128",
            },
        },
    });
}

function compareStack(settings: StackConfig, modes: readonly Mode[]): void {
    const project = { ...projectOf(ROOT), organization: ORGANIZATION };
    const runs = new Map(modes.map((mode) => [mode, queueHost({ ...project, ...settings, mode })] as const));

    /** One a mode: the tests below look at the same ones. */
    const recordings = new Map<Mode, Recording>();
    async function recording(mode: Mode): Promise<Recording> {
        const recorded = recordings.get(mode) ?? (await recordEnvironment(settings, mode));
        recordings.set(mode, recorded);
        return recorded;
    }

    for (const mode of modes) {
        it(`the engine is told what the plan shows (${mode})`, async () => {
            const host = await runs.get(mode);
            assert.ok(host);
            assert.deepEqual([host.stderr, host.log, host.problems, host.exitCode], ["", [], [], 0]);
            const recorded = await recording(mode);
            assert.deepEqual(recorded.problems, []);
            const { differences, requests } = compareRequests(recorded.requests, host.requests);
            assert.deepEqual(differences, []);
            assert.ok(requests > recorded.graph.resources.length, `only ${requests} requests`);
        });
    }

    it("rule 46: has the same resources and edges whether values are known or not", async () => {
        const [known, unknown] = [await recording("deterministic"), await recording("unknown")];
        assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
        assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
    });
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
