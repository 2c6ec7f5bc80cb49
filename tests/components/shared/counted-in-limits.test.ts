import assert from "node:assert/strict";

import { countedInLimits, devicesOf, isWithin } from "../../../components/shared/counted-in-limits";
import {
    type InstanceType,
    instanceTypeNames,
    instanceTypeOf,
} from "../../../components/shared/instance-data";

function typed(name: string): InstanceType {
    return instanceTypeOf(name) ?? assert.fail(name);
}

// Source: karpenter-provider-aws 1d927085d of 2026-08-21, website, reference/instance-types.
const DEVICES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    "m7i.large": {},
    "g4dn.metal": { "nvidia.com/gpu": 8 },
    // A part of one is none.
    "g6f.large": {},
    "g4ad.8xlarge": { "amd.com/gpu": 2 },
    "g4ad.16xlarge": { "amd.com/gpu": 4 },
    "inf1.24xlarge": { "aws.amazon.com/neuron": 16, "aws.amazon.com/neuroncore": 64 },
    "inf2.24xlarge": { "aws.amazon.com/neuron": 6, "aws.amazon.com/neuroncore": 12 },
    "trn1.32xlarge": { "aws.amazon.com/neuron": 16, "aws.amazon.com/neuroncore": 32 },
    "trn2.48xlarge": { "aws.amazon.com/neuron": 16, "aws.amazon.com/neuroncore": 128 },
    // Qualcomm's: Karpenter counts none.
    "dl2q.24xlarge": {},
};

describe("what instance types count in limits", () => {
    for (const [name, devices] of Object.entries(DEVICES)) {
        it(`${name}: ${JSON.stringify(devices)}`, () => {
            assert.deepEqual(Object.fromEntries(devicesOf(typed(name))), devices);
            for (const [resource, count] of Object.entries(devices)) {
                assert.equal(countedInLimits(typed(name), resource), count);
                assert.equal(isWithin(typed(name), new Map([[resource, count]])), true);
                assert.equal(isWithin(typed(name), new Map([[resource, count - 1]])), false);
            }
        });
    }

    it("are cores, memory and branch interfaces besides, and nothing of other words", () => {
        const counted = ["cpu", "memory", "vpc.amazonaws.com/pod-eni", "pods", "nodes", "toString"].map(
            (resource) => countedInLimits(typed("c6a.large"), resource),
        );
        // 4096 MiB, of which 7.5 % rounded up are 308.
        assert.deepEqual(counted, [2, 3788 * 2 ** 20, 9, undefined, undefined, undefined]);
    });

    it("know the cores of every chip of AWS in the lists", () => {
        const chips = instanceTypeNames()
            .map(typed)
            .filter(({ accelerator }) => accelerator?.maker === "aws");
        assert.ok(chips.length > 0);
        assert.deepEqual(
            chips.flatMap((type) => (devicesOf(type).has("aws.amazon.com/neuroncore") ? [] : [type.type])),
            [],
        );
    });
});
