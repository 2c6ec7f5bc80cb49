/** Ring 1 on programs that use every option: what the real Node runtime sends equals what is recorded in process. */
import assert from "node:assert/strict";
import { resolve } from "node:path";

import { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { objectOf } from "../../tools/facts/build";
import { MODES } from "../../tools/plan/answers";
import { buildGraph, canonicalGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { compareRequests, fieldsOf, gettersOf, IGNORED_FIELDS } from "../support/compare-requests";
import { abandonHosts, queueHost } from "../support/host-queue";
import { CANARY } from "../support/program";
import sample = require("./sample/index");

const IDENTITY = { project: "kit", stack: "dev", organization: "organization" } as const;
/** As the engine hands it over: decrypted. */
const TOKEN = `${CANARY}-of-settings`;
const CONFIG = {
    config: { "kit:token": TOKEN, "platform:region": "eu-west-1" },
    secretKeys: ["kit:token"],
} as const;

after(abandonHosts);

describe("ring 1, sample programs", function () {
    // Waits for cold starts, about 3 s each on an idle machine.
    this.timeout(120_000);
    const host = { directory: resolve(__dirname, "sample"), main: "program.js", ...IDENTITY, ...CONFIG };
    const runtime = { typescript: false };
    const runs = new Map(MODES.map((mode) => [mode, queueHost({ ...host, runtime, mode })] as const));

    for (const mode of MODES) {
        it(`are told to the engine as recorded (${mode})`, async () => {
            const host = await runs.get(mode);
            assert.ok(host);
            assert.deepEqual([host.stderr, host.log, host.problems, host.exitCode], ["", [], [], 0]);
            const recorded = await recordProgram({ program: sample, ...IDENTITY, ...CONFIG, mode });
            assert.deepEqual(recorded.problems, []);
            const { differences, requests } = compareRequests(recorded.requests, host.requests);
            assert.deepEqual(differences, []);
            assert.ok(requests > recorded.graph.resources.length, `only ${requests} requests`);
            const graph = buildGraph(host.requests, { ...IDENTITY, secrets: [TOKEN] });
            assert.equal(canonicalGraph(graph), canonicalGraph(recorded.graph));
        });

        it(`rule 33: show no secret of settings or program (${mode})`, async () => {
            const host = await runs.get(mode);
            assert.ok(host);
            const graph = buildGraph(host.requests, { ...IDENTITY, secrets: [TOKEN] });
            const { kubeconfig, leaked, token } = objectOf(graph.outputs);
            assert.deepEqual([token, leaked], [{ $secret: true }, { $secret: true }]);
            assert.deepEqual(kubeconfig, mode === "unknown" ? { $unknown: true } : { $secret: true });
            const shown = [host.stdout, host.stderr, ...host.log, ...host.problems, canonicalGraph(graph)];
            for (const text of shown) assert.doesNotMatch(text, new RegExp(CANARY));
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
