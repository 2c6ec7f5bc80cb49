import assert from "node:assert/strict";

import fc from "fast-check";

import {
    checkSize,
    checkUpdate,
    describeUpdate,
    updateConfigOf,
} from "../../../components/compute/node-sizes";
import { describeProblem, type Problem } from "../../../components/shared/problems";
import type { UpdatePolicy } from "../../../components/compute/managed-nodes-schema";
import type { SizePerZone } from "../../../components/compute/node-words";

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

const SIZE: SizePerZone = { min: 1, desired: 2, max: 3 };

function sizeRefusals(changes: Partial<SizePerZone>): string[] {
    return texts(checkSize("size", { ...SIZE, ...changes }));
}

function updateRefusals(update: UpdatePolicy, max = 3): string[] {
    return texts(checkUpdate("update", update, { ...SIZE, max }));
}

describe("checkSize", () => {
    it("takes whatever lies in order, from zero", () => {
        assert.deepEqual(sizeRefusals({}), []);
        assert.deepEqual(sizeRefusals({ min: 0, desired: 0, max: 1 }), []);
        assert.deepEqual(sizeRefusals({ min: 3, desired: 3 }), []);
    });

    it("F40: refuses min above max, and says nothing of desired then", () => {
        assert.deepEqual(sizeRefusals({ min: 4 }), [
            "size.min: min is more than max, which is 3 (got 4). Lower min or raise max.",
        ]);
    });

    it("F40: refuses desired outside min and max", () => {
        for (const desired of [0, 4]) {
            assert.deepEqual(sizeRefusals({ desired }), [
                `size.desired: desired lies outside min and max (got ${desired}). Choose 1 to 3.`,
            ]);
        }
    });

    it("F40: refuses max 0, negative numbers and fractions", () => {
        assert.deepEqual(sizeRefusals({ min: -1, desired: 0.5, max: 0 }), [
            "size.min: not a number EKS takes (got -1). Choose a whole number, 0 or more.",
            "size.desired: not a number EKS takes (got 0.5). Choose a whole number, 0 or more.",
            "size.max: not a number EKS takes (got 0). Choose a whole number, 1 or more.",
        ]);
        assert.equal(sizeRefusals({ min: Number.NaN }).length, 1);
    });

    it("F40: refuses exactly what is out of order", () => {
        const count = fc.integer({ min: 0, max: 5 });
        fc.assert(
            fc.property(count, count, count, (min, desired, max) => {
                const isFine = max >= 1 && min <= desired && desired <= max;
                assert.equal(checkSize("size", { min, desired, max }).length === 0, isFine);
            }),
            { seed: 20261124, numRuns: 300 },
        );
    });
});

describe("checkUpdate", () => {
    it("takes one node, all nodes of a zone, and any share: 33 % or less is a control's wish, not EKS's", () => {
        assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable: 1 }), []);
        assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable: 3 }), []);
        assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable: 100 }, 200), []);
        assert.deepEqual(updateRefusals({ kind: "percentage", maxUnavailablePercentage: 1 }), []);
        assert.deepEqual(updateRefusals({ kind: "percentage", maxUnavailablePercentage: 100 }), []);
    });

    it("F40: refuses more than the zone has", () => {
        assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable: 4 }), [
            "update.maxUnavailable: more nodes than sizePerZone.max, which is 3 (got 4). Choose 1 to 3.",
        ]);
        // A max that is none is a fault of its own.
        assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable: 4 }, Number.NaN), []);
    });

    it("F40: refuses what is no such number", () => {
        for (const maxUnavailable of [0, -1, 1.5, 101]) {
            assert.deepEqual(updateRefusals({ kind: "count", maxUnavailable }, 200), [
                `update.maxUnavailable: not a number EKS takes (got ${maxUnavailable}). ` +
                    "Choose a whole number, 1 to 100.",
            ]);
        }
        for (const maxUnavailablePercentage of [0, 101, 33.3]) {
            assert.deepEqual(updateRefusals({ kind: "percentage", maxUnavailablePercentage }), [
                `update.maxUnavailablePercentage: not a number EKS takes (got ${maxUnavailablePercentage}). ` +
                    "Choose a whole number, 1 to 100.",
            ]);
        }
    });
});

describe("an update policy", () => {
    it("is told to EKS in one of its two forms, never both", () => {
        assert.deepEqual(updateConfigOf({ kind: "count", maxUnavailable: 2 }), { maxUnavailable: 2 });
        assert.deepEqual(updateConfigOf({ kind: "percentage", maxUnavailablePercentage: 25 }), {
            maxUnavailablePercentage: 25,
        });
    });

    it("reads as a person would say it", () => {
        assert.equal(describeUpdate({ kind: "count", maxUnavailable: 2 }), "2 at once");
        assert.equal(describeUpdate({ kind: "percentage", maxUnavailablePercentage: 25 }), "25 % at once");
    });
});
