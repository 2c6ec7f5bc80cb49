import assert from "node:assert/strict";

import fc from "fast-check";

import { checkDuration, checkLimits, describeLimits } from "../../../components/karpenter/node-pool-units";
import { secondsOf } from "../../../components/shared/durations";
import type { Json } from "../../../components/shared/json";
import { describeProblem } from "../../../components/shared/problems";
import { type NodePoolLimits } from "../../../components/karpenter/node-pool-schema";

/** Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml: expireAfter without `Never`, and limits. */
const CRD_DURATION = /^(([0-9]+(s|m|h))+)$/;
const CRD_QUANTITY =
    /^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$/;

function durationRefusals(value: Json | undefined, never: "or-never" | "ends" = "or-never"): string[] {
    return checkDuration("expireAfter", value, never).map((problem) => describeProblem(problem));
}

function limitRefusals(limits: NodePoolLimits | undefined): string[] {
    return checkLimits(limits).map((problem) => describeProblem(problem));
}

describe("secondsOf", () => {
    it("reads what Go would write, and what people write", () => {
        assert.deepEqual(
            ["0s", "90s", "30m", "1h30m", "720h", "1h0m0s", "1m1m"].map(secondsOf),
            [0, 90, 1800, 5400, 2_592_000, 3600, 120],
        );
        assert.deepEqual(
            ["", "5", "30d", "1.5h", "-1h", "1h ", "h", "Never", "1ms"].map(secondsOf),
            Array<undefined>(9).fill(undefined),
        );
    });

    it("takes nothing longer than Go can hold, which the CRD lets in", () => {
        assert.equal(secondsOf("9223372036s"), 9_223_372_036);
        assert.equal(secondsOf("9223372037s"), undefined);
        assert.match("9223372037s", CRD_DURATION);
    });

    it("adds up any parts, in any order, and takes only what the CRD takes", () => {
        const part = fc.record({ amount: fc.nat(9999), unit: fc.constantFrom("h", "m", "s") });
        fc.assert(
            fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
                const text = parts.map(({ amount, unit }) => `${amount}${unit}`).join("");
                const factor = { h: 3600, m: 60, s: 1 };
                const sum = parts.reduce((total, { amount, unit }) => total + amount * factor[unit], 0);
                assert.equal(secondsOf(text), sum);
                assert.match(text, CRD_DURATION);
            }),
        );
        fc.assert(
            fc.property(fc.string(), (text) => {
                if (secondsOf(text) !== undefined) assert.match(text, CRD_DURATION);
            }),
        );
    });
});

describe("checkDuration", () => {
    it("takes durations, and Never where a field has no end", () => {
        assert.deepEqual(durationRefusals("720h"), []);
        assert.deepEqual(durationRefusals("Never"), []);
        assert.deepEqual(durationRefusals("1h30m", "ends"), []);
    });

    it("F41: refuses a number, days, and nothing at all", () => {
        const remedy = "Write hours, minutes and seconds: 1h30m, or 720h for 30 days, or Never.";
        assert.deepEqual(durationRefusals(5), [
            `expireAfter: not a duration Karpenter reads (got 5). ${remedy}`,
        ]);
        assert.deepEqual(durationRefusals("30d"), [
            `expireAfter: not a duration Karpenter reads (got "30d"). ${remedy}`,
        ]);
        assert.deepEqual(durationRefusals(undefined), [
            `expireAfter: not a duration Karpenter reads. ${remedy}`,
        ]);
    });

    it("refuses Never where a node must go in the end", () => {
        assert.deepEqual(durationRefusals("Never", "ends"), [
            'expireAfter: not a duration Karpenter reads (got "Never"). ' +
                "Write hours, minutes and seconds: 1h30m, or 720h for 30 days.",
        ]);
    });
});

describe("checkLimits", () => {
    it("takes cores, bytes with a unit, and devices", () => {
        const accepted: NodePoolLimits[] = [
            { cpu: 100, memory: "400Gi" },
            { cpu: "1500m", memory: "1.5T" },
            { cpu: "0", memory: "0Gi" },
            {
                cpu: 0.5,
                memory: "400Gi",
                nodes: 10,
                pods: "500",
                "ephemeral-storage": "1Ti",
                "nvidia.com/gpu": 8,
            },
        ];
        assert.deepEqual(accepted.flatMap(limitRefusals), []);
    });

    it("rule 38: refuses a pool without limits, or with one of two", () => {
        const cpu =
            "limits.cpu: nothing limits what the pool may cost. Write cores: 100, or thousandths of one: 1500m.";
        const memory =
            "limits.memory: nothing limits what the pool may cost. Write an amount with its unit: 400Gi.";
        assert.deepEqual(limitRefusals(undefined), [cpu, memory]);
        const cpuOnly = JSON.parse('{ "cpu": 100 }') as NodePoolLimits;
        assert.deepEqual(limitRefusals(cpuOnly), [memory]);
    });

    it('F41: refuses "lots", bytes without a unit, cores with one, and what no node has', () => {
        assert.deepEqual(limitRefusals({ cpu: "lots", memory: 400 }), [
            'limits.cpu: not an amount of cpu (got "lots"). Write cores: 100, or thousandths of one: 1500m.',
            "limits.memory: not an amount of memory (got 400). Write an amount with its unit: 400Gi.",
        ]);
        assert.deepEqual(
            limitRefusals({ cpu: "4Gi", memory: "400m", memmory: "4Gi", "nvidia.com/gpu": "1.5" }),
            [
                'limits.cpu: not an amount of cpu (got "4Gi"). Write cores: 100, or thousandths of one: 1500m.',
                'limits.memory: not an amount of memory (got "400m"). Write an amount with its unit: 400Gi.',
                'limits.memmory: no node has this resource, so it limits nothing (got "4Gi"). Choose from cpu, memory, ' +
                    "ephemeral-storage, nodes, pods, or name a device: nvidia.com/gpu.",
                'limits.nvidia.com/gpu: not an amount of nvidia.com/gpu (got "1.5"). Write a whole number.',
            ],
        );
        assert.deepEqual(limitRefusals({ cpu: -1, memory: "-1Gi" }), [
            "limits.cpu: not an amount of cpu (got -1). Write cores: 100, or thousandths of one: 1500m.",
            'limits.memory: not an amount of memory (got "-1Gi"). Write an amount with its unit: 400Gi.',
        ]);
    });

    it("takes every amount with a unit of Kubernetes, and nothing the CRD refuses", () => {
        const units = fc.constantFrom("Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "k", "M", "G", "T", "P", "E");
        fc.assert(
            fc.property(fc.nat(), units, (amount, unit) => {
                assert.deepEqual(limitRefusals({ cpu: amount, memory: `${amount}${unit}` }), []);
            }),
        );
        fc.assert(
            fc.property(fc.string(), fc.string(), (cpu, memory) => {
                const refused = checkLimits({ cpu, memory }).map(({ path }) => path);
                if (!refused.includes("limits.cpu")) assert.match(cpu, CRD_QUANTITY);
                if (!refused.includes("limits.memory")) assert.match(memory, CRD_QUANTITY);
            }),
        );
    });
});

describe("describeLimits", () => {
    it("sorts them, so that their order is no change", () => {
        assert.deepEqual(describeLimits({ memory: "4Gi", cpu: 2 }), ["cpu 2", "memory 4Gi"]);
        assert.deepEqual(describeLimits(undefined), []);
    });
});
