/** Repair of managed nodes: E44 of the configurations that users of other projects write. */
import assert from "node:assert/strict";

import {
    checkNodeRepair,
    describeNodeRepair,
    nodeRepairConfigOf,
    type NodeRepairWords,
} from "../../../components/compute/node-repair";
import { describeProblem } from "../../../components/shared/problems";
import { objectOf } from "../../../tools/facts/build";
import { MANAGED } from "../../support/kinds";
import { systemNodesOf } from "../../support/part-environment";
import { graphOfShape } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const GPU: NodeRepairWords = {
    stopAbove: { kind: "count", nodes: 3 },
    atOnce: { kind: "count", nodes: 2 },
    overrides: [
        {
            condition: "AcceleratedHardwareReady",
            reason: "NvidiaXID13Error",
            waitMinutes: 10,
            action: "Reboot",
        },
        { condition: "NetworkingReady", reason: "InterfaceNotUp", waitMinutes: 45, action: "NoAction" },
    ],
};

describe("repair of managed nodes", () => {
    it("is on, off, or by rules, in the words of EKS", () => {
        assert.deepEqual([true, false].map(nodeRepairConfigOf), [{ enabled: true }, { enabled: false }]);
        assert.deepEqual(
            nodeRepairConfigOf({
                stopAbove: { kind: "percentage", percentage: 20 },
                atOnce: { kind: "percentage", percentage: 15 },
            }),
            {
                enabled: true,
                maxParallelNodesRepairedPercentage: 15,
                maxUnhealthyNodeThresholdPercentage: 20,
            },
        );
        assert.deepEqual(nodeRepairConfigOf(GPU), {
            enabled: true,
            maxParallelNodesRepairedCount: 2,
            maxUnhealthyNodeThresholdCount: 3,
            nodeRepairConfigOverrides: [
                {
                    minRepairWaitTimeMins: 10,
                    nodeMonitoringCondition: "AcceleratedHardwareReady",
                    nodeUnhealthyReason: "NvidiaXID13Error",
                    repairAction: "Reboot",
                },
                {
                    minRepairWaitTimeMins: 45,
                    nodeMonitoringCondition: "NetworkingReady",
                    nodeUnhealthyReason: "InterfaceNotUp",
                    repairAction: "NoAction",
                },
            ],
        });
    });

    it("says in the plan when it stops, how fast it goes and what it does otherwise", () => {
        assert.deepEqual(
            [true, { stopAbove: { kind: "percentage", percentage: 20 } } as const, GPU].map(
                describeNodeRepair,
            ),
            [
                true,
                "on, not above 20 %",
                "on, not above 3, 2 at once, AcceleratedHardwareReady NvidiaXID13Error: Reboot after 10 min, " +
                    "NetworkingReady InterfaceNotUp: NoAction after 45 min",
            ],
        );
    });

    it("refuses numbers EKS does not take, and one finding twice", () => {
        const twice = {
            condition: "Ready",
            reason: "KubeletStopped",
            waitMinutes: 30,
            action: "Replace",
        } as const;
        const problems = checkNodeRepair("nodeRepair", {
            stopAbove: { kind: "percentage", percentage: 101 },
            atOnce: { kind: "count", nodes: 0 },
            overrides: [twice, { ...twice, waitMinutes: 0.5 }, { ...twice, reason: "" }],
        });
        assert.deepEqual(
            problems.map((problem) => describeProblem(problem)),
            [
                "nodeRepair.stopAbove.percentage: not a number EKS takes (got 101). Choose a whole number, 1 to 100.",
                "nodeRepair.atOnce.nodes: not a number EKS takes (got 0). Choose a whole number, 1 or more.",
                "nodeRepair.overrides[1].waitMinutes: not a number EKS takes (got 0.5). Choose a whole number, 1 or more.",
                'nodeRepair.overrides[1]: the same finding as overrides[0] (got "Ready KubeletStopped"). Keep one of the two.',
                'nodeRepair.overrides[2].reason: empty (got ""). Name the finding.',
            ],
        );
    });

    it("brings the agent that finds what is broken, as a plain yes does", async () => {
        const nodes = { ...systemNodesOf(ON_NODES), nodeRepair: false };
        const graph = await graphOfShape({
            ...MANAGED,
            compute: { kind: "managed", systemNodes: nodes, dedicated: true },
            managedNodes: { gpu: { ...nodes, nodeRepair: GPU } },
        });
        const repairs = ["nodes-gpu-a", "nodes-gpu-b"].map(
            (name) => objectOf(resourceNamed(graph, name).inputs)["nodeRepairConfig"],
        );
        assert.deepEqual(repairs, [nodeRepairConfigOf(GPU), nodeRepairConfigOf(GPU)]);
        const addons = graph.resources.filter(({ type }) => type === "aws:eks/addon:Addon");
        assert.ok(addons.some(({ inputs }) => objectOf(inputs)["addonName"] === "eks-node-monitoring-agent"));
        assert.deepEqual(objectOf(resourceNamed(graph, "nodes-system-a").inputs)["nodeRepairConfig"], {
            enabled: false,
        });
    });
});
