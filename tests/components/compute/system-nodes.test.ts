/** What the nodes must be that Karpenter itself runs on. */
import assert from "node:assert/strict";

import { managedNodes } from "../../../components/compute/managed-nodes-part";
import type { EnvironmentShape, ManagedNodesShape } from "../../../components/platform/shape";
import { refusedBy, refusedTogether, systemNodesOf, withHost } from "../../support/part-environment";
import { ON_NODES } from "../../support/shapes";

/** One replica of Karpenter on system nodes changed like this. */
function onNodes(changes: Partial<ManagedNodesShape>): EnvironmentShape {
    const systemNodes = { ...systemNodesOf(ON_NODES), ...changes };
    return withHost(ON_NODES, { kind: "managed-nodes", replicas: 1, systemNodes });
}

describe("rule 15: system nodes", () => {
    it("are two at least, counting all zones together", () => {
        const none = onNodes({ sizePerZone: { min: 0, desired: 1, max: 2 } });
        const refusal =
            "stacks/dev.ts › compute.host.systemNodes.sizePerZone.min: 0 system nodes in 3 zones, and Karpenter needs two to " +
            "survive the loss of one (got 0). Let each zone have at least one.";
        assert.deepEqual(refusedBy(managedNodes, none), [refusal]);
        assert.equal(refusedTogether(none)[0], refusal);
        assert.deepEqual(refusedTogether(onNodes({ slots: ["a", "b"] })), []);
    });

    it("lie in two zones, also when there are two of them", () => {
        const shape = onNodes({ sizePerZone: { min: 2, desired: 2, max: 3 }, slots: ["a"] });
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › compute.host.systemNodes.slots: all system nodes lie in one zone, and nothing could start a node " +
                'when it fails (got ["a"]). Name two slots at least, or leave slots out for every zone.',
        ]);
    });

    it("have both faults when there is a single one in a single zone", () => {
        assert.deepEqual(refusedTogether(onNodes({ slots: ["a"] })), [
            "stacks/dev.ts › compute.host.systemNodes.slots: all system nodes lie in one zone, and nothing could start a node " +
                'when it fails (got ["a"]). Name two slots at least, or leave slots out for every zone.',
            "stacks/dev.ts › compute.host.systemNodes.sizePerZone.min: 1 system nodes in 1 zones, and Karpenter needs two to " +
                "survive the loss of one (got 1). Let each zone have at least one.",
        ]);
    });

    it("are of types that Karpenter's pod fits on", () => {
        const refused = (...instanceTypes: string[]) => refusedTogether(onNodes({ instanceTypes }));
        assert.deepEqual(refused("m7g.medium", "t4g.small"), [
            "stacks/dev.ts › compute.host.systemNodes.instanceTypes[0]: Karpenter's pod does not fit on it " +
                '(got "m7g.medium"). Choose a large one, or a medium of the t families.',
            "stacks/dev.ts › compute.host.systemNodes.instanceTypes[1]: Karpenter's pod does not fit on it " +
                '(got "t4g.small"). Choose a large one, or a medium of the t families.',
        ]);
        assert.deepEqual(refused("t4g.medium", "m7g.large"), []);
    });
});
