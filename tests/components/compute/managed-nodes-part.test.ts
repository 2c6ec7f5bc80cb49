/** The kit's own nodes and a fork's, from settings and shape. */
import assert from "node:assert/strict";

import { managedNodes } from "../../../components/compute/managed-nodes-part";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { environmentFor, refusedBy, systemNodesOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const OWN_NAME =
    "stacks/dev.ts › managedNodes.system: " +
    `"system" is the kit's own: the name stands for where Karpenter runs. Choose another name.`;

describe("the part of managed nodes", () => {
    it("on host fargate, makes none", () => {
        assert.deepEqual(managedNodes.plan(environmentFor(ON_FARGATE)), []);
    });

    it("on host managed-nodes, makes tainted system nodes in every zone", () => {
        const environment = environmentFor(ON_NODES, { environment: "production" });
        assert.deepEqual(
            managedNodes
                .plan(environment)
                .map(({ name, spec: { slots, taints } }) => ({ name, slots, taints })),
            [
                {
                    name: "nodes-system",
                    slots: ["a", "b", "c"],
                    taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
                },
            ],
        );
    });

    it("says what is risky about them", () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            managedNodes: {
                batch: {
                    ...systemNodesOf(ON_NODES),
                    capacityType: "SPOT",
                    instanceTypes: ["m7g.large", "m7g.xlarge"],
                    sizePerZone: { min: 0, desired: 0, max: 5 },
                    update: { kind: "count", maxUnavailable: 2 },
                },
            },
        };
        assert.deepEqual(managedNodes.planned(environmentFor(shape)).notices, [
            "Managed nodes batch mix the sizes large, xlarge: autoscaling counts every node as the first",
            "Managed nodes batch are Spot with 2 of 3 types: with fewer to choose from AWS takes nodes back more often",
            "Managed nodes batch lose more than a third of a zone's nodes at once in an update",
        ]);
        assert.deepEqual(managedNodes.planned(environmentFor(ON_NODES)).notices, []);
    });

    it("names faults where the shape holds them", () => {
        const batch = { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.hugexl"], slots: ["d" as const] };
        const { problems } = managedNodes.planned(environmentFor({ ...ON_NODES, managedNodes: { batch } }));
        assert.deepEqual(
            problems.map(({ file, path }) => `${file} ${path}`),
            [
                "stacks/dev.ts managedNodes.batch.instanceTypes[0]",
                "stacks/dev.ts managedNodes.batch.slots[0]",
            ],
        );
    });

    it("F33: refuses nodes named like the kit's own, also on the host where nothing has the name", () => {
        for (const shape of [ON_FARGATE, ON_NODES]) {
            const taken = { ...shape, managedNodes: { system: systemNodesOf(ON_NODES) } };
            assert.deepEqual(refusedBy(managedNodes, taken), [OWN_NAME]);
        }
    });
});
