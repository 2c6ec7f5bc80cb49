/** Ring 1 on programs that use every option: what the real Node runtime sends equals what is recorded in process. */
import assert from "node:assert/strict";
import { resolve } from "node:path";

import { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { MODES, type Mode } from "../../tools/plan/answers";
import { buildGraph, canonicalGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { compareRequests, fieldsOf, gettersOf, IGNORED_FIELDS } from "../support/compare-requests";
import { type HostRun, runInHost } from "../support/run-host";
import sample = require("./sample/index");

const IDENTITY = { project: "kit", stack: "dev", organization: "organization" } as const;
const CONFIG = { config: { "platform:region": "eu-west-1" }, secretKeys: [] } as const;

describe("ring 1, sample programs", function () {
    // Two cold starts at once; about 2 s on an idle machine.
    this.timeout(60_000);
    const runs = new Map<Mode, HostRun>();

    before(async () => {
        await Promise.all(
            MODES.map(async (mode) => {
                const directory = resolve(__dirname, "sample");
                const runtime = { tsconfig: "tsconfig.json" };
                runs.set(
                    mode,
                    await runInHost({ directory, main: "index.ts", runtime, ...IDENTITY, ...CONFIG, mode }),
                );
            }),
        );
    });

    for (const mode of MODES) {
        it(`are told to the engine as recorded (${mode})`, async () => {
            const host = runs.get(mode);
            assert.ok(host);
            assert.deepEqual([host.stderr, host.log, host.problems, host.exitCode], ["", [], [], 0]);
            const recorded = await recordProgram({ program: sample, ...IDENTITY, ...CONFIG, mode });
            assert.deepEqual(recorded.problems, []);
            const { differences, requests } = compareRequests(recorded.requests, host.requests);
            assert.deepEqual(differences, []);
            assert.ok(requests > recorded.graph.resources.length, `only ${requests} requests`);
            const graph = buildGraph(host.requests, { ...IDENTITY, secrets: [] });
            assert.equal(canonicalGraph(graph), canonicalGraph(recorded.graph));
        });
    }
});

describe("the comparison of requests", () => {
    it("looks at every field a message has", () => {
        for (const message of [new RegisterResourceRequest(), new RegisterResourceOutputsRequest()]) {
            const compared = [...fieldsOf(message).keys(), ...Object.keys(IGNORED_FIELDS)].map(normalised);
            const missing = gettersOf(message, "get").map((getter) => normalised(getter.slice("get".length)));
            assert.deepEqual(
                missing.filter((field) => !compared.includes(field)),
                [],
            );
        }
    });

    it("ignores only fields that exist", () => {
        const getters = gettersOf(new RegisterResourceRequest(), "get").map((getter) =>
            normalised(getter.slice("get".length)),
        );
        assert.deepEqual(
            Object.keys(IGNORED_FIELDS).filter((field) => !getters.includes(field)),
            [],
        );
    });

    it("names request, field and both values", () => {
        const [one, other] = [new RegisterResourceRequest(), new RegisterResourceRequest()];
        one.setProtect(false);
        const urn = "urn:pulumi:dev::kit::t::n";
        const left = [{ kind: "registerResource", urn, request: one }] as const;
        const right = [{ kind: "registerResource", urn, request: other }] as const;
        const { differences } = compareRequests(left, right);
        assert.deepEqual(differences, [
            `registerResource ${urn} #1 › protect: false is not undefined`,
            `registerResource ${urn} #1 › hasProtect: true is not false`,
        ]);
        assert.deepEqual(compareRequests(left, []).differences, [`registerResource ${urn} #1: only left`]);
    });
});

function normalised(field: string): string {
    return field.toLowerCase();
}
