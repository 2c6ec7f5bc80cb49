/** What a chart's definition becomes: its options are its own, and where it runs says as whom it calls AWS. */
import assert from "node:assert/strict";

import { z } from "zod";

import { type ChartSite, defineChart } from "../../../components/charts/definition";

const SITE: ChartSite = {
    account: "111122223333",
    region: "eu-west-1",
    clusterName: "platform-dev",
    kubernetesVersion: "1.36",
    compute: "karpenter",
    onFargate: false,
    replicas: 2,
    zoneSpread: true,
    pins: {},
};

const TRIED = defineChart({
    repository: "https://charts.example.org",
    version: { value: "1.0.0", source: "example", seen: "2026-11-29", address: "https://charts.example.org" },
    namespace: { name: "tried" },
    phase: "releases",
    images: ["registry.example.org/tried"],
    options: { level: z.enum(["low", "high"]).exactOptional() },
    check: ({ options: { level } }) =>
        level === "high" ? [{ path: "level", what: "too high", got: level, remedy: "Use low" }] : [],
    identity: ({ options: { level } }) =>
        level === undefined
            ? undefined
            : { serviceAccount: "tried", statements: [], annotate: "serviceAccount.annotations" },
    pods: ({ site: { replicas } }) => [{ name: "tried", kind: "Deployment", labels: {}, replicas }],
    values: ({ options: { level = "none" } }) => ({ level }),
    objects: ({ options: { level } }) =>
        level === undefined
            ? []
            : [{ apiVersion: "example.org/v1", kind: "Level", metadata: { name: level } }],
});

describe("defineChart", () => {
    it("hands a chart its own options, and not the words all charts have", () => {
        const words = { version: "2.0.0", values: { a: 1 }, level: "low" };
        assert.deepEqual(TRIED.decide(SITE, words), {
            identity: {
                serviceAccount: "tried",
                statements: [],
                annotate: "serviceAccount.annotations",
                kind: "pod-identity",
            },
            pods: [{ name: "tried", kind: "Deployment", labels: {}, replicas: 2 }],
            values: { level: "low" },
            placed: {},
            webhooks: [],
            objects: [{ apiVersion: "example.org/v1", kind: "Level", metadata: { name: "low" } }],
        });
        assert.deepEqual(TRIED.decide(SITE, {}).identity, undefined);
        assert.deepEqual(TRIED.check(SITE, { level: "high" }), [
            { path: "level", what: "too high", got: "high", remedy: "Use low" },
        ]);
    });

    it("calls AWS by IRSA on Fargate, where Pod Identity has no agent", () => {
        const { identity } = TRIED.decide({ ...SITE, onFargate: true }, { level: "low" });
        assert.equal(identity?.kind, "irsa");
    });
});
