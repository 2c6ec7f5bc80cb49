import assert from "node:assert/strict";

import {
    checkNodePool,
    noticesOfNodePool,
    type NodePoolSpec,
} from "../../../components/karpenter/node-pool-spec";
import { describeProblem } from "../../../components/shared/problems";
import { nodePoolSpec } from "../../support/node-pool-spec";

const CAPACITY = "karpenter.sh/capacity-type";
const reserved = (...values: readonly string[]): Partial<NodePoolSpec> => ({
    requirements: [{ key: CAPACITY, operator: "In", values }],
});
const TERMS = { nodeClass: { capacityReservationSelectorTerms: [{ id: "cr-1" }] } };

const refusals = (changes: Partial<NodePoolSpec>): string[] =>
    checkNodePool(nodePoolSpec(changes)).map((problem) => describeProblem(problem));

describe("reserved capacity", () => {
    it("is selected by the node class: without that the pool could start nothing", () => {
        assert.deepEqual(refusals({ ...reserved("reserved"), ...TERMS }), []);
        assert.deepEqual(refusals(reserved("reserved", "on-demand")), []);
        assert.deepEqual(refusals(reserved("reserved")), [
            "nodeClass.capacityReservationSelectorTerms: the pool uses nothing but reserved capacity, and selects none. " +
                `Set it, or admit on-demand in ${CAPACITY}.`,
        ]);
    });

    it("needs the controller's gate", () => {
        const settings = { featureGates: { reservedCapacity: false } };
        assert.deepEqual(refusals({ ...reserved("reserved", "on-demand"), ...TERMS, settings }), [
            "nodeClass.capacityReservationSelectorTerms: the controller does not look at reservations. " +
                "Remove it, or let settings.featureGates.reservedCapacity be true.",
        ]);
    });

    it("selected and not admitted: a notice", () => {
        assert.deepEqual(noticesOfNodePool(nodePoolSpec({ ...reserved("on-demand"), ...TERMS })), [
            `Pool general selects capacity reservations and does not admit reserved in ${CAPACITY}: they stay unused`,
        ]);
        assert.deepEqual(
            noticesOfNodePool(nodePoolSpec({ ...reserved("on-demand", "reserved"), ...TERMS })),
            [],
        );
    });
});

describe("a pool with replicas", () => {
    const settings = { featureGates: { staticCapacity: true } };

    it("is limited by nodes alone, and has no weight", () => {
        assert.deepEqual(refusals({ replicas: 3, limits: {}, settings }), []);
        assert.deepEqual(refusals({ replicas: 3, limits: { nodes: 3 }, settings }), []);
        assert.deepEqual(refusals({ replicas: 3, limits: { cpu: 10, nodes: 2 }, settings, weight: 1 }), [
            "weight: a pool with replicas is not chosen among others (got 1). Remove it.",
            "limits.nodes: fewer nodes than the 3 of replicas (got 2). Raise it: replacements count as well.",
            "limits.cpu: a pool with replicas is limited by its number of nodes alone (got 10). Remove it.",
        ]);
    });

    it("needs the controller's gate, and a number", () => {
        assert.deepEqual(refusals({ replicas: 3, limits: {} }), [
            "replicas: the controller starts no node of a pool with replicas: its gate is shut (got 3). " +
                "Set compute.settings.featureGates.staticCapacity to true.",
        ]);
        assert.deepEqual(refusals({ replicas: 1.5, limits: {}, settings }), [
            "replicas: not a number of nodes (got 1.5). Write 0 to 100000.",
        ]);
    });
});
